using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

public sealed class HalfTimeTests
{
    private static ModeHistory History(GradientFlow flow, double end, string method)
    {
        ModeHistory history = new(flow);
        IntegrationResult result = flow.Until(end).Integrate(
            MethodCatalog.Find(method),
            new() { Tolerances = new(0, 1e-6) },
            history);
        Assert.True(result.IsFinished, result.Sentence);
        return history;
    }

    [Fact]
    public void A_single_mode_escapes_when_the_closed_forms_say()
    {
        foreach ((Depth depth, double start, double exact) in new (Depth, double, double)[]
        {
            (Depth.Of(2), 1e-2, 2 * 2.297559925067295), (Depth.Of(2), 1e-4, 2 * 4.605120183487924),
            (Depth.Of(3), 1e-2, 3 * 3.7680367810755544), (Depth.Of(3), 1e-4, 3 * 20.693018947741603),
            (Depth.Of(4), 1e-4, 4 * 49.72857984564655), (Depth.Of(6), 1e-4, 6 * 116.08851554821523),
            (Depth.Infinite, 1e-2, 102.5951198501346), (Depth.Infinite, 1e-4, 10007.210240366976),
        })
        {
            foreach (string method in new[] { "auto", "rodas5p", "tsitouras5" })
            {
                GradientFlow flow = GradientFlow.From(new BalancedIdentity(start), depth, new FactorizationLoss(Matrix.Diagonal(1)));
                double found = History(flow, 3 * exact, method).HalfTime(0);

                // d ln σ/dτ = σ^(1−2/N)(1 − σ) at σ = ½. At 1e-6 a step is at most some 1.2 e-folds of ln σ; the cubic term that a quadratic through
                // rows half a step apart leaves is then below 0.064·0.6³·(ln σ)‴ with (ln σ)‴ ≤ 0.1: 2e-3 in ln σ. Ahead of it the error in ln σ, ten
                // times the tolerance, delays the whole climb by that part of itself.
                double speed = 0.5 * Math.Pow(0.5, 1 - 2 * depth.Reciprocal);
                Assert.True(Math.Abs(found - exact) <= 2e-3 / speed + 1e-5 * exact, $"{method}, N = {depth}, ε = {start}: {found}, exactly {exact}");
            }
        }
    }

    [Fact]
    public void Modes_that_share_a_start_escape_each_in_its_own_time()
    {
        // Aligned at depth 2: (1/s)·ln(s/ε − 1) each, 90 rescaled times apart.
        ModeHistory history = History(EvidenceProblems.TwoModes(Depth.Of(2), 1e-9), 1e3, "auto");
        Assert.Equal(Math.Log(3e9 - 1) / 3, history.HalfTime(0), 2e-3 / 1.5 + 1e-4);
        Assert.Equal(Math.Log(2e8 - 1) / 0.2, history.HalfTime(1), 2e-3 / 0.1 + 1e-3);
    }

    [Fact]
    public void A_mode_that_never_rose_through_half_its_end_has_no_half_time()
    {
        // The first starts above half of its target, the second sinks towards zero.
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(0.8, 0.7)), Depth.Of(3), new FactorizationLoss(Matrix.Diagonal(1, 0)));
        ModeHistory history = History(flow, 1e3, "auto");
        Assert.True(double.IsNaN(history.HalfTime(0)));
        Assert.True(double.IsNaN(history.HalfTime(1)));
    }
}
