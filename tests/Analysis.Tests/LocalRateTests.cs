using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>The rates of MATH.md 5.2 and 10.4 against their formulas, and against dense matrices where there is no formula.</summary>
public sealed class LocalRateTests
{
    private static readonly Depth[] Depths = [Depth.Of(1), Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Of(10), Depth.Infinite];

    private static readonly double[] Values = [2.3, 1.4, 0.9, 0.4];

    private static FlowState At(Depth depth, ILoss loss, Matrix x, int rank)
    {
        EndToEndFlow flow = new(depth, loss, rank);
        FlowState point = new(loss.Rows, loss.Columns, rank);
        Assert.True(flow.TryObserve(0, x.Data, point));
        return point;
    }

    private static LocalRate RateAt(Depth depth, ILoss loss, Matrix x, int rank, bool isZeroGradient) =>
        LocalRate.Balanced(depth, loss, At(depth, loss, x, rank), isZeroGradient);

    private static void AssertRate(double expected, LocalRate rate, Depth depth)
    {
        Assert.True(rate.Rate is { } found && Math.Abs(found / expected - 1) <= 1e-9, $"N = {depth}: {rate.Rate} for {expected}. {rate.Reason}");
        Assert.Equal(2 * rate.Rate, rate.LossRate);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(6, 4)]
    [InlineData(4, 5)]
    public void Full_factorization(int rows, int columns)
    {
        Matrix target = FactorizationProblems.Target(rows, columns, 3, Values);
        foreach (Depth depth in Depths)
        {
            // At N = ∞ the frames of a rectangle are frozen: only the modes' own block counts. At N = 1 every entry decays by itself.
            double own = Math.Pow(Values[^1], 2 - 2 * depth.Reciprocal);
            double expected = rows == columns || depth.IsInfinite || depth.Value == 1 ? own : own * depth.Reciprocal;
            LocalRate rate = RateAt(depth, new FactorizationLoss(target), target, 4, isZeroGradient: true);
            AssertRate(expected, rate, depth);
            Assert.Equal(0, rate.Zero);
        }
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(6, 4)]
    [InlineData(4, 5)]
    public void The_best_approximation_of_a_lower_rank(int rows, int columns)
    {
        Matrix target = FactorizationProblems.Target(rows, columns, 4, Values);
        foreach (Depth depth in Depths.Where(depth => depth.Value > 1))
        {
            for (int rank = 1; rank < 4; rank++)
            {
                Matrix best = FactorizationProblems.Target(rows, columns, 4, [.. Values.Select((value, i) => i < rank ? value : 0)]);
                double last = Values[rank - 1], expected = depth.IsInfinite
                    ? last * last
                    : Math.Min(Math.Pow(last, 1 - 2 * depth.Reciprocal) * (last - Values[rank]) * depth.Reciprocal, Math.Pow(last, 2 - 2 * depth.Reciprocal) * depth.Reciprocal);
                LocalRate rate = RateAt(depth, new FactorizationLoss(target), best, rank, isZeroGradient: false);
                AssertRate(expected, rate, depth);
                Assert.Equal(0, rate.Zero);
            }
        }
    }

    [Fact]
    public void Other_critical_points_of_a_rank_have_no_rate()
    {
        Matrix target = FactorizationProblems.Target(4, 4, 5, Values), other = FactorizationProblems.Target(4, 4, 5, Values[0], 0, Values[2], 0);
        LocalRate rate = RateAt(Depth.Of(3), new FactorizationLoss(target), other, 2, isZeroGradient: false);
        Assert.Null(rate.Rate);
        Assert.Contains("lead down", rate.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(5, 3, 3)]
    [InlineData(5, 4, 2)]
    public void Completion_and_regression_against_the_nonsymmetric_matrix_of_the_flow(int rows, int columns, int rank)
    {
        Matrix limit = FactorizationProblems.Target(rows, columns, 6, Values.AsSpan(0, rank));
        Matrix inputs = RandomFrames.Gaussian(columns, 9, new(8, "inputs", columns, 9)), outputs = new(rows, 9);
        DenseKernels.Default.Multiply(1, limit.View, Transpose.No, inputs.View, Transpose.No, 0, outputs.View);
        foreach (ILoss loss in new ILoss[] { new CompletionLoss(limit, Mask.All(rows, columns).RandomSubset(0.6, 7)), new RegressionLoss(outputs, inputs) })
        {
            foreach (Depth depth in Depths.Where(depth => depth.Value > 1 || rank == Math.Min(rows, columns)))
            {
                // Z ↦ Â(E″[P_T Z]) on all m × n matrices, written out entry by entry: another matrix with the same nonzero spectrum.
                double[] expected = Reference(depth, loss, limit, rank);
                double smallest = expected.Where(value => value > 1e-9).Min();
                LocalRate rate = RateAt(depth, loss, limit, rank, isZeroGradient: true);
                AssertRate(smallest, rate, depth);
                int dimension = depth.IsInfinite ? rank * rank : rank * (rows + columns - rank);
                Assert.Equal(dimension - expected.Count(value => value > 1e-9), rate.Zero);
                Assert.True(rate.Signs.Gap > 1e4, rate.Reason);
            }
        }
    }

    [Fact]
    public void At_a_balanced_minimum_the_layers_have_the_rates_of_the_end_to_end_matrix_and_zeros()
    {
        Matrix target = FactorizationProblems.Target(4, 4, 9, Values);
        CompletionLoss loss = new(target, Mask.All(4, 4).RandomSubset(0.7, 3));
        foreach (int depth in new[] { 2, 3, 5 })
        {
            LayerFlow flow = new(NetworkShape.Uniform(4, 4, depth), loss);
            LayeredHessian hessian = new(flow, BalancedLift.Lift(PolarFactors.Of(target), flow.Shape));
            CurvatureSigns signs = CurvatureSigns.Within(OperatorSpectrum.Of(hessian), 0);
            LocalRate layered = LocalRate.OfLayers(hessian, depth, signs, hessian.Bounds(1, 0).Third);
            LocalRate balanced = RateAt(Depth.Of(depth), loss, target, 4, isZeroGradient: true);
            AssertRate(balanced.Rate!.Value, layered, Depth.Of(depth));
            double[] own = [.. signs.Spectrum.Values.Where(value => value > signs.Certain).Select(value => value / depth)];
            double[] other = [.. balanced.Signs.Spectrum.Values.Where(value => value > balanced.Signs.Certain)];
            Assert.Equal(other.Length, own.Length);
            Assert.All(own.Zip(other), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        }
    }

    [Fact]
    public void A_mode_that_falls_to_a_zero_target_by_a_power_law_is_given_no_rate()
    {
        Matrix target = Matrix.Diagonal(2, 1, 0);
        foreach (Depth depth in Depths.Where(depth => depth.Value > 1))
        {
            foreach (double left in new[] { 1e-2, 1e-4, 1e-7 })
            {
                LocalRate rate = RateAt(depth, new FactorizationLoss(target), Matrix.Diagonal(2, 1, left), 3, isZeroGradient: true);
                Assert.True(rate.Rate is null, $"N = {depth}, σ = {left}: {rate.Rate}. {rate.Reason}");
            }
        }
    }

    [Fact]
    public void Near_a_limit_the_rate_is_off_by_no_more_than_its_error()
    {
        Matrix target = FactorizationProblems.Target(5, 4, 11, Values);
        foreach (Depth depth in Depths.Where(depth => depth.Value > 1))
        {
            foreach (int rank in new[] { 2, 4 })
            {
                foreach (double distance in new[] { 1e-4, 1e-6, 1e-8 })
                {
                    double[] kept = [.. Values.Select((value, i) => i < rank ? value : 0)];
                    Matrix limit = FactorizationProblems.Target(5, 4, 11, kept), near = FactorizationProblems.Target(5, 4, 11, [.. kept.Select((value, i) => value * (1 + distance * (i + 1)))]);
                    LocalRate exact = RateAt(depth, new FactorizationLoss(target), limit, rank, rank == 4), rate = RateAt(depth, new FactorizationLoss(target), near, rank, rank == 4);
                    if (rate.Rate is { } found)
                    {
                        Assert.True(Math.Abs(found - exact.Rate!.Value) <= rate.Error, $"N = {depth}, rank {rank}, {distance}: {found} ± {rate.Error} for {exact.Rate}");
                    }
                    else
                    {
                        Assert.InRange(distance, 1e-4, 1);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_large_problem_has_the_rate_of_its_formula()
    {
        double[] values = [.. Enumerable.Range(0, 30).Select(i => 2 - i / 20.0)];
        Matrix target = FactorizationProblems.Target(30, 30, 12, values);
        LocalRate rate = RateAt(Depth.Of(3), new FactorizationLoss(target), target, 30, isZeroGradient: true);
        Assert.False(rate.Signs.Spectrum.IsComplete);
        Assert.Equal(Math.Pow(values[^1], 4.0 / 3), rate.Rate!.Value, 1e-8);
    }

    private static double[] Reference(Depth depth, ILoss loss, Matrix limit, int rank)
    {
        int m = loss.Rows, n = loss.Columns;
        SingularFactors factors = SingularFactors.Of(limit.View);
        double[] sigma = [.. factors.Sigma];
        Array.Fill(sigma, 0, rank, sigma.Length - rank);
        DepthOperator operation = new(depth, m, n);
        var written = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(m * n, m * n);
        Matrix unit = new(m, n), image = new(m, n), velocity = new(m, n);
        for (int k = 0; k < m * n; k++)
        {
            unit.Data[k] = 1;
            loss.ApplyHessian(limit.View, unit.View, image.View);
            operation.Apply(factors.Left.View, sigma, factors.Right.View, image.View, velocity.View);
            written.SetColumn(k, velocity.Data.ToArray());
            unit.Data[k] = 0;
        }
        return [.. written.Evd().EigenValues.Select(value => value.Real)];
    }
}
