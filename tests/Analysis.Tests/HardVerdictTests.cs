using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Problems on which an earlier rule decided, and decided wrongly; found by an independent review.</summary>
public sealed class HardVerdictTests
{
    [Fact]
    public void No_gap_is_named_while_a_small_mode_is_still_to_escape()
    {
        foreach ((Depth depth, double horizon) in new[] { (Depth.Of(2), 1e7), (Depth.Infinite, 1e9) })
        {
            Verdicts.Check(Aligned("creeping", depth, new BalancedIdentity(1e-4), horizon, 1, 0.005, 0));
        }
    }

    [Fact]
    public void A_tiny_target_is_not_zero()
    {
        Verdicts.Check(Aligned("tiny target", Depth.Of(2), new BalancedIdentity(1e-4), 1e10, 1, 1e-8));
        Verdicts.Check(Aligned("tiny target", Depth.Of(3), new BalancedIdentity(1e-4), 1e13, 1, 1e-7));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    public void Two_modes_pushed_a_little_turn_and_escape_together(double resolution)
    {
        // A rotation by 1e-4 in the plane of two targets −5e-5: its determinant is right, so both survive with the sign turned.
        (double sine, double cosine) = Math.SinCos(1e-4);
        Matrix start = Matrix.Of(new[,] { { 1, 0, 0 }, { 0, cosine, -sine }, { 0, sine, cosine } });
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(start, 1e-6), Depth.Of(2), new FactorizationLoss(Matrix.Diagonal(1, -5e-5, -5e-5)));
        Verdicts.Check(new("two pushed modes", flow, [1, 5e-5, 5e-5], 1e8), resolution);
    }

    [Fact]
    public void A_push_that_dies_out_leaves_a_mode_at_a_positive_size()
    {
        // 4 × 4 completion, N = 2. The loss goes to zero, the push on the fourth mode with it; the mode freezes near 5.5e-21 (an independent
        // integration of the layers, with quadrature of ln σ₄, agrees).
        Matrix target = Matrix.Of(new[,]
        {
            { -0.008652132216074733, 0.9639972436688187, 0.9131699758701872, -0.018803054389558205 },
            { 0.011384486341048284, 0.06038521384797868, -0.2320293144894767, 0.936775094581501 },
            { -0.0024423056225292817, -0.2346537435059483, -0.11197779777195546, -0.35312945309100363 },
            { -0.01801019243665811, 0.1518744944583488, 0.5475780747226838, -1.3121669511666079 },
        });
        Matrix start = Matrix.Of(new[,]
        {
            { -0.0002668948949077764, -6.903820896275904e-05, 5.9411167672531984e-05, 0.0003140104137787336 },
            { 0.00015416313225934903, 0.00014519135448375783, -0.00023782801516699623, 0.00013683538028602747 },
            { -0.00028846992443338744, 0.0002296345047725733, -4.269323816297286e-06, -0.00012667795832472584 },
            { -3.479986652219703e-05, 3.2008199685659036e-05, -0.00024856286840906235, 3.082802814953901e-06 },
        });
        Mask mask = Mask.Where(4, 4, (i, j) => (i, j) is not ((1, 3) or (2, 1) or (2, 3)));
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(start), Depth.Of(2), new CompletionLoss(target, mask));
        Observed run = Observed.Run(flow, 1e5, SampleTimes.Logarithmic(1, 1e5, 60));
        for (int sample = 0; sample < run.Count; sample++)
        {
            (SpectrumEvidence now, LimitingRank limiting, _) = run.JudgeAt(sample);
            Assert.True(limiting.Rank is null or 3 && limiting.StrictRank is null or 4, $"τ = {now.Time}: {limiting}");
        }
        Assert.Equal(Math.Log(5.5e-21), run.Recorder.Final.LogSigma[3], 0.01);
    }

    private static RankProblem Aligned(string name, Depth depth, IBalancedStart start, double horizon, params double[] targets) =>
        new($"{name}, N = {depth}", GradientFlow.From(start, depth, new FactorizationLoss(Matrix.Diagonal(targets))), [.. targets], horizon);
}
