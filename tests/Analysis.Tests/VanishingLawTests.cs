using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>The law by which a mode vanishes, against the slope of the mode itself.</summary>
public sealed class VanishingLawTests
{
    [Fact]
    public void A_mode_with_target_zero_falls_with_the_exponent_of_its_depth()
    {
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            (VanishingLaw law, ModeEvidence mode) = LastModeOf(depth, 1e8, 1, 0);
            Assert.Equal(VanishingCause.ZeroTarget, law.Cause);
            Assert.Equal(DecayLaw.PowerLaw, law.Decay);

            // p tends to the exponent as 1 − (σ/σ₀)^(2−2/N): far closer than a percent by the end.
            Assert.Equal(mode.DecayExponent, law.Rate, 0.01 * law.Rate);
        }
    }

    [Fact]
    public void A_mode_that_is_pushed_falls_by_the_law_of_its_depth()
    {
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            (VanishingLaw law, ModeEvidence mode) = LastModeOf(depth, depth.Value == 2 ? 100 : 1e8, 1, -0.4);
            Assert.Equal(VanishingCause.Push, law.Cause);
            if (depth.Value == 2)
            {
                Assert.Equal(DecayLaw.Exponential, law.Decay);
                Assert.Equal(0.4, law.Rate, 1e-6);
            }
            else
            {
                Assert.Equal(DecayLaw.PowerLaw, law.Decay);
                Assert.Equal(mode.DecayExponent, law.Rate, 0.01 * law.Rate);
            }
        }
    }

    [Fact]
    public void A_mode_that_survives_or_stays_small_has_no_law()
    {
        (VanishingLaw law, _) = LastModeOf(Depth.Of(3), 1e8, 1, 1e-4);
        Assert.Equal(VanishingCause.Undecided, law.Cause);
        Assert.True(double.IsNaN(VanishingLaw.Undecided.Rate));
    }

    private static (VanishingLaw Law, ModeEvidence Mode) LastModeOf(Depth depth, double end, params double[] targets)
    {
        GradientFlow flow = GradientFlow.From(new BalancedIdentity(0.3), depth, new FactorizationLoss(Matrix.Diagonal(targets)));
        Observed run = Observed.Run(flow, end, SampleTimes.Logarithmic(1e-4 * end, end, 30));
        (SpectrumEvidence now, LimitingRank limiting, _) = run.JudgeAt(run.Count - 1);
        return (limiting.Laws[^1], now.Modes[^1]);
    }
}
