using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Limits completed from a last point against limits that are known.</summary>
public sealed class LimitTests
{
    [Fact]
    public void Golden_completions_are_found_to_ten_digits_from_a_loss_of_1e11()
    {
        foreach ((Depth depth, double[] hidden) in GoldenProblem.CompletionLimits)
        {
            GradientFlow flow = GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Completion);
            FlowState end = Ending.At(flow, loss: 1e-11, tolerance: 1e-12);
            Limit limit = Limit.Complete(flow, end);
            Assert.True(limit.IsCompleted, limit.Reason);
            Assert.InRange(end.Loss, 1e-14, 1e-11);
            Assert.Equal(hidden[0], limit.EndToEnd[0, 2], 1e-10);
            Assert.Equal(hidden[1], limit.EndToEnd[1, 0], 1e-10);
            Assert.Equal(hidden[2], limit.EndToEnd[2, 1], 1e-10);
        }
    }
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void From_a_loss_of_1e8_at_tolerance_1e6_a_thousandth_of_the_way_is_left_at_most_and_the_bound_holds(int seed)
    {
        (Depth depth, IBalancedStart start, ILoss loss) = Problem(seed);
        GradientFlow flow = GradientFlow.From(start, depth, loss);
        FlowState end = Ending.At(flow, loss: 1e-8, tolerance: 1e-6);
        Limit limit = Limit.Complete(flow, end);

        // The same flow from the same last point, to where its gradient is rounding.
        GradientFlow rest = GradientFlow.From(new LastPoint(end), depth, loss);
        FlowState far = Ending.At(rest, loss: 1e-27, tolerance: 1e-13);
        double before = Distance(end.EndToEnd, far.EndToEnd), after = Distance(limit.EndToEnd, far.EndToEnd);
        double log = Enumerable.Range(0, far.Modes).Max(i => Math.Abs(limit.LogSigma[i] - far.LogSigma[i]));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed} N = {depth} {loss.Rows}x{loss.Columns} r={flow.Field.Modes}: before {before:g3} after {after:g3} bound {limit.TailBound:g3} ln {log:g3} bound {limit.LogTailBound:g3} far {far.Loss:g3}; {limit.Reason}");
        Assert.True(limit.IsCompleted, limit.Reason);
        Assert.InRange(after, 0, Math.Min(limit.TailBound, 1e-3 * before));
        Assert.InRange(log, 0, limit.LogTailBound);
    }

    private static (Depth Depth, IBalancedStart Start, ILoss Loss) Problem(int seed)
    {
        Depth depth = new[] { Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Infinite, Depth.Of(10) }[seed % 6];
        int rows = 3 + seed % 4, columns = 3 + seed / 3 % 4, rank = 1 + seed % 2;
        Matrix target = new BalancedLowRank(rank, 1, seed).At(rows, columns).ToMatrix();
        ILoss loss = new CompletionLoss(target, Mask.All(rows, columns).RandomSubset(0.5, seed));
        return (depth, new BalancedGaussian(seed % 5 == 0 ? 0.5 : 0.1, seed), loss);
    }

    private static double Distance(Matrix one, Matrix other) =>
        Math.Sqrt(one.Data.ToArray().Zip(other.Data.ToArray(), (x, y) => (x - y) * (x - y)).Sum());

    private sealed record LastPoint(FlowState Point) : IBalancedStart
    {
        public PolarFactors At(int rows, int columns) => new(Point.Left, Matrix.Diagonal(Point.LogSigma), Point.Right);
    }
}
