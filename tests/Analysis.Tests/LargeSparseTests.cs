using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>A low rank on a mask of few entries: what is recorded, watched and judged takes memory for factors and entries, not for matrices.</summary>
public sealed class LargeSparseTests
{
    private const int Rows = 20_000, Columns = 15_000, Rank = 2;

    [Fact]
    public void A_run_is_recorded_watched_and_judged_without_a_matrix_of_its_shape()
    {
        long before = GC.GetTotalAllocatedBytes();
        GradientFlow flow = GradientFlow.From(new BalancedLowRank(Rank, Scale: 1, Seed: 3), Depth.Of(3), Loss());
        QuantityRecorder recorder = new(flow, [0, 1], [.. QuantityCatalog.All, new Speed(flow)]);
        ModeHistory history = new(flow);
        InvariantMonitor monitor = new(flow, 1e-4);
        IntegrationResult result = flow.Until(2).Integrate(
            MethodCatalog.Find("tsitouras5"), new() { Tolerances = new(0, 1e-4), StopTimes = [1], Convergence = new StationarityTest(flow, 1e-9) }, new TeeSink(recorder, history, monitor));
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.True(recorder.Final.Loss < history.Rows[0].Loss);
        Assert.True(monitor.Result.Hold, monitor.Result.Reason);
        Stationarity end = Stationarity.Judge(flow, result.State.AsSpan(), recorder.Evidence[^1]);
        Assert.Equal(CriticalPointKind.NotStationary, end.Kind);
        Assert.True(recorder.Final.IsTooLargeToForm);
        Assert.False(recorder.Final.IsFormed);

        // One matrix of this shape takes 2.4 gigabytes.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1_000_000_000);
    }

    [Fact]
    public void A_limit_is_completed_and_compared_by_its_factors()
    {
        RandomSource random = new(1, "target", 12, 10);
        Matrix left = RandomFrames.Gaussian(12, 1, random), right = RandomFrames.Gaussian(10, 1, random);
        SparseCompletionLoss loss = new(12, 10, Mask.All(12, 10).RandomSubset(0.8, 2).Entries.Select(entry => new ObservedEntry(entry.Row, entry.Column, left[entry.Row, 0] * right[entry.Column, 0])));
        GradientFlow flow = GradientFlow.From(new BalancedLowRank(1, Scale: 1, Seed: 3), Depth.Of(3), loss);
        FlowState end = Ending.Stationary(flow, 1e-3, 1e-8);
        Limit limit = Limit.Complete(flow, end);
        Assert.True(limit.IsCompleted, limit.Reason);
        SecondLook look = SecondLook.Compare(end, [limit.Point], 1e-5, 1e-3, FlowCoordinates.LogPolar);
        Assert.True(look.Agrees, look.Reason);
        Assert.False(end.IsFormed || limit.Point.IsFormed);

        // Rank one fits every entry: the limit is the target, to what the completion promises and rounding.
        for (int j = 0; j < 10; j++)
        {
            for (int i = 0; i < 12; i++)
            {
                Assert.Equal(left[i, 0] * right[j, 0], limit.Point.Entry(i, j), limit.TailBound + 1e-12);
            }
        }
        Assert.Equal(limit.Displacement, limit.Point.DistanceTo(end));
    }

    /// <summary>Two entries a row, of a matrix of rank one with a large singular value.</summary>
    private static SparseCompletionLoss Loss()
    {
        RandomSource random = new(1, "mask", Rows, Columns);
        Matrix left = RandomFrames.Gaussian(Rows, 1, random), right = RandomFrames.Gaussian(Columns, 1, random);
        HashSet<(int Row, int Column)> entries = [];
        for (int i = 0; i < Rows; i++)
        {
            entries.Add((i, random.NextInteger(Columns)));
            entries.Add((i, random.NextInteger(Columns)));
        }
        return new(Rows, Columns, entries.Select(entry => new ObservedEntry(entry.Row, entry.Column, left[entry.Row, 0] * right[entry.Column, 0])));
    }
}
