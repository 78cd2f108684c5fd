using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Brownian motion of the depth metric: moments and law of the singular values. MATH.md §4.5, oracles 46 and 47.</summary>
public sealed class BrownianMotionTests
{
    private const int Paths = 40000, Size = 2;
    private const double Beta = 2, End = 0.25, Step = 0.0125;

    private static readonly double[] Sigma = [1.2, 0.4];

    private static LangevinEnsemble Ensemble(Depth depth) => new(new(depth, Size, Beta), new BalancedMatrix(Matrix.Diagonal(Sigma)), Paths, seed: 5);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(2.5)]
    public void The_singular_values_are_those_of_a_Gaussian_matrix(double n)
    {
        // In the layers' clock t = τ/N, θ = √N·σ^(1/N) has the law of the singular values of Y₀ + √(2t/β)·Gaussian; times √N both.
        Depth depth = Depth.Real(n);
        EnsembleRecord record = Ensemble(depth).Run([End], Step, path => Theta(path, 0), path => Theta(path, 1), path => Square(path, 0), path => Square(path, 1), Growth);
        Estimate growth = record.Mean(4, 0);
        Assert.InRange(growth.Deviation(2 * Size * Size * (End / n) / Beta), 0, 3);

        double[][] exact = [new double[Paths], new double[Paths], new double[Paths], new double[Paths]];
        for (int k = 0; k < Paths; k++)
        {
            Matrix y = RandomFrames.Gaussian(Size, Size, new(9, "gaussian", k, Size));
            VectorOperations.Scale(Math.Sqrt(2 * (End / n) / Beta), y.Data);
            for (int i = 0; i < Size; i++)
            {
                y[i, i] += Math.Sqrt(n) * Math.Pow(Sigma[i], 1 / n);
            }
            ReadOnlySpan<double> logarithms = SpectralPoint.Of(y, roundOff: 0).LogSigma;
            for (int i = 0; i < Size; i++)
            {
                exact[i][k] = Math.Exp(logarithms[i]);
                exact[Size + i][k] = exact[i][k] * exact[i][k];
            }
        }

        // Means and second moments, hence means and standard deviations, within three standard errors of the difference.
        for (int k = 0; k < 4; k++)
        {
            Estimate path = record.Mean(k, 0), gaussian = Estimate.Of([.. exact[k]]);
            Assert.InRange(Math.Abs(path.Mean - gaussian.Mean) / Math.Sqrt(path.StandardError * path.StandardError + gaussian.StandardError * gaussian.StandardError), 0, 3);
        }

        double Theta(LangevinPath path, int mode) => Math.Sqrt(n) * Math.Exp(path.LogSigma[mode] / n);
        double Square(LangevinPath path, int mode) => Theta(path, mode) * Theta(path, mode);
        double Growth(LangevinPath path) => Square(path, 0) + Square(path, 1) - n * Sigma.Sum(sigma => Math.Pow(sigma, 2 / n));
    }

    [Fact]
    public void At_infinite_depth_the_logarithm_of_the_determinant_is_a_martingale_and_the_logarithms_spread()
    {
        double start = Sigma.Sum(Math.Log), squares = Sigma.Sum(sigma => Math.Log(sigma) * Math.Log(sigma));
        EnsembleRecord record = Ensemble(Depth.Infinite).Run([End], Step, path => Total(path) - start, path => Math.Pow(Total(path) - start, 2), Spread);
        Assert.InRange(record.Mean(0, 0).Deviation(0), 0, 3);
        Assert.InRange(record.Mean(1, 0).Deviation(2 * Size * End / Beta), 0, 3);
        Assert.InRange(record.Mean(2, 0).Deviation((2 * Size + Size * (Size - 1)) * End / Beta), 0, 3);

        static double Total(LangevinPath path) => path.LogSigma[0] + path.LogSigma[1];
        double Spread(LangevinPath path) => path.LogSigma[0] * path.LogSigma[0] + path.LogSigma[1] * path.LogSigma[1] - squares;
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 30, 0.05, 1)]
    [InlineData(double.PositiveInfinity, 5, 0.05, 0.05)]
    [InlineData(3, 30, 0.05, 1)]
    public void Many_spread_modes_grow_at_the_right_rate_with_long_steps(double n, int size, double step, double beta)
    {
        // MATH.md §4.5: Σ(ln σ)² grows by (2d + d(d − 1))τ/β at N = ∞, Σ(N·σ^(1/N))² by 2d²τ/β at finite N.
        const double Time = 0.1;
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        double shift = depth.IsInfinite ? 0 : n;
        double[] sigma = [.. Enumerable.Range(0, size).Select(i => Math.Exp(10.0 * i / (size - 1) - 5))];
        double before = sigma.Sum(value => Math.Pow(RadialCoordinate.Of(depth, Math.Log(value)) + shift, 2));
        EnsembleRecord record = new LangevinEnsemble(new(depth, size, beta), new BalancedMatrix(Matrix.Diagonal(sigma)), size < 10 ? 4000 : 100, seed: 3).Run([Time], step, Growth);
        double exact = (depth.IsInfinite ? size * (size + 1) : 2 * size * size) * Time / beta;
        Assert.InRange(record.Mean(0, 0).StandardError / exact, 0, 0.03);
        Assert.InRange(record.Mean(0, 0).Deviation(exact), 0, 3);

        double Growth(LangevinPath path)
        {
            double sum = -before;
            foreach (double z in path.Coordinates)
            {
                sum += (z + shift) * (z + shift);
            }
            return sum;
        }
    }

    [Fact]
    public void The_determinant_changes_its_sign_at_finite_depth_and_never_at_infinite_depth()
    {
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Of(3), Depth.Infinite })
        {
            EnsembleRecord record = new LangevinEnsemble(new(depth, 2, 1), new BalancedIdentity(0.5), 400, seed: 2).Run([10], 0.05, Determinant);
            int negative = record.Pooled(0).Count(value => value < 0);
            Assert.True(depth.IsInfinite ? negative == 0 : negative is > 120 and < 280, $"{depth}: {negative}");
        }

        static double Determinant(LangevinPath path)
        {
            ReadOnlyMatrixView x = path.EndToEnd();
            return x[0, 0] * x[1, 1] - x[0, 1] * x[1, 0];
        }
    }
}
