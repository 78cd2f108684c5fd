using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <summary>N → ∞ at fixed rescaled time and in the limit (oracles 48, 49; MATH.md 10.5).</summary>
public sealed class DepthComparisonTests
{
    private static readonly ImmutableArray<Depth> Depths = [Depth.Of(64), Depth.Of(128), Depth.Of(256), Depth.Real(512.5), Depth.Infinite];

    public static TheoryData<string> Problems => [.. EveryProblem.Keys];

    private static readonly Dictionary<string, (ILoss Loss, IBalancedStart Start)> EveryProblem = new()
    {
        ["square"] = (GoldenProblem.Full, new BalancedMatrix(GoldenProblem.Start)),
        ["completion"] = (GoldenProblem.Completion, new BalancedMatrix(GoldenProblem.Start)),
        ["tall"] = (new FactorizationLoss(FactorizationProblems.Target(6, 4, 5, 2, 1.4, 0.9, 0.5)), new BalancedOrthogonal(0.3, 2)),
        ["wide"] = (new FactorizationLoss(FactorizationProblems.Target(4, 6, 6, 2, 1.4, 0.9, 0.5)), new BalancedOrthogonal(0.3, 2)),
        ["rank 3"] = (new FactorizationLoss(FactorizationProblems.Target(6, 6, 7, 2, 1.4, 0.9, 0.5)), new BalancedLowRank(3, 0.3, 2)),
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void At_fixed_rescaled_times_the_order_is_one(string problem)
    {
        (ILoss loss, IBalancedStart start) = EveryProblem[problem];
        ImmutableArray<DepthDistance> distances = DepthComparison.Of(Depths.Select(depth => PathOf(start, depth, loss, [1, 3])));
        Assert.Equal(2 * 4, distances.Length);
        foreach (DepthDistance one in distances.Where(one => one.Depth.Value > 64))
        {
            Assert.True(Math.Abs(one.Order - 1) < 0.05, $"{problem}: {one}");

            // Two depths remove the term 1/N, three 1/N² as well.
            Assert.True(one.Extrapolated < one.Distance * (one.Depth.Value < 200 ? 0.1 : 0.01), $"{problem}: {one}");
        }
    }

    [Fact]
    public void From_square_full_rank_starts_limits_tend_to_the_limit_of_infinite_depth()
    {
        ImmutableArray<DepthDistance> distances = DepthComparison.Of(Depths.Select(depth => PathOf(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Completion, [300])));
        Assert.All(distances.Where(one => one.Depth.Value > 64), one => Assert.InRange(one.Order, 0.95, 1.05));
        Assert.True(DepthComparison.LimitsCommute(3, 3, 3));
    }

    [Fact]
    public void Where_frames_are_frozen_at_infinite_depth_they_do_not()
    {
        // Depth 64 reaches the target, infinite depth never does: its columns stay in the range of the start.
        (ILoss loss, IBalancedStart start) = EveryProblem["tall"];
        DepthDistance late = DepthComparison.Of([PathOf(start, Depth.Of(64), loss, [3000]), PathOf(start, Depth.Infinite, loss, [3000])]).Single();
        Assert.True(late.Relative > 0.3, $"{late}");
        Assert.False(DepthComparison.LimitsCommute(6, 4, 4));
        Assert.False(DepthComparison.LimitsCommute(6, 6, 3));
    }

    [Fact]
    public void Layers_of_depth_32_follow_the_end_to_end_flow()
    {
        GradientFlow balanced = GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), Depth.Of(32), GoldenProblem.Full);
        GradientFlow layers = GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), Depth.Of(32), GoldenProblem.Full, FlowCoordinates.Layers);
        Matrix one = PathOf(balanced, [3]).Points[0], other = PathOf(layers, [3]).Points[0];
        VectorOperations.AddScaled(-1, one.Data, other.Data);
        Assert.InRange(VectorOperations.EuclideanNorm(other.Data), 0, 1e-6);
    }

    [Fact]
    public void Without_infinite_depth_there_is_nothing_to_compare_with() =>
        Assert.Empty(DepthComparison.Of([PathOf(new BalancedMatrix(GoldenProblem.Start), Depth.Of(2), GoldenProblem.Full, [1])]));

    private static DepthPath PathOf(IBalancedStart start, Depth depth, ILoss loss, ImmutableArray<double> times) => PathOf(GradientFlow.From(start, depth, loss), times);

    private static DepthPath PathOf(GradientFlow flow, ImmutableArray<double> times)
    {
        QuantityRecorder recorder = new(flow, times, [], keepsPath: true);
        Tolerances tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, 1e-10) : new(1e-10, 1e-12);
        IntegrationResult result = flow.Until(times[^1]).Integrate(MethodCatalog.Find("auto"), new() { Tolerances = tolerances, StopTimes = times }, recorder);
        Assert.True(result.IsFinished, result.Sentence);
        Assert.Equal(times, recorder.Path.Times);
        return recorder.Path;
    }
}
