using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <remarks>Oracle 66: 6 × 6 of rank 3, s = (3, 2, 1). The scale is that of the layers; in the end-to-end matrix it is its N-th power.</remarks>
public sealed class StagesTests
{
    private static readonly (int Layers, double Scale)[] Depths = [(2, 1e-4), (3, 0.02), (4, 0.12)];

    private static Stages Judge(GradientFlow flow, double end, double tolerance = 1e-8)
    {
        ModeHistory history = new(flow);
        IntegrationResult result = flow.Until(end).Integrate(
            MethodCatalog.Find("auto"),
            new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, tolerance) : new(tolerance, 1e-12) },
            history);
        Assert.True(result.IsFinished, result.Sentence);
        return Stages.Judge(history.Rows, 1e-3);
    }

    private static void AssertThree(Stages found, string name)
    {
        Assert.True(found.Count == 3 && found.Transitions.Length == 3, $"{name}: {found.Reason}");
        Assert.Equal([0, 1, 2, 3], found.Plateaus.Select(one => one.Rank));

        // 2 % of the loss at the start.
        double[] levels = [7, 2.5, 0.5, 0];
        Assert.All(found.Plateaus.Zip(levels), pair => Assert.True(Math.Abs(pair.First.Loss - pair.Second) <= 0.02 * 7, $"{name}: {found.Reason}"));
        Assert.All(found.Plateaus, one => Assert.True(one.Start <= one.End));
        Assert.Contains("3 stages for a limit of rank 3", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_targets_are_learned_in_three_stages_from_Gaussian_layers()
    {
        foreach ((int layers, double scale) in Depths)
        {
            for (long seed = 1; seed <= 3; seed++)
            {
                FactorizationLoss loss = new(FactorizationProblems.Target(6, 6, seed, 3, 2, 1));
                Stages found = Judge(GradientFlow.From(new LayersGaussian(scale, null, seed), Depth.Of(layers), loss), 1e6);
                if (layers == 4 && seed == 2)
                {
                    // Here the third mode has escaped before the second has settled: one peak, two stages by rank.
                    Assert.True(found.Count == 3 && found.Transitions.Select(one => one.Gain).SequenceEqual([1, 2]), found.Reason);
                    continue;
                }
                AssertThree(found, $"N = {layers}, seed {seed}");
            }
        }
    }

    [Fact]
    public void Three_targets_are_learned_in_three_stages_from_balanced_layers_and_from_the_identity()
    {
        foreach ((int layers, double scale) in Depths)
        {
            double product = Math.Pow(scale, layers);
            FactorizationLoss loss = new(FactorizationProblems.Target(6, 6, 4, 3, 2, 1)), aligned = new(Matrix.Diagonal(3, 2, 1, 0, 0, 0));
            AssertThree(Judge(GradientFlow.From(new BalancedGaussian(product, 5), Depth.Of(layers), loss), 1e6), $"balanced, N = {layers}");
            AssertThree(Judge(GradientFlow.From(new BalancedIdentity(product), Depth.Of(layers), aligned), 1e6), $"identity, N = {layers}");
        }
    }

    [Fact]
    public void Equal_targets_merge_into_one_stage_that_counts_twice()
    {
        FactorizationLoss loss = new(Matrix.Diagonal(2, 2, 1, 0, 0, 0));
        Stages found = Judge(GradientFlow.From(new BalancedIdentity(1e-6), Depth.Of(3), loss), 3e3);
        Assert.Equal(3, found.Count);
        Assert.Equal([2, 1], found.Transitions.Select(one => one.Gain));
        Assert.Contains("merged", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ends_in_a_stage_is_undecided_and_one_that_starts_learned_has_none()
    {
        FactorizationLoss loss = new(Matrix.Diagonal(2, 1));
        double half = EscapeTime.ToHalf(Depth.Of(3), 1, 1e-6);
        Stages under = Judge(GradientFlow.From(new BalancedIdentity(1e-6), Depth.Of(3), loss), half);
        Assert.Null(under.Count);
        Assert.Contains("Integrate beyond", under.Reason, StringComparison.Ordinal);
        Stages learned = Judge(GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(2.1, 1.1)), Depth.Of(3), loss), 100);
        Assert.Equal(0, learned.Count);
    }
}
