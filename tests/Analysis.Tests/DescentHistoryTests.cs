using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Stages of descent in discrete time (MATH.md 5.5, 8.3): the problem of oracle 66.</summary>
public sealed class DescentHistoryTests
{
    private const double End = 400;

    private static GradientFlow Problem(int layers, long seed) => GradientFlow.From(
        new LayersGaussian(layers == 2 ? 1e-4 : 0.02, null, seed), Depth.Of(layers), new FactorizationLoss(FactorizationProblems.Target(6, 6, seed, 3, 2, 1)));

    private static (Stages Stages, DataFrame Transitions) Learn(int layers, long seed, IUpdateRule rule)
    {
        DescentHistory history = new(new(Problem(layers, seed), rule));
        Assert.True(history.Run(End, enough: 1e-8), rule.ToString());
        Stages stages = history.Judge(1e-3);
        return (stages, history.Transitions(stages));
    }

    private static double[] FlowTimes(int layers, long seed)
    {
        GradientFlow flow = Problem(layers, seed);
        ModeHistory history = new(flow);
        IntegrationResult result = flow.Until(layers * End).Integrate(MethodCatalog.Find("auto"), new() { Tolerances = new(1e-8, 1e-12) }, history);
        Assert.True(result.IsFinished, result.Sentence);
        return [.. Stages.Judge(history.Rows, 1e-3).Transitions.Select(one => one.Time / layers)];
    }

    [Fact]
    public void Every_row_has_its_iteration()
    {
        DescentHistory history = new(new(Problem(2, 1), new GradientDescent(0.01)));
        history.Run(10);
        Assert.Equal(1000, history.Iterations[^1]);
        Assert.Equal(history.Rows.Count, history.Iterations.Count);
        Assert.All(history.Rows.Zip(history.Iterations), pair => Assert.Equal(2 * 0.01 * pair.Second, pair.First.Time, 1e-12));
    }

    [Fact]
    public void A_target_of_rank_three_is_learned_in_three_stages_by_every_rule_along_the_gradient()
    {
        foreach (int layers in new[] { 2, 3 })
        {
            double[] expected = FlowTimes(layers, 1);
            Assert.Equal(3, expected.Length);
            foreach (IUpdateRule rule in (IUpdateRule[])[new GradientDescent(0.005), new HeavyBall(0.0025, 0.5), new GroupRmsProp(0.002, 0.9)])
            {
                (Stages stages, DataFrame transitions) = Learn(layers, 1, rule);
                Assert.True(stages.Count == 3 && stages.Transitions.Length == 3, $"N = {layers}, {rule.Name}: {stages.Reason}");
                Assert.Equal([0, 1, 2, 3], stages.Plateaus.Select(one => one.Rank));

                // 2 % of the loss at the start.
                Assert.All(stages.Plateaus.Zip((double[])[7, 2.5, 0.5, 0]), pair => Assert.InRange(Math.Abs(pair.First.Loss - pair.Second), 0, 0.02 * 7));

                Assert.Equal([1, 1, 1], transitions.Get<int>("gain"));
                if (rule is not GroupRmsProp)
                {
                    // A row has its time to 1 %, and so has the flow's; the rest is the step. Group RMSProp leaves plateaus with steps much longer than the flow's own time there.
                    Assert.All(transitions.Get<double>("time").Zip(expected), pair => Assert.InRange(pair.First / pair.Second, 0.95, 1.05));
                }
            }
        }
    }

    [Fact]
    public void Stages_of_descent_last_as_one_over_the_rate_and_those_of_group_RMSProp_hardly_depend_on_the_start()
    {
        long Last(IUpdateRule rule, double scale)
        {
            DescentHistory history = new(new(GradientFlow.From(new LayersGaussian(scale, null, 1), Depth.Of(3), new FactorizationLoss(FactorizationProblems.Target(6, 6, 1, 3, 2, 1))), rule));
            Assert.True(history.Run(End * 0.02 / scale, enough: 1e-8));
            Stages stages = history.Judge(1e-3);
            Assert.True(stages.Count == 3, $"{rule.Name}, scale {scale}: {stages.Reason}");
            return history.Transitions(stages).Get<long>("iteration")[2];
        }

        Assert.InRange(Last(new GradientDescent(0.005), 0.02) / (double)Last(new GradientDescent(0.01), 0.02), 2 * 0.97, 2 * 1.03);

        // At depth 3 the flow's plateau lasts as one over the scale of the layers.
        double descent = Last(new GradientDescent(0.01), 0.01) / (double)Last(new GradientDescent(0.01), 0.02);
        double group = Last(new GroupRmsProp(0.002, 0.9), 0.01) / (double)Last(new GroupRmsProp(0.002, 0.9), 0.02);
        Assert.InRange(descent, 1.8, 2.2);
        Assert.InRange(group, 0.9, 1.3);
    }

    [Fact]
    public void Bursts_where_the_step_is_too_long_are_not_counted_as_stages()
    {
        // On its plateaus group RMSProp takes steps of η/‖∇L‖, longer than two over the sharpness of the modes already learned; the gradient peaks, and no mode is learned.
        (Stages stages, _) = Learn(3, 1, new GroupRmsProp(0.03, 0.9));
        Assert.Null(stages.Count);
        Assert.Contains("it is no escape of a mode", stages.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_iterations_and_divergence_leave_stages_undecided()
    {
        DescentHistory early = new(new(Problem(3, 1), new GradientDescent(0.01)));
        Assert.False(early.Run(End, iterationLimit: 1000));
        Assert.Null(early.Judge(1e-3).Count);
        Assert.True(early.Rows.Count < 600, $"{early.Rows.Count} rows");

        DescentHistory wild = new(new(Problem(3, 1), new GradientDescent(0.9)));
        Assert.False(wild.Run(10 * End));
        Assert.Null(wild.Judge(1e-3).Count);
        Assert.Contains("diverges", wild.Judge(1e-3).Reason, StringComparison.Ordinal);
    }
}
