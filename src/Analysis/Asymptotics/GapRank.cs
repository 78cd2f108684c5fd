namespace DlnDynamics.Analysis;

/// <summary>The k with the largest ratio σ_k/σ_{k+1} of the limit: what people usually mean by the rank that was found.</summary>
/// <param name="Rank">k; null: undecided.</param>
/// <param name="Margin">log₁₀ of the ratio; infinite where modes beyond k vanish; NaN when undecided.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
public sealed record GapRank(int? Rank, double Margin, string Reason)
{
    /// <summary>Judges the gap from where the gradient sends each mode, over everything that the evidence leaves possible.</summary>
    /// <remarks>Only modes that the start carries count. Our own bounds: docs/design/003-verdicts.md.</remarks>
    public static GapRank Judge(SpectrumEvidence now, LimitingRank limiting)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(limiting);
        if (limiting.Fates.IsEmpty || now.Modes.Length == 1)
        {
            return new(now.Modes.Length, double.NaN, "There is no second mode to compare with.");
        }
        if (limiting.StrictRank is { } strict && strict < now.Modes.Length)
        {
            return new(strict, double.PositiveInfinity, $"Modes beyond {strict} vanish.");
        }
        (double Low, double High)[] limits = [.. now.Modes.Select(LimitOf)];
        if (Array.FindIndex(limits, limit => !(limit.Low > 0)) is >= 0 and int open)
        {
            return new(null, double.NaN, $"The limit of mode {open + 1} may lie between {Math.Max(0, limits[open].Low):g3} and {limits[open].High:g3}. Integrate longer.");
        }
        double[] ratios = [.. limits.Zip(limits.Skip(1), (one, next) => Middle(one) / Middle(next))];
        int best = Array.IndexOf(ratios, ratios.Max());
        double certain = limits[best].Low / limits[best + 1].High;
        double rival = limits.Zip(limits.Skip(1), (one, next) => one.High / next.Low).Where((_, k) => k != best).DefaultIfEmpty(1).Max();
        return certain > rival
            ? new(best + 1, Math.Log10(ratios[best]), $"σ{best + 1}/σ{best + 2} = {ratios[best]:g3}, at least {certain:g3}; every other ratio is at most {rival:g3}.")
            : new(null, double.NaN, $"σ{best + 1}/σ{best + 2} is at least {certain:g3}, but another ratio may reach {rival:g3}. Integrate longer.");
    }

    private static double Middle((double Low, double High) limit) => 0.5 * (limit.Low + limit.High);

    private static (double Low, double High) LimitOf(ModeEvidence mode) => double.IsFinite(mode.ImpliedTarget)
        ? (Math.Min(mode.Sigma, mode.ImpliedTarget) - mode.Uncertainty, Math.Max(mode.Sigma, mode.ImpliedTarget) + mode.Uncertainty)
        : (0, double.PositiveInfinity);
}
