using DlnDynamics.LinearAlgebra;
using MathNet.Numerics;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The volume of the fibre against Gram determinants of the layers' own motions, and its slopes (oracles 41, 42, 43, 44, 67).</summary>
public sealed class FiberEntropyTests
{
    [Fact]
    public void Volumes_of_frames_are_the_known_ones()
    {
        // ln c_d, volume of O(d) in the Frobenius metric: c₂ = 2√2·2π, c₃ = 2·2^(3/2)·8π²; all five by the product of spheres.
        double[] known = [2, 17.771531752633464, 446.6473087768883, 24936.727304704622, 2625233.4245896307];
        for (int d = 1; d <= 5; d++)
        {
            Assert.Equal(known[d - 1], Math.Exp(FiberEntropy.LogFrameVolume(d, d)), 1e-12 * known[d - 1]);
        }
        Assert.Equal(2 * Math.Sqrt(2) * 2 * Math.PI, known[1], 1e-12 * known[1]);
        Assert.Equal(2 * Math.Pow(2, 1.5) * 8 * Math.PI * Math.PI, known[2], 1e-12 * known[2]);
        Assert.Contains("cannot carry rank 3", Assert.Throws<ArgumentException>(() => FiberEntropy.LogFrameVolume(2, 3)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 3, 3, 3 }, 3)]
    [InlineData(new[] { 3, 3, 3, 3, 3 }, 3)]
    [InlineData(new[] { 2, 2, 2, 2, 2, 2, 2, 2, 2 }, 2)]
    [InlineData(new[] { 5, 3, 4, 2, 4 }, 2)]
    [InlineData(new[] { 4, 5, 3 }, 1)]
    [InlineData(new[] { 3, 5, 4, 4 }, 3)]
    public void The_volume_upstairs_is_that_of_the_fibre_times_that_below(int[] widths, int rank)
    {
        NetworkShape shape = new([.. widths]);
        double[] sigma = [.. new[] { 1.9, 1.1, 0.4 }.Take(rank)], logSigma = [.. sigma.Select(value => Math.Log(value))];
        Matrix[] frames = [.. widths.Select((width, p) => RandomFrames.Orthonormal(width, width, new(p, "frame", width, width)))];
        List<double[]> hidden = [], all = [];
        for (int p = 0; p < widths.Length; p++)
        {
            foreach (Matrix turn in Turns(widths[p], rank))
            {
                double[] motion = Motion(shape, frames, sigma, p, turn);
                all.Add(motion);
                if (p > 0 && p < shape.Layers)
                {
                    hidden.Add(motion);
                }
            }
        }
        for (int i = 0; i < rank; i++)
        {
            all.Add(Stretch(shape, frames, sigma, i));
        }

        // The density of the fibre in the coordinates Q_pᵀdQ_p: its whole volume over that of the frames in these coordinates.
        double frameCoordinates = widths[1..^1].Sum(width => Enumerable.Range(width - rank + 1, rank).Sum(k => Math.Log(2) + k / 2.0 * Math.Log(Math.PI) - SpecialFunctions.GammaLn(k / 2.0)));
        double fibre = FiberEntropy.Of(shape, logSigma) - frameCoordinates;
        Assert.Equal(fibre, FramedMatrix.LogGram(hidden), 1e-10);
        if (rank == shape.Rows && rank == shape.Columns && widths.All(width => width == rank))
        {
            // 2^((N−1)d(d−1)/4)·√(van(Σ²)/van(Σ^(2/N))).
            double n = shape.Layers, expected = (n - 1) * rank * (rank - 1) / 4 * Math.Log(2);
            for (int l = 0; l < rank; l++)
            {
                for (int k = 0; k < l; k++)
                {
                    expected += 0.5 * Math.Log((sigma[k] * sigma[k] - sigma[l] * sigma[l]) / (Math.Pow(sigma[k], 2 / n) - Math.Pow(sigma[l], 2 / n)));
                }
            }
            Assert.Equal(expected, fibre, 1e-12);
        }
        double below = VolumeForm.LogFrameDensity(Depth.Of(shape.Layers), logSigma, shape.Rows, shape.Columns, Clock.Layers);
        Assert.Equal(fibre + below, FramedMatrix.LogGram(all), 1e-10);
    }

    [Theory]
    [InlineData(4, 4, 4, 4)]
    [InlineData(5, 4, 2, 4)]
    [InlineData(3, 5, 3, 7)]
    public void The_gradient_is_that_of_finite_differences(int rows, int columns, int rank, int width)
    {
        Matrix left = Samples.Gaussian(rows, rank, 41), right = Samples.Gaussian(rank, columns, 42), moveLeft = Samples.Gaussian(rows, rank, 43), moveRight = Samples.Gaussian(rank, columns, 44);
        SpectralPoint point = SpectralPoint.Of(Samples.Product(left, right));
        Matrix tangent = Samples.Sum(Samples.Product(moveLeft, right), Samples.Product(left, moveRight));
        foreach (int n in new[] { 1, 2, 3, 8 })
        {
            double excess = (n - 1.0) / n * (width - rank);
            double At(double h) => FiberEntropy.Of(Depth.Of(n), SpectralPoint.Of(Samples.Product(Samples.Sum(left, moveLeft, h), Samples.Sum(right, moveRight, h)), 1e-12).LogSigma, width);
            const double h = 1e-4;
            double difference = (At(-2 * h) - 8 * At(-h) + 8 * At(h) - At(2 * h)) / (12 * h);
            Matrix gradient = FiberEntropy.Gradient(Depth.Of(n), point, excess);
            Assert.Equal(difference, Samples.Inner(gradient, tangent), 1e-6 * (1 + Math.Abs(difference)));
            foreach (Clock clock in new[] { Clock.Rescaled, Clock.Layers })
            {
                DepthMetric metric = new(Depth.Of(n), point, clock);
                Matrix raised = FiberEntropy.MetricGradient(Depth.Of(n), point, excess, clock);
                Assert.InRange(Samples.Distance(raised, metric.Raise(gradient)), 0, 1e-12);
                Assert.Equal(difference, metric.InnerProduct(raised, tangent), 1e-6 * (1 + Math.Abs(difference)));
            }
        }
    }

    [Fact]
    public void The_slope_has_its_closed_form_its_confluent_value_and_its_limit()
    {
        double[] sigma = [1.7, 0.9, 0.31, 0.002], logs = [.. sigma.Select(value => Math.Log(value))], slope = new double[4], limit = new double[4];
        foreach (double n in new[] { 2, 3, 4.5, 30 })
        {
            FiberEntropy.Slope(Depth.Real(n), logs, slope);
            for (int i = 0; i < 4; i++)
            {
                double expected = 0;
                for (int j = 0; j < 4; j++)
                {
                    expected += i == j ? 0 : sigma[i] * sigma[i] / (sigma[i] * sigma[i] - sigma[j] * sigma[j])
                        - Math.Pow(sigma[i], 2 / n) / n / (Math.Pow(sigma[i], 2 / n) - Math.Pow(sigma[j], 2 / n));
                }
                Assert.Equal(expected, slope[i], 1e-12);
                Assert.True(slope[i] > 0);
            }
        }
        FiberEntropy.Slope(Depth.Of(1_000_000), logs, slope);
        FiberEntropy.Slope(Depth.Infinite, logs, limit);
        Assert.All(slope.Zip(limit), pair => Assert.Equal(pair.Second, pair.First, 1e-4));

        // At σᵢ = σⱼ each pair gives (1 − 1/N)/2; nearby, and on both sides of where the series takes over, slopes change continuously.
        FiberEntropy.Slope(Depth.Of(3), [0.2, 0.2, 0.2, 0.2], slope);
        Assert.All(slope, value => Assert.Equal(1, value, 1e-14));
        FiberEntropy.Slope(Depth.Of(3), [0.2, 0.2 - 0.005 * (1 - 1e-9)], slope);
        FiberEntropy.Slope(Depth.Of(3), [0.2, 0.2 - 0.005 * (1 + 1e-9)], limit);
        Assert.All(slope.Take(2).Zip(limit), pair => Assert.Equal(pair.Second, pair.First, 1e-11));
    }

    /// <summary>All ln σ less by one, S less by (1 − 1/N)·r(r − 1)/2 + r·Σ(h − r)/N, at any depth; and S itself by its formula, N − 1 times the frames of a layer.</summary>
    [Theory, InlineData(5), InlineData(3e8), InlineData(2147483648), InlineData(1e12)]
    public void Depth_may_be_larger_than_any_whole_number_of_the_machine(double n)
    {
        double near = FiberEntropy.Of(Depth.Real(n), [1.0, 0.5], 10), far = FiberEntropy.Of(Depth.Real(n), [0.0, -0.5], 10);
        double expected = (1 - 1 / n) * (1 + 2 * 8);

        // A difference of two numbers of size 36·N.
        Assert.Equal(expected, near - far, 1e-12 + n * 1e-14);
        double pair = 0.5 * Math.Log((1 - Math.Exp(-1)) / (1 - Math.Exp(-1 / n)));
        Assert.Equal(1, far / ((n - 1) * FiberEntropy.LogFrameVolume(10, 2) + pair - (1 - 1 / n) * 8 * 0.5), 1e-7);
    }

    /// <summary>What vanishing modes do to S: finite for one, in layers as wide as the rank, at finite depth; else −∞, at the rates of the remarks.</summary>
    [Fact]
    public void It_stays_finite_where_one_mode_vanishes_and_only_there()
    {
        foreach (int n in new[] { 2, 3, 7 })
        {
            Depth depth = Depth.Of(n);
            double Rate(Func<double, double[]> at, int? width = null) => (FiberEntropy.Of(depth, at(-2000), width) - FiberEntropy.Of(depth, at(-1000), width)) / -1000;
            double each = 1 - 1.0 / n;
            Assert.Equal(0, Rate(log => [0.3, 0, log]), 1e-12);
            Assert.Equal(each, Rate(log => [0.3, log, log - 1]), 1e-12);
            Assert.Equal(3 * each, Rate(log => [0.3, log, log, log]), 1e-12);
            Assert.Equal(2 * each, Rate(log => [0.3, 0, log], width: 5), 1e-12);
            Assert.Equal(3 * each + 6 * each, Rate(log => [0.3, log, log, log], width: 6), 1e-12);
        }

        // At N = ∞ the slope in the vanishing mode is ½/|ln σ| for each mode that stays: its integral has no bound.
        double[] slope = new double[2];
        FiberEntropy.Slope(Depth.Infinite, [0, -1e6], slope);
        Assert.Equal(0.5e-6, slope[1], 1e-12);
    }

    [Fact]
    public void Small_modes_have_a_metric_gradient_and_a_sentence_for_the_other()
    {
        GradientFlow flow = GradientFlow.From(new BalancedIdentity(Math.Exp(-720)), Depth.Of(3), new FactorizationLoss(Matrix.Identity(3)));
        SpectralPoint point = SpectralPoint.Of(Samples.Observe(flow, flow.Start.AsSpan()));
        Assert.Equal(2.0 / 3 * Math.Exp(-720.0 / 3), VectorOperations.MaximumNorm(FiberEntropy.MetricGradient(Depth.Of(3), point).Data), 1e-9 * Math.Exp(-240));
        Assert.Contains("exceeds the numbers", Assert.Throws<ArgumentException>(() => FiberEntropy.Gradient(Depth.Of(3), point)).Message, StringComparison.Ordinal);
        Assert.Contains("rescaled clock", Assert.Throws<ArgumentException>(() => FiberEntropy.MetricGradient(Depth.Infinite, point, 0, Clock.Layers)).Message, StringComparison.Ordinal);
        Assert.Contains("not a whole number", Assert.Throws<ArgumentException>(() => FiberEntropy.Of(Depth.Real(2.5), point.LogSigma)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Among_all_factorizations_the_balanced_ones_have_the_least_norm()
    {
        for (long seed = 0; seed < 20; seed++)
        {
            int layers = 1 + (int)(seed % 5);
            NetworkShape shape = NetworkShape.Uniform(4, 3, layers, layers > 1 ? 3 + (int)(seed % 3) : null);
            double[] any = [.. Samples.Gaussian(shape.Length, 1, seed).Data];
            Matrix x = Samples.Partial(shape, any, 0, layers);
            double least = layers * SpectralPoint.Of(x).LogSigma.ToArray().Sum(log => Math.Exp(2 * log / layers));
            Assert.True(VectorOperations.Dot(any, any) >= least * (1 - 1e-12), $"seed {seed}");
            double[] balanced = BalancedLift.Lift(PolarFactors.Of(x), shape, new(seed, "lift", 4, 3));
            Assert.Equal(least, VectorOperations.Dot(balanced, balanced), 1e-11 * least);
        }
    }

    /// <summary>The motions of r orthonormal columns of a frame, in the frame: turns among them, and each towards each of the others.</summary>
    private static IEnumerable<Matrix> Turns(int width, int rank)
    {
        for (int k = 0; k < rank; k++)
        {
            for (int l = k + 1; l < width; l++)
            {
                Matrix turn = new(width, rank);
                turn[l, k] = 1;
                if (l < rank)
                {
                    turn[k, l] = -1;
                }
                yield return turn;
            }
        }
    }

    /// <summary>What the layers W_p = Q_p·Λ·Q_{p−1}ᵀ do when Q_p moves.</summary>
    private static double[] Motion(NetworkShape shape, Matrix[] frames, double[] sigma, int p, Matrix turn)
    {
        double[] motion = new double[shape.Length];
        Matrix moved = Samples.Product(frames[p], turn);
        if (p > 0)
        {
            Samples.Product(Samples.Product(moved, Root(shape, sigma)), Samples.Transposed(Thin(frames[p - 1], sigma.Length))).Data.CopyTo(shape.Layer(motion.AsSpan(), p - 1).Data);
        }
        if (p < shape.Layers)
        {
            Samples.Product(Samples.Product(Thin(frames[p + 1], sigma.Length), Root(shape, sigma)), Samples.Transposed(moved)).Data.CopyTo(shape.Layer(motion.AsSpan(), p).Data);
        }
        return motion;
    }

    /// <summary>What the layers do when σᵢ grows.</summary>
    private static double[] Stretch(NetworkShape shape, Matrix[] frames, double[] sigma, int i)
    {
        double[] motion = new double[shape.Length];
        Matrix speed = new(sigma.Length, sigma.Length);
        speed[i, i] = Math.Pow(sigma[i], 1.0 / shape.Layers - 1) / shape.Layers;
        for (int p = 0; p < shape.Layers; p++)
        {
            Samples.Product(Samples.Product(Thin(frames[p + 1], sigma.Length), speed), Samples.Transposed(Thin(frames[p], sigma.Length))).Data.CopyTo(shape.Layer(motion.AsSpan(), p).Data);
        }
        return motion;
    }

    private static Matrix Root(NetworkShape shape, double[] sigma) => Matrix.Diagonal([.. sigma.Select(value => Math.Pow(value, 1.0 / shape.Layers))]);

    private static Matrix Thin(Matrix frame, int rank) => Matrix.CopyOf(frame.View.Block(0, 0, frame.Rows, rank));
}
