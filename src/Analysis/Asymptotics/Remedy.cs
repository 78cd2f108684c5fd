using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Analysis;

/// <summary>What would decide a verdict that is undecided: sentences with times that theory gives.</summary>
/// <remarks>Rescaled clock. Times are those of a mode alone under the push it has now: an order of magnitude. Our own estimates: docs/design/003-verdicts.md.</remarks>
internal static class Remedy
{
    /// <summary>For a gradient that is not small: the mode that grows hardest, and when it would be there.</summary>
    public static string ForGradient(SpectrumEvidence now)
    {
        ModeEvidence[] growing = [.. now.Modes.Where(mode => mode.Push < 0 && mode.ImpliedTarget > 2 * mode.Sigma)];
        return growing.Length == 0
            ? Longer(now)
            : Say($"A mode of σ = {growing.MinBy(mode => mode.Push).Sigma:g3} is growing; integrate to rescaled time {Math.Max(2 * now.Time, now.Time + 3 * growing.Max(mode => Growth(now, mode))):g2}.");
    }

    /// <summary>For modes pushed through zero where another may take their place.</summary>
    public static string ForTurning(SpectrumEvidence now, int mode) => now.IsSignLocked && double.IsNaN(now.TurningCurvature)
        ? Say($"Whether they do is worked out at the end of a run, for at most {TurningStability.MostModes} modes; integrate to rescaled time {10 * now.Time:g2}, or in a smaller problem.")
        : now.IsSignLocked
        ? Say($"Turning it away has the relative curvature {now.TurningCurvature:g3}, where 0.01 would hold it: the run is at a saddle; integrate to rescaled time {10 * now.Time:g2}, or start elsewhere.")
        : Say($"The sign of the determinant is not locked here; integrate to rescaled time {10 * now.Time:g2}, until the mode has come out on the other side.");

    /// <summary>For modes without a fate: the first of them.</summary>
    public static string ForMode(SpectrumEvidence now, ImmutableArray<SingularValueFate> fates, double threshold)
    {
        int first = fates.IndexOf(SingularValueFate.Undecided);
        ModeEvidence mode = now.Modes[first];
        string which = Say($"{fates.Count(fate => fate == SingularValueFate.Undecided)} of {fates.Length} modes are undecided, the first is mode {first + 1} (σ = {mode.Sigma:g3}");
        if (!double.IsFinite(mode.ImpliedTarget))
        {
            return $"{which}; the loss does not see it). Observe more of the matrix, or ask for the gap rank.";
        }
        string target = Say($"{which}, implied target {mode.ImpliedTarget:g3} ± {mode.Uncertainty:g2}, threshold {threshold:g3}).");
        if (mode.IsAtRest)
        {
            return Say($"{target} It is at rest within its uncertainty of the threshold: state a resolution well off {mode.Sigma / now.Modes[0].Sigma:g3}, or integrate to rescaled time {10 * now.Time:g2}.");
        }
        return mode.Push > 0 && mode.Sigma > threshold && mode.ImpliedTarget < threshold
            ? Say($"{target} It falls and passes the threshold near rescaled time {now.Time + Fall(now, mode, threshold):g3}.")
            : $"{target} {ForGradient(now)}";
    }

    /// <summary>For a mode whose limit is small, when its law would show.</summary>
    public static string ForLaw(SpectrumEvidence now, int mode) =>
        Say($"Mode {mode + 1} (σ = {now.Modes[mode].Sigma:g3}) has the implied target {now.Modes[mode].ImpliedTarget:g3} ± {now.Modes[mode].Uncertainty:g2}; its law shows when it has fallen by itself for a decade of time: integrate to rescaled time {(now.IsBalanced ? Math.Max(10 * now.Time, 10 * Onset(now, now.Modes[mode])) : 10 * now.Time):g2}.");

    /// <summary>When nothing better is known.</summary>
    public static string Longer(SpectrumEvidence now) => Say($"Integrate to rescaled time {10 * now.Time:g2}.");

    /// <summary>∫ dσ/(σ^(2−2/N)·push) from its size to its target.</summary>
    private static double Growth(SpectrumEvidence now, ModeEvidence mode) => Between(now, mode.Sigma, mode.ImpliedTarget) / -mode.Push;

    /// <summary>The same from its size down to the threshold: under a push that stays, or one that dies out with it.</summary>
    private static double Fall(SpectrumEvidence now, ModeEvidence mode, double threshold)
    {
        double power = 2 - 2 * now.Depth.Reciprocal;
        return mode.Drift > 1.5 ? Between(now, threshold, mode.Sigma) / mode.Push
            : power == 0 ? Math.Log(mode.Sigma / threshold) / mode.Curvature
            : (Math.Pow(threshold, -power) - Math.Pow(mode.Sigma, -power)) / (power * mode.Curvature);
    }

    /// <summary>When a mode of this size begins to fall by a power law, towards a zero target or under its push.</summary>
    private static double Onset(SpectrumEvidence now, ModeEvidence mode) => mode is not { Sigma: > 0, Curvature: > 0 } ? 0
        : mode is { Drift: > 1.5, Push: > 0 } ? Math.Pow(mode.Sigma, -(1 - 2 * now.Depth.Reciprocal)) / mode.Push
        : Math.Pow(mode.Sigma, -(2 - 2 * now.Depth.Reciprocal)) / mode.Curvature;

    private static double Between(SpectrumEvidence now, double from, double to)
    {
        double power = 1 - 2 * now.Depth.Reciprocal;
        return power == 0 ? Math.Log(to / from) : (Math.Pow(from, -power) - Math.Pow(to, -power)) / power;
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
