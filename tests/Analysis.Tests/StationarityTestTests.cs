using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <summary>The stop rule (MATH.md 10.8): never before the last escape, always at the end.</summary>
public sealed class StationarityTestTests
{
    // The least χ at any step before the last half time, as runs at 1e-9 have it; the dip lies between plateaus, steps at 1e-6 may miss its
    // bottom or turn a little elsewhere: half of it must hold. Any threshold up to 1e-3 is then safe.
    private static void Check(GradientFlow flow, double end, int lastMode, double leastBefore)
    {
        Observed run = Observed.Run(flow, end, SampleTimes.Of(end));
        double escape = run.History.HalfTime(lastMode);
        Assert.InRange(escape, 1e-3, 0.9 * end);
        double smallest = run.ScaledGradients.Where(one => one.Time < escape).Min(one => one.Chi);
        Assert.Equal(1, run.ScaledGradients[0].Chi, 1e-3);
        Assert.True(smallest >= 0.5 * leastBefore, $"N = {flow.Field.Depth}: χ falls to {smallest} before the last escape at {escape}");
        Assert.InRange(run.ScaledGradients[^1].Chi, 0, 1e-6);
    }

    [Fact]
    public void Two_modes_of_different_size_are_not_taken_for_one()
    {
        Check(EvidenceProblems.TwoModes(Depth.Of(2), 1e-9), 500, 1, 0.036);
        Check(EvidenceProblems.TwoModes(Depth.Of(3), 1e-6), 1e5, 1, 0.038);
        Check(EvidenceProblems.TwoModes(Depth.Infinite, 1e-3), 1e5, 1, 0.034);
    }

    [Fact]
    public void Completion_from_a_tiny_start_does_not_stop_on_a_plateau()
    {
        foreach ((Depth depth, double scale, double time, double leastBefore) in new[]
        {
            (Depth.Of(2), 1e-8, 6e3, 0.049), (Depth.Of(3), 1e-8, 9e4, 0.012), (Depth.Infinite, 1e-4, 1e9, 0.036),
        })
        {
            Check(EvidenceProblems.Completion(depth, scale), time, 2, leastBefore);
        }
    }

    [Fact]
    public void Where_the_field_itself_all_but_vanishes_the_test_still_says_no()
    {
        GradientFlow flow = GradientFlow.From(new BalancedIdentity(1e-8), Depth.Infinite, new FactorizationLoss(Matrix.Diagonal(1)));
        double[] state = [.. flow.Start], derivative = new double[state.Length];
        flow.Field.Evaluate(0, state, derivative);
        Assert.All(derivative, component => Assert.InRange(Math.Abs(component), 0, 1e-7));
        StationarityTest test = new(flow, 1e-3);
        Assert.False(test.IsConverged(0, state));
        state[0] = Math.Log(0.9);
        Assert.False(test.IsConverged(0, state));
        state[0] = Math.Log(1 - 1e-4);
        Assert.True(test.IsConverged(0, state));
    }

    [Fact]
    public void A_start_at_the_minimum_has_arrived_and_a_state_that_is_none_has_not()
    {
        Matrix target = Matrix.Diagonal(2, 1);
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(target), Depth.Of(3), new FactorizationLoss(target));
        StationarityTest test = new(flow, 1e-6);
        Assert.True(test.IsConverged(0, flow.Start.AsSpan()));
        double[] none = [.. flow.Start];
        none[0] = double.NaN;
        Assert.False(test.IsConverged(0, none));
    }

    [Fact]
    public void On_a_stratum_only_what_the_stratum_can_reach_counts()
    {
        // The best approximation of rank 1 is stationary among matrices of rank 1, though the gradient is not small.
        Matrix target = Matrix.Diagonal(2, 1);
        IBalancedStart start = new BalancedMatrix(Matrix.Diagonal(2, 0));
        StationarityTest finite = new(GradientFlow.From(start, Depth.Of(3), new FactorizationLoss(target)), 1e-12);
        Assert.True(finite.IsConverged(0, GradientFlow.From(start, Depth.Of(3), new FactorizationLoss(target)).Start.AsSpan()));

        // Frames that can turn see the rest of the target from other directions; frozen ones do not.
        Matrix tilted = Matrix.Of(new[,] { { 1.0, 1 }, { 0, 0 } });
        foreach ((Depth depth, bool arrived) in new[] { (Depth.Of(3), false), (Depth.Infinite, true) })
        {
            GradientFlow flow = GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(1, 0)), depth, new FactorizationLoss(tilted));
            Assert.Equal(arrived, new StationarityTest(flow, 1e-12).IsConverged(0, flow.Start.AsSpan()));
        }
    }
}
