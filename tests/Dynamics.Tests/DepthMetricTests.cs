using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The metric of depth N as maps, lengths and distances, on every stratum (oracle 12; MATH.md 2.3–2.5).</summary>
public sealed class DepthMetricTests
{
    private static readonly Depth[] Depths = [Depth.Of(1), Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(8), Depth.Of(200), Depth.Infinite];

    private static readonly (int Rows, int Columns, int Rank)[] Strata = [(4, 4, 4), (5, 3, 3), (3, 5, 3), (4, 5, 2), (5, 5, 1), (1, 1, 1)];

    // Random frames, and singular values 1.3, 0.78, 0.47, … so that the condition of Â stays moderate and costs no digits.
    private static SpectralPoint PointAt((int Rows, int Columns, int Rank) stratum) => SpectralPoint.Of(
        SpectralPoint.Of(Samples.OfRank(stratum.Rows, stratum.Columns, stratum.Rank, 31)).AlongModes([.. Enumerable.Range(0, stratum.Rank).Select(i => 1.3 * Math.Pow(0.6, i))]));

    /// <summary>A random vector that the flow of this depth can follow.</summary>
    private static Matrix Movable(DepthMetric metric, SpectralPoint point, long seed) => metric.Root(Samples.Gaussian(point.Stratum.Rows, point.Stratum.Columns, seed));

    [Fact]
    public void Raise_and_lower_are_inverse_on_every_stratum_and_so_are_the_roots()
    {
        foreach (var stratum in Strata)
        {
            SpectralPoint point = PointAt(stratum);
            foreach (Depth depth in Depths)
            {
                foreach (Clock clock in depth.IsInfinite ? [Clock.Rescaled] : new[] { Clock.Rescaled, Clock.Layers })
                {
                    DepthMetric metric = new(depth, point, clock);
                    Matrix z = Movable(metric, point, 32), y = Movable(metric, point, 33);
                    Assert.InRange(Samples.Distance(metric.Raise(metric.Lower(z)), z), 0, 1e-11);
                    Assert.InRange(Samples.Distance(metric.Root(metric.InverseRoot(z)), z), 0, 1e-11);
                    Assert.InRange(Samples.Distance(metric.Root(metric.Root(z)), metric.Raise(z)), 0, 1e-11);
                    Assert.Equal(Samples.Inner(z, metric.Raise(y)), Samples.Inner(metric.Raise(z), y), 1e-11 * (1 + metric.CovectorNorm(y) * metric.CovectorNorm(z)));

                    double size = metric.Norm(z) * metric.Norm(y);
                    Assert.Equal(Samples.Inner(z, metric.Lower(y)), metric.InnerProduct(z, y), 1e-11 * size);
                    Assert.Equal(metric.InnerProduct(y, z), metric.InnerProduct(z, y), 1e-13 * size);
                    Assert.Equal(metric.Norm(z), Math.Sqrt(metric.InnerProduct(z, z)), 1e-13 * metric.Norm(z));
                    Assert.Equal(metric.CovectorNorm(metric.Lower(z)), metric.Norm(z), 1e-11 * metric.Norm(z));
                }
            }
        }
    }

    [Fact]
    public void Its_spectrum_lies_between_the_ends_it_states_and_reaches_them()
    {
        foreach (var stratum in Strata)
        {
            SpectralPoint point = PointAt(stratum);
            foreach (Depth depth in Depths)
            {
                DepthMetric metric = new(depth, point);
                int size = stratum.Rows * stratum.Columns;
                var written = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(size, size);
                for (int k = 0; k < size; k++)
                {
                    Matrix unit = new(stratum.Rows, stratum.Columns);
                    unit.Data[k] = 1;
                    written.SetColumn(k, metric.Raise(unit).Data.ToArray());
                }
                double[] values = [.. (0.5 * (written + written.Transpose())).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(value => value.Real).OrderDescending()];
                int movable = depth.Value == 1 ? size : point.Stratum.MovableDimension(depth);
                Assert.Equal(Math.Exp(metric.LogLargest), values[0], 1e-12 * values[0]);
                Assert.Equal(Math.Exp(metric.LogSmallest), values[movable - 1], 1e-12 * values[0]);
                Assert.All(values.Skip(movable), value => Assert.InRange(value, -1e-13 * values[0], 1e-13 * values[0]));
                Assert.Equal(point.Stratum.Dimension - point.Stratum.MovableDimension(depth), metric.FrozenDirections);
            }
        }
    }

    [Fact]
    public void The_norm_of_the_gradient_is_the_root_of_the_squared_speed()
    {
        foreach (var (rows, columns, rank) in Strata)
        {
            ILoss loss = Samples.Completion(Samples.Gaussian(rows, columns, 34), 0.7, 3);
            foreach (Depth depth in Depths)
            {
                EndToEndFlow flow = new(depth, loss, rank);
                FlowState point = new(rows, columns, flow.Modes);
                Assert.True(flow.TryObserve(0, Samples.OfRank(rows, columns, rank, 35).Data, point));
                DepthMetric metric = new(depth, SpectralPoint.Of(point.EndToEnd));
                double speed = Math.Sqrt(new SquaredSpeed(depth, rows, columns, flow.Modes).Measure(point));
                Assert.Equal(speed, metric.CovectorNorm(point.Gradient), 1e-11 * speed);
                Assert.Equal(speed, metric.Norm(metric.Raise(point.Gradient)), 1e-11 * speed);
                if (!depth.IsInfinite)
                {
                    // dE/dt = N·dE/dτ.
                    Assert.Equal(speed * Math.Sqrt(depth.Value), new DepthMetric(depth, SpectralPoint.Of(point.EndToEnd), Clock.Layers).CovectorNorm(point.Gradient), 1e-11 * speed * depth.Value);
                }
            }
        }
    }

    [Fact]
    public void Distance_along_fixed_frames_is_the_integral_of_the_norm_of_the_velocity()
    {
        // A straight line in ln σ has another speed, but as a path it must not be shorter, and the one straight in the radial coordinate is as long as stated.
        SpectralPoint start = PointAt((4, 5, 3));
        double[] end = [start.LogSigma[0] - 0.9, start.LogSigma[1] + 0.7, start.LogSigma[2] - 1.5];
        MathNet.Numerics.Integration.GaussLegendreRule rule = new(0, 1, 40);
        foreach (Depth depth in Depths)
        {
            double straight = 0, curved = 0;
            for (int k = 0; k < 40; k++)
            {
                double s = rule.GetAbscissa(k);
                double[] logs = new double[3], along = new double[3], other = new double[3], otherLogs = new double[3];
                for (int i = 0; i < 3; i++)
                {
                    double from = RadialCoordinate.Of(depth, start.LogSigma[i]), to = RadialCoordinate.Of(depth, end[i]);
                    logs[i] = RadialCoordinate.ToLogSigma(depth, from + s * (to - from));
                    along[i] = (to - from) * Math.Exp((1 - depth.Reciprocal) * logs[i]);   // dσ = σ^(1−1/N) dz
                    double bend = s + 0.3 * s * (1 - s) * (i - 1);
                    otherLogs[i] = start.LogSigma[i] + bend * (end[i] - start.LogSigma[i]);
                    other[i] = (1 + 0.3 * (1 - 2 * s) * (i - 1)) * (end[i] - start.LogSigma[i]) * Math.Exp(otherLogs[i]);
                }
                straight += rule.GetWeight(k) * Speed(depth, start, logs, along);
                curved += rule.GetWeight(k) * Speed(depth, start, otherLogs, other);
            }
            double distance = new DepthMetric(depth, start).DistanceAlongFrames(end);
            Assert.Equal(distance, straight, 1e-11 * distance);
            Assert.True(curved > distance * (1 + 1e-6), $"N = {depth}: {curved} is not longer than {distance}");
        }
    }

    private static double Speed(Depth depth, SpectralPoint frames, double[] logSigma, double[] velocity)
    {
        Matrix x = frames.AlongModes([.. logSigma.Select(Math.Exp)]);
        return new DepthMetric(depth, SpectralPoint.Of(x, 1e-12)).Norm(frames.AlongModes(velocity));
    }

    [Fact]
    public void Lower_rank_is_at_a_finite_distance_at_finite_depth_and_infinitely_far_at_infinite_depth()
    {
        SpectralPoint point = PointAt((4, 4, 4));
        double[] lower = [.. point.LogSigma];
        lower[3] = double.NegativeInfinity;
        foreach (int n in new[] { 1, 2, 5, 100 })
        {
            // N·σ^(1/N) in the rescaled clock, √N·σ^(1/N) in the layers'.
            double distance = n * Math.Exp(point.LogSigma[3] / n);
            Assert.Equal(distance, new DepthMetric(Depth.Of(n), point).DistanceAlongFrames(lower), 1e-13 * distance);
            Assert.Equal(distance / Math.Sqrt(n), new DepthMetric(Depth.Of(n), point, Clock.Layers).DistanceAlongFrames(lower), 1e-13 * distance);
        }
        Assert.Equal(double.PositiveInfinity, new DepthMetric(Depth.Infinite, point).DistanceAlongFrames(lower));

        // Relative accuracy where the coordinates themselves agree to all digits: from σ = e^(−600) to e^(−700) at N = 2.
        double[] tiny = [-700];
        FlowState far = new(1, 1, 1);
        GradientFlow flow = GradientFlow.From(new BalancedIdentity(Math.Exp(-600)), Depth.Of(2), new FactorizationLoss(Matrix.Identity(1)));
        Assert.True(flow.Field.TryObserve(0, flow.Start.AsSpan(), far));
        double expected = 2 * (Math.Exp(far.LogSigma[0] / 2) - Math.Exp(-350));
        Assert.Equal(expected, new DepthMetric(Depth.Of(2), SpectralPoint.Of(far)).DistanceAlongFrames(tiny), 1e-12 * expected);
    }

    [Fact]
    public void At_equal_singular_values_it_is_a_multiple_of_the_Frobenius_metric()
    {
        SpectralPoint point = SpectralPoint.Of(new BalancedOrthogonal(0.3, 4).At(4, 4).ToMatrix());
        Matrix z = Samples.Gaussian(4, 4, 36);
        foreach (Depth depth in Depths)
        {
            DepthMetric metric = new(depth, point);
            double expected = VectorOperations.EuclideanNorm(z.Data) * Math.Pow(0.3, depth.Reciprocal - 1);
            Assert.Equal(expected, metric.Norm(z), 1e-13 * expected);
            Assert.Equal(metric.LogLargest, metric.LogSmallest, 1e-14);
        }
    }

    [Fact]
    public void What_turns_a_range_or_leads_out_of_the_stratum_has_no_length_and_is_told_so()
    {
        SpectralPoint point = PointAt((4, 5, 2));
        Matrix any = Samples.Gaussian(4, 5, 37), tangent = new DepthMetric(Depth.Of(3), point).Raise(any), inside = new DepthMetric(Depth.Infinite, point).Raise(any);
        foreach (Depth depth in Depths.Where(depth => depth.Value > 1))
        {
            DepthMetric metric = new(depth, point);
            Assert.Equal(double.PositiveInfinity, metric.Norm(any));
            Assert.Contains("leads out of rank 2 of 4 × 5", Assert.Throws<ArgumentException>(() => metric.Lower(any)).Message, StringComparison.Ordinal);
            Assert.InRange(metric.Norm(inside), 0, 1e6);
            Assert.Equal(depth.IsInfinite, double.IsInfinity(metric.Norm(tangent)));
        }
        DepthMetric frozen = new(Depth.Infinite, point);
        Assert.Equal(10, frozen.FrozenDirections);
        Assert.Contains("are frozen", Assert.Throws<ArgumentException>(() => frozen.InnerProduct(inside, tangent)).Message, StringComparison.Ordinal);
        Assert.Equal(VectorOperations.EuclideanNorm(any.Data), new DepthMetric(Depth.Of(1), point).Norm(any), 1e-13);
    }

    [Fact]
    public void What_is_no_point_or_no_vector_is_told_so()
    {
        SpectralPoint point = PointAt((4, 4, 4));
        Assert.Contains("never leaves it", Assert.Throws<ArgumentException>(() => new DepthMetric(Depth.Of(2), SpectralPoint.Of(new Matrix(3, 3)))).Message, StringComparison.Ordinal);
        Assert.Contains("rescaled clock", Assert.Throws<ArgumentException>(() => new DepthMetric(Depth.Infinite, point, Clock.Layers)).Message, StringComparison.Ordinal);
        Assert.Contains("the point 4 × 4", Assert.Throws<ArgumentException>(() => new DepthMetric(Depth.Of(2), point).Raise(new(3, 4))).Message, StringComparison.Ordinal);
        Matrix broken = new(4, 4);
        broken[1, 1] = double.NaN;
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => new DepthMetric(Depth.Of(2), point).Norm(broken)).Message, StringComparison.Ordinal);

        // Far down the covector of a vector exceeds the numbers.
        GradientFlow flow = GradientFlow.From(new BalancedIdentity(Math.Exp(-600)), Depth.Infinite, new FactorizationLoss(Matrix.Identity(2)));
        FlowState far = Samples.Observe(flow, flow.Start.AsSpan());
        DepthMetric metric = new(Depth.Infinite, SpectralPoint.Of(far));
        Assert.Contains("exceeds the numbers", Assert.Throws<ArgumentException>(() => metric.Lower(Matrix.Identity(2))).Message, StringComparison.Ordinal);
        Assert.Equal(600 + 0.5 * Math.Log(2), Math.Log(metric.Norm(Matrix.Identity(2))), 1e-10);
    }
}
