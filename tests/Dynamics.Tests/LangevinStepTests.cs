using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>A step of the Langevin equation has the mean and covariance of Itô's equation in X. MATH.md §4.5, oracle 45.</summary>
public sealed class LangevinStepTests
{
    private const double Beta = 1.3;

    public static TheoryData<double, bool> Depths => new()
    {
        { 1, false }, { 2, false }, { 2, true }, { 2.5, true }, { 3, false }, { 3, true }, { 8, true }, { double.PositiveInfinity, false }, { double.PositiveInfinity, true },
    };

    [Theory]
    [MemberData(nameof(Depths))]
    public void Its_mean_and_covariance_are_those_of_the_equation(double n, bool withEntropy)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        ILoss loss = Samples.Completion(Samples.Gaussian(3, 3, 1), 0.7, 2);
        LangevinEquation equation = new(depth, 3, Beta, loss, withEntropy);

        // A general start, one with two modes 1e-3 apart (the series) and one with all three equal.
        foreach (IBalancedStart start in new IBalancedStart[]
            { new BalancedMatrix(Samples.Gaussian(3, 3, 5, 0.7)), new BalancedMatrix(Nearly(1e-3)), new BalancedOrthogonal(0.7, 3) })
        {
            Matrix x = start.At(3, 3).ToMatrix();
            (Matrix drift, Matrix covariance) = Richardson(equation, start, x);
            Assert.InRange(Samples.Distance(drift, Drift(equation, x)), 0, 1e-5);
            Assert.InRange(Samples.Distance(covariance, Covariance(equation, x)), 0, 1e-5);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(2.5)]
    [InlineData(double.PositiveInfinity)]
    public void The_drift_of_Brownian_motion_is_the_divergence_of_the_operator_and_its_image_of_the_log_volume(double n)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        Matrix x = Samples.Gaussian(3, 3, 5, 0.7), drift = new(3, 3), slope = new(3, 3);
        const double Step = 1e-5;
        for (int j = 0; j < 3; j++)
        {
            for (int i = 0; i < 3; i++)
            {
                Matrix above = Matrix.CopyOf(x.View), below = Matrix.CopyOf(x.View), unit = new(3, 3);
                above[i, j] += Step;
                below[i, j] -= Step;
                unit[i, j] = 1;
                SpectralPoint up = SpectralPoint.Of(above), down = SpectralPoint.Of(below);
                VectorOperations.AddScaled(0.5 / Step, new DepthMetric(depth, up).Raise(unit).Data, drift.Data);
                VectorOperations.AddScaled(-0.5 / Step, new DepthMetric(depth, down).Raise(unit).Data, drift.Data);
                slope[i, j] = (VolumeForm.LogDensity(depth, up.LogSigma, 3, 3) - VolumeForm.LogDensity(depth, down.LogSigma, 3, 3)) / (2 * Step);
            }
        }
        VectorOperations.AddScaled(1, new DepthMetric(depth, SpectralPoint.Of(x)).Raise(slope).Data, drift.Data);
        VectorOperations.Scale(1 / Beta, drift.Data);

        // Central differences: Step² times a third derivative, and ε/Step.
        Assert.InRange(Samples.Distance(drift, Drift(new(depth, 3, Beta), x)), 0, 1e-8);
    }

    /// <summary>−Â(G) + (1/β)grad S + ((1 − 1/N)/β)·U·diag(σ^(1−2/N))·Vᵀ.</summary>
    private static Matrix Drift(LangevinEquation equation, Matrix x)
    {
        SpectralPoint point = SpectralPoint.Of(x);
        double inverse = equation.Depth.Reciprocal;
        double[] slope = new double[3];
        FiberEntropy.Slope(equation.Depth, point.LogSigma, slope);
        Matrix scaled = Matrix.CopyOf(point.Left.View), gradient = new(3, 3);
        for (int i = 0; i < 3; i++)
        {
            double rate = (1 - inverse + (equation.WithEntropy ? slope[i] : 0)) / equation.InverseTemperature;
            VectorOperations.Scale(rate * Math.Exp((1 - 2 * inverse) * point.LogSigma[i]), scaled.View.Column(i));
        }
        Matrix drift = Samples.Product(scaled, Samples.Transposed(point.Right));
        if (equation.Loss is { } loss)
        {
            loss.Gradient(x.View, gradient.View);
            VectorOperations.AddScaled(-1, new DepthMetric(equation.Depth, point).Raise(gradient).Data, drift.Data);
        }
        return drift;
    }

    /// <summary>(2/β)Â as a 9 × 9 matrix.</summary>
    private static Matrix Covariance(LangevinEquation equation, Matrix x)
    {
        DepthMetric metric = new(equation.Depth, SpectralPoint.Of(x));
        Matrix result = new(9, 9);
        for (int k = 0; k < 9; k++)
        {
            Matrix unit = new(3, 3);
            unit.Data[k] = 1;
            VectorOperations.Scale(2 / equation.InverseTemperature, metric.Raise(unit).Data, result.View.Column(k));
        }
        return result;
    }

    /// <summary>Mean and second moment of X(h) − X over h, extrapolated to h = 0: errors O(h²) and, of the mean, ε/h.</summary>
    private static (Matrix Mean, Matrix Second) Richardson(LangevinEquation equation, IBalancedStart start, Matrix x)
    {
        const double Step = 1e-5;
        (Matrix mean, Matrix second) = Moments(equation, start, x, Step / 2);
        (Matrix coarseMean, Matrix coarseSecond) = Moments(equation, start, x, Step);
        VectorOperations.Scale(2, mean.Data);
        VectorOperations.Scale(2, second.Data);
        VectorOperations.AddScaled(-1, coarseMean.Data, mean.Data);
        VectorOperations.AddScaled(-1, coarseSecond.Data, second.Data);
        return (mean, second);
    }

    /// <summary>Over the 18 points ±3 on the axes, which have the moments of nine normal numbers up to the third.</summary>
    private static (Matrix Mean, Matrix Second) Moments(LangevinEquation equation, IBalancedStart start, Matrix x, double h)
    {
        Matrix mean = new(3, 3), second = new(9, 9);
        double[] noise = new double[9];
        for (int k = 0; k < 18; k++)
        {
            Array.Clear(noise);
            noise[k / 2] = k % 2 == 0 ? 3 : -3;
            LangevinPath path = equation.From(start, new(1, "unused", 1, 1));
            Assert.Equal(LangevinCode.Sound, path.Step(h, noise));
            Matrix change = Matrix.CopyOf(path.EndToEnd());
            VectorOperations.AddScaled(-1, x.Data, change.Data);
            VectorOperations.AddScaled(1 / (18 * h), change.Data, mean.Data);
            for (int j = 0; j < 9; j++)
            {
                VectorOperations.AddScaled(change.Data[j] / (18 * h), change.Data, second.View.Column(j));
            }
        }
        return (mean, second);
    }

    private static Matrix Nearly(double gap)
    {
        Matrix scaled = new BalancedOrthogonal(1, 4).At(3, 3).ToMatrix();
        double[] sigma = [0.9, 0.5 * (1 + gap), 0.5];
        for (int j = 0; j < 3; j++)
        {
            VectorOperations.Scale(sigma[j], scaled.View.Column(j));
        }
        return Samples.Product(scaled, new BalancedOrthogonal(1, 8).At(3, 3).ToMatrix());
    }
}
