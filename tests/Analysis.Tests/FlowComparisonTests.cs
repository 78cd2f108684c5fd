using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Descent beside the flow at equal time (MATH.md 8.1–8.3): oracle 60.</summary>
public sealed class FlowComparisonTests
{
    private static readonly SampleTimes Times = SampleTimes.Linear(0, 1.6, 5);

    private static GradientFlow Problem(int layers = 3) =>
        GradientFlow.From(new LayersGaussian(0.6, 4, 5), Depth.Of(layers), new FactorizationLoss(FactorizationProblems.Target(4, 3, 2, 1.5, 1, 0.5)));

    private static FlowComparison Compare(IUpdateRule rule, Func<LayerFlow, IVectorField>? modified = null, SampleTimes? times = null, int layers = 3)
    {
        GradientFlow problem = Problem(layers);
        FlowComparison found = FlowComparison.Of(new(problem, rule), times ?? Times, Solve, modified?.Invoke((LayerFlow)problem.Field), 1e-12);
        Assert.True(found.IsComplete, found.Reason);
        return found;
    }

    private static IntegrationResult Solve(InitialValueProblem problem, IntegrationOptions options, ITrajectorySink sink) =>
        problem.Integrate(new ExplicitRungeKutta(DormandPrince8.Tableau), options, sink);

    [Fact]
    public void Descent_is_of_first_order_to_the_flow_and_of_second_to_the_modified_flow()
    {
        foreach (int layers in new[] { 2, 3 })
        {
            FlowComparison one = Compare(new GradientDescent(0.002), layers: layers), half = Compare(new GradientDescent(0.001), layers: layers);
            Assert.InRange(one.LargestDistance / half.LargestDistance, 2 * 0.98, 2 * 1.02);
            Assert.InRange(one.LargestLayerDistance / half.LargestLayerDistance, 2 * 0.98, 2 * 1.02);
            FlowComparison second = Compare(new GradientDescent(0.002), flow => new ModifiedFlow(flow, 0.002), layers: layers);
            FlowComparison secondHalf = Compare(new GradientDescent(0.001), flow => new ModifiedFlow(flow, 0.001), layers: layers);
            Assert.InRange(second.LargestDistance / secondHalf.LargestDistance, 4 * 0.98, 4 * 1.02);
            Assert.InRange(second.LargestLayerDistance / secondHalf.LargestLayerDistance, 4 * 0.98, 4 * 1.02);
            Assert.True(second.LargestLayerDistance < 0.1 * one.LargestLayerDistance);
        }
    }

    [Fact]
    public void Group_RMSProp_walks_the_path_of_descent_at_another_pace()
    {
        // At the time that its steps add up to; the pace varies by more than a factor two on the way.
        FlowComparison one = Compare(new GroupRmsProp(0.001, 0.9)), half = Compare(new GroupRmsProp(0.0005, 0.9));
        Assert.InRange(one.LargestLayerDistance / half.LargestLayerDistance, 2 * 0.96, 2 * 1.04);
        Assert.InRange(half.LargestLayerDistance, 1e-6, 0.01);
        double[] times = [.. half.Samples.Get<double>("time")], counts = [.. half.Samples.Get<long>("iteration").Select(one => (double)one)];
        double first = (times[1] - times[0]) / (counts[1] - counts[0]), last = (times[^1] - times[^2]) / (counts[^1] - counts[^2]);
        Assert.True(last > 2 * first, $"{first} and {last} a step");
    }

    [Fact]
    public void Elementwise_RMSProp_is_not_the_flow_however_small_its_rate()
    {
        FlowComparison one = Compare(new RmsProp(0.0004, 0.9)), half = Compare(new RmsProp(0.0002, 0.9));
        Assert.InRange(one.LargestLayerDistance / half.LargestLayerDistance, 0.95, 1.05);
        Assert.True(half.LargestLayerDistance > 0.05, half.Reason);
    }

    [Fact]
    public void The_heavy_ball_is_the_flow_of_steps_divided_by_one_minus_momentum_and_slower_to_become_it()
    {
        double without = Compare(new GradientDescent(0.002)).LargestLayerDistance;
        foreach (double momentum in new[] { 0.5, 0.9 })
        {
            // The step h = η/(1 − μ) is the same: 0.002, then half.
            FlowComparison one = Compare(new HeavyBall(0.002 * (1 - momentum), momentum)), half = Compare(new HeavyBall(0.001 * (1 - momentum), momentum));
            Assert.InRange(one.LargestLayerDistance / half.LargestLayerDistance, 2 * 0.95, 2 * 1.05);
            Assert.True(one.LargestLayerDistance > without / (1 - momentum), $"μ = {momentum}: {one.LargestLayerDistance}, {without} without");
        }
    }

    [Fact]
    public void Samples_stand_at_iterates_and_the_bound_holds_where_it_says_anything()
    {
        FlowComparison found = Compare(new GradientDescent(0.01), times: SampleTimes.Of(0, 0.05, 0.055, 0.2, 0.5, 20));
        DataFrame samples = found.Samples;
        Assert.Equal([0, 5, 6, 20, 50, 2000], samples.Get<long>("iteration"));
        Assert.All(samples.Get<long>("iteration").Zip(samples.Get<double>("time")), pair => Assert.Equal(0.01 * pair.First, pair.Second, 1e-13));
        Assert.Equal(0, samples.Get<double>("layer-distance")[0]);
        Assert.Equal(samples.Get<double>("loss")[0], samples.Get<double>("flow-loss")[0]);
        double[] bounds = [.. samples.Get<double>("distance-bound")], distances = [.. samples.Get<double>("layer-distance")];
        Assert.All(bounds[..4].Zip(distances), pair => Assert.InRange(pair.Second, 0, pair.First));

        // At the first sample K·t is about one: the bound is then of the size of what it bounds.
        Assert.InRange(bounds[1] / distances[1], 1, 20);
        Assert.True(double.IsNaN(bounds[^1]));
        Assert.All(Compare(new HeavyBall(0.01, 0.5)).Samples.Get<double>("distance-bound"), bound => Assert.True(double.IsNaN(bound)));
    }

    [Fact]
    public void What_ends_early_says_so_and_keeps_what_there_is()
    {
        FlowComparison wild = FlowComparison.Of(new(Problem(), new GradientDescent(4)), SampleTimes.Of(0, 1, 1000), Solve);
        Assert.False(wild.IsComplete);
        Assert.Contains("diverges", wild.Reason, StringComparison.Ordinal);
        Assert.InRange(wild.Samples.RowCount, 1, 2);

        FlowComparison slow = FlowComparison.Of(new(Problem(), new GradientDescent(0.1)), SampleTimes.Of(1, 5), Solve, iterationLimit: 20);
        Assert.False(slow.IsComplete);
        Assert.Contains("After 20 iterations", slow.Reason, StringComparison.Ordinal);
        Assert.Equal([10], slow.Samples.Get<long>("iteration"));

        FlowComparison none = FlowComparison.Of(new(Problem(), new GradientDescent(0.1)), SampleTimes.Of(5), Solve, iterationLimit: 20);
        Assert.Equal((false, 0), (none.IsComplete, none.Samples.RowCount));
        Assert.True(double.IsNaN(none.LargestDistance));

        FlowComparison halted = FlowComparison.Of(
            new(Problem(), new GradientDescent(0.1)), SampleTimes.Of(1, 5), (problem, options, sink) => Solve(problem, options with { StepLimit = 3 }, sink));
        Assert.False(halted.IsComplete);
        Assert.Contains("step", halted.Reason, StringComparison.OrdinalIgnoreCase);

        LayerDescent begun = new(Problem(), new GradientDescent(0.1));
        begun.TryStep();
        Assert.Contains("at its start", Assert.Throws<ArgumentException>(() => FlowComparison.Of(begun, Times, Solve)).Message, StringComparison.Ordinal);
    }
}
