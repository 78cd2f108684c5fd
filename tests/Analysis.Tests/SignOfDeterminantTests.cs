using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>A mode that is pushed through zero ends there only where the flow keeps the sign of the determinant. Elsewhere it comes out on the other side.</summary>
public sealed class SignOfDeterminantTests
{
    [Fact]
    public void At_depth_one_a_mode_on_its_way_through_zero_is_not_given_up()
    {
        // X = S + (X₀ − S)e^−τ: the second mode is 0.01 − 1.01 e^−τ below its limit and passes zero at τ = ln 101, when the first has settled.
        GradientFlow flow = GradientFlow.From(
            new BalancedMatrix(Matrix.Diagonal(1, 1)), Depth.Of(1), new FactorizationLoss(Matrix.Diagonal(1, -0.01)));
        Observed run = Observed.Run(flow, 30, SampleTimes.Linear(0.01, 30, 3000), 1e-6, "tsitouras5");
        for (int sample = 0; sample < run.Count; sample++)
        {
            (SpectrumEvidence now, LimitingRank limiting, GapRank gap) = run.JudgeAt(sample);
            Assert.True(limiting.Rank is null or 2, $"τ = {now.Time}: {limiting}");
            Assert.True(limiting.StrictRank is null or 2, $"τ = {now.Time}: {limiting}");
            Assert.True(gap.Rank is null or 1, $"τ = {now.Time}: {gap}");
        }
        Assert.Equal(2, run.JudgeAt(run.Count - 1).Limiting.Rank);
    }

    [Fact]
    public void Layers_that_are_not_balanced_do_not_lock_the_sign()
    {
        // Scalar, N = 2, w₂² − w₁² = 1: X = w₂w₁ passes zero on its way to −0.01.
        Matrix one = Matrix.Of(new[,] { { 0.1 } }), two = Matrix.Of(new[,] { { Math.Sqrt(1.01) } });
        GradientFlow flow = GradientFlow.From(new LayersGiven([one, two]), Depth.Of(2), new FactorizationLoss(Matrix.Diagonal(-0.5)));
        Assert.False(new ModeObserver(flow).Observe(StartOf(flow), coupled: false).IsSignLocked);
    }

    [Fact]
    public void Log_polar_coordinates_keep_the_sign_on_full_rank_squares_and_at_infinite_depth_everywhere()
    {
        FactorizationLoss square = new(Matrix.Identity(3)), tall = new(new Matrix(4, 3));
        Assert.True(Locked(new BalancedOrthogonal(0.1, 1), Depth.Of(3), square));
        Assert.True(Locked(new BalancedLowRank(2, 0.1, 1), Depth.Infinite, square));
        Assert.True(Locked(new BalancedOrthogonal(0.1, 1), Depth.Infinite, tall));
        Assert.False(Locked(new BalancedLowRank(2, 0.1, 1), Depth.Of(3), square));
        Assert.False(Locked(new BalancedOrthogonal(0.1, 1), Depth.Of(3), tall));
    }

    [Fact]
    public void A_mode_that_integration_error_carries_through_zero_leaves_every_verdict_undecided()
    {
        // Wrong sign at N = 2: the third mode decays like e^(−τ/2) below the rounding of entries and layers, and comes back with the other sign.
        int tunnelled = 0;
        foreach (FlowCoordinates coordinates in new[] { FlowCoordinates.Layers, FlowCoordinates.EndToEnd })
        {
            for (long seed = 1; seed <= 4; seed++)
            {
                Matrix target = FactorizationProblems.Target(3, 3, seed, 2, 1, 0.5);
                PolarFactors start = new BalancedOrthogonal(0.1, seed + 10).At(3, 3);
                DeterminantSign sign = new();
                GradientFlow Flow(Matrix left) => GradientFlow.From(
                    new BalancedMatrix(new PolarFactors(left, start.LogSize, start.Right).ToMatrix()), Depth.Of(2), new FactorizationLoss(target), coordinates);
                double wanted = -sign.Measure(StartOf(GradientFlow.From(new BalancedMatrix(target), Depth.Of(2), new FactorizationLoss(target))));
                GradientFlow flow = Flow(start.Left);
                if (sign.Measure(StartOf(flow)) != wanted)
                {
                    Matrix mirrored = Matrix.CopyOf(start.Left.View);
                    VectorOperations.Scale(-1, mirrored.View.Column(0));
                    flow = Flow(mirrored);
                }
                Observed run = Observed.Run(flow, 400, SampleTimes.Logarithmic(1, 400, 60));
                for (int sample = 0; sample < run.Count; sample++)
                {
                    (SpectrumEvidence now, LimitingRank limiting, _) = run.JudgeAt(sample);
                    Assert.True(limiting.Rank is null or 2 && limiting.StrictRank is null or 2, $"{coordinates}, seed {seed}, τ = {now.Time}: {limiting}");
                    tunnelled += now.HasTunnelled ? 1 : 0;
                }
            }
        }
        Assert.True(tunnelled > 0, "no run tunnelled, so the test has said nothing");
    }

    private static bool Locked(IBalancedStart start, Depth depth, ILoss loss)
    {
        GradientFlow flow = GradientFlow.From(start, depth, loss);
        return new ModeObserver(flow).Observe(StartOf(flow), coupled: false).IsSignLocked;
    }

    private static FlowState StartOf(GradientFlow flow)
    {
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(0, flow.Start.AsSpan(), point));
        return point;
    }
}
