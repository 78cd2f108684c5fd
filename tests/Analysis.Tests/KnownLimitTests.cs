using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Completed limits where theory gives the limit: symmetric and diagonal completions, factorizations on every stratum, frozen frames; and what is refused.</summary>
public sealed class KnownLimitTests
{
    // The last point is known to the tolerance of the integration, 1e-12 a step, times what a few dozen steps and the condition make of it.
    private const double Integrated = 1e-10;

    [Fact]
    public void Symmetric_completions_end_where_their_invariant_says()
    {
        // Oracle 37: a = 1, σ₀ = (0.3, 0.05).
        Matrix start = Matrix.Of(new[,] { { .175, .125 }, { .125, .175 } });
        foreach (double n in new[] { 2, 3, 5, 10, double.PositiveInfinity })
        {
            Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
            GradientFlow flow = GradientFlow.From(new BalancedMatrix(start), depth, new CompletionLoss(Matrix.Identity(2), Mask.Diagonal(2)));
            (double large, double small) = DiagonalCompletion.Symmetric(n, 1, 0.3, 0.05);
            Limit limit = Completed(flow, 1e-8);
            Assert.Equal(Math.Log(large), limit.LogSigma[0], Integrated);
            Assert.Equal(Math.Log(small), limit.LogSigma[1], Integrated + limit.LogTailBound);
            Assert.InRange(limit.LogTailBound, 0, 1e-7);
        }
    }

    [Fact]
    public void Diagonal_completions_of_depth_two_end_at_their_closed_form()
    {
        for (long seed = 0; seed < 5; seed++)
        {
            int d = 2 + (int)(seed % 3);
            double[] targets = [.. Enumerable.Range(0, d).Select(i => 1 + 0.3 * i)];
            Matrix start = new BalancedGaussian(0.2, seed).At(d, d).ToMatrix();
            CompletionLoss loss = new(Matrix.Diagonal(targets), Mask.Diagonal(d));
            Limit limit = Completed(GradientFlow.From(new BalancedMatrix(start), Depth.Of(2), loss), 1e-8);
            Matrix expected = DiagonalCompletion.DepthTwoAt(targets, start, double.PositiveInfinity);
            Assert.InRange(Distance(limit.EndToEnd, expected), 0, Integrated + limit.TailBound);
            Assert.InRange(limit.TailBound, 0, 1e-7);
        }
    }

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(5, 3, 3)]
    [InlineData(3, 5, 3)]
    [InlineData(5, 4, 2)]
    [InlineData(4, 6, 3)]
    public void Factorizations_end_at_the_target_or_at_its_best_approximation_of_the_rank(int rows, int columns, int rank)
    {
        double[] values = [.. new[] { 2.0, 1.4, 0.9, 0.5 }.Take(Math.Min(rows, columns))];
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            Matrix target = FactorizationProblems.Target(rows, columns, 3, values);

            // Frames close to the target's, so that the determinant inside them has its sign; at N = ∞ they stay, and the limit is U·UᵀSV·Vᵀ.
            PolarFactors near = new BalancedLowRank(rank, 1, 5).At(rows, columns);
            PolarFactors own = PolarFactors.Of(target);
            Matrix mixed = new(rows, columns), x = near.ToMatrix();
            VectorOperations.AddScaled(0.2, x.Data, mixed.Data);
            VectorOperations.AddScaled(1, own.ToMatrix().Data, mixed.Data);
            PolarFactors start = PolarFactors.Of(mixed);
            start = new(
                Matrix.CopyOf(start.Left.View.Block(0, 0, rows, rank)), Matrix.Diagonal([.. Enumerable.Range(0, rank).Select(i => start.LogSize[i, i])]),
                Matrix.CopyOf(start.Right.View.Block(0, 0, columns, rank)));
            GradientFlow flow = GradientFlow.From(new Given(start), depth, new FactorizationLoss(target));
            FlowState end = Ending.Stationary(flow, 1e-4, 1e-12);
            Limit limit = Limit.Complete(flow, end);
            Assert.True(limit.IsCompleted, limit.Reason);
            Matrix expected = depth.IsInfinite ? Seen(start, target) : Leading(own, rank);
            double error = Distance(limit.EndToEnd, expected), before = Distance(end.EndToEnd, expected);
            Assert.True(error <= 1e-13 + limit.TailBound, $"N = {depth}: {error} after {before}, bound {limit.TailBound}. {limit.Reason}");
            Assert.InRange(limit.TailBound, 0, 1e-4 * before);
        }
    }

    [Fact]
    public void A_mode_that_vanishes_is_set_to_zero_and_the_bound_is_as_large_as_that()
    {
        foreach (Depth depth in new[] { Depth.Of(3), Depth.Of(5) })
        {
            Matrix target = FactorizationProblems.Target(4, 4, 7, 2, 1, 0.5);
            GradientFlow flow = GradientFlow.From(new BalancedGaussian(0.3, 2), depth, new FactorizationLoss(target));
            FlowState end = Ending.Reached(flow, 1e4, 1e-9);
            Limit whole = Limit.Complete(flow, end), limit = Limit.Complete(flow, end, vanishing: 1);
            Assert.False(whole.IsCompleted, whole.Reason);
            Assert.True(limit.IsCompleted, limit.Reason);
            Assert.Equal(double.NegativeInfinity, limit.LogSigma[3]);
            double before = Distance(end.EndToEnd, target), after = Distance(limit.EndToEnd, target);
            Assert.InRange(after, 0, Math.Min(limit.TailBound, 1e-3 * before));
        }
        GradientFlow deep = GradientFlow.From(new BalancedGaussian(0.3, 2), Depth.Infinite, new FactorizationLoss(FactorizationProblems.Target(4, 4, 7, 2, 1, 0.5)));
        Limit refused = Limit.Complete(deep, Ending.Reached(deep, 1e4, 1e-6), vanishing: 1);
        Assert.False(refused.IsCompleted);
        Assert.Contains("infinite depth", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_plateaus_saddles_and_layers_out_of_balance_are_refused()
    {
        GradientFlow plateau = EvidenceProblems.TwoModes(Depth.Of(2), 1e-9);
        foreach (double time in new[] { 0, 20, 40.0 })
        {
            Assert.Contains("Integrate longer", RefusedAt(plateau, time), StringComparison.Ordinal);
        }

        // Rank 1 with the frames of the second term, turned by 1e-6: the gradient is small, the limit another.
        Matrix target = Matrix.Diagonal(2, 1), turned = Matrix.Of(new[,] { { 0, 1e-6 }, { 0, 1 } });
        GradientFlow saddle = GradientFlow.From(new BalancedMatrix(turned), Depth.Of(3), new FactorizationLoss(target));
        Assert.Contains("saddle", RefusedAt(saddle, 0), StringComparison.Ordinal);

        GradientFlow layers = GradientFlow.From(new LayersGaussian(0.5, 1, 3), Depth.Of(2), new FactorizationLoss(target));
        Assert.Contains("balanced", RefusedAt(layers, 1), StringComparison.Ordinal);
    }

    private static string RefusedAt(GradientFlow flow, double time)
    {
        FlowState end = Ending.Reached(flow, time, 1e-6);
        Limit limit = Limit.Complete(flow, end);
        Assert.False(limit.IsCompleted, limit.Reason);
        Assert.True(double.IsNaN(limit.TailBound) && double.IsNaN(limit.Bound));
        Assert.Equal(0, Distance(end.EndToEnd, limit.EndToEnd));
        return limit.Reason;
    }

    private static Limit Completed(GradientFlow flow, double loss)
    {
        Limit limit = Limit.Complete(flow, Ending.At(flow, loss, 1e-12));
        Assert.True(limit.IsCompleted, limit.Reason);
        return limit;
    }

    private static Matrix Leading(PolarFactors factors, int rank)
    {
        Matrix left = Matrix.CopyOf(factors.Left.View.Block(0, 0, factors.Left.Rows, rank)), right = Matrix.CopyOf(factors.Right.View.Block(0, 0, factors.Right.Rows, rank));
        return new PolarFactors(left, Matrix.Diagonal([.. Enumerable.Range(0, rank).Select(i => factors.LogSize[i, i])]), right).ToMatrix();
    }

    private static Matrix Seen(PolarFactors start, Matrix target)
    {
        Matrix a = Product(start.Left, Transpose.Yes, target, Transpose.No), k = Product(a, Transpose.No, start.Right, Transpose.No);
        return Product(Product(start.Left, Transpose.No, k, Transpose.No), Transpose.No, start.Right, Transpose.Yes);
    }

    private static Matrix Product(Matrix a, Transpose ta, Matrix b, Transpose tb)
    {
        Matrix c = new(ta == Transpose.No ? a.Rows : a.Columns, tb == Transpose.No ? b.Columns : b.Rows);
        DenseKernels.Default.Multiply(1, a.View, ta, b.View, tb, 0, c.View);
        return c;
    }

    private static double Distance(Matrix one, Matrix other) =>
        Math.Sqrt(one.Data.ToArray().Zip(other.Data.ToArray(), (x, y) => (x - y) * (x - y)).Sum());

    private sealed record Given(PolarFactors Factors) : IBalancedStart
    {
        public PolarFactors At(int rows, int columns) => Factors;
    }
}
