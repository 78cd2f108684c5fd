namespace DlnDynamics.Analysis;

/// <summary>The k with the largest ratio σ_k/σ_{k+1} of the limit: what people usually mean by the rank that was found.</summary>
/// <param name="Rank">k; null: undecided.</param>
/// <param name="Margin">log₁₀ of that ratio; infinite where mode k + 1 vanishes; NaN when undecided.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
public sealed record GapRank(int? Rank, double Margin, string Reason)
{
    /// <summary>Judges the gap over everything that the evidence leaves possible for the limit of each mode.</summary>
    /// <param name="now">The evidence at the end.</param>
    /// <param name="earlier">The evidence at about a tenth of that time; null where there is none.</param>
    /// <param name="limiting">What is known of the fate of each mode.</param>
    /// <remarks>Only modes that the start carries count. Our own rule: docs/design/003-verdicts.md.</remarks>
    public static GapRank Judge(SpectrumEvidence now, SpectrumEvidence? earlier, LimitingRank limiting)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(limiting);
        if (now.Modes.Length < 2 || !(now.Modes[0].Sigma > 0))
        {
            return new(null, double.NaN, "There are no two modes to compare.");
        }
        if (limiting.GateIsClosed)
        {
            return new(null, double.NaN, limiting.Reason);
        }
        if (limiting.StrictRank is { } strict && strict < now.Modes.Length)
        {
            return new(strict, double.PositiveInfinity, $"Modes beyond {strict} vanish.");
        }
        (double Low, double High)[] limits = [.. now.Modes.Select((mode, i) => LimitOf(mode, earlier?.Modes[i]))];
        if (Array.FindIndex(limits, limit => !(limit.Low > 0)) is >= 0 and int open)
        {
            return new(null, double.NaN, $"The limit of mode {open + 1} (σ = {now.Modes[open].Sigma:g3}) is not bounded away from zero yet. Integrate longer.");
        }
        double[] ratios = [.. now.Modes.Zip(now.Modes.Skip(1), (one, next) => one.Sigma / next.Sigma)];
        int best = Array.IndexOf(ratios, ratios.Max());
        double certain = limits[best].Low / limits[best + 1].High;
        double rival = limits.Zip(limits.Skip(1), (one, next) => one.High / next.Low).Where((_, k) => k != best).DefaultIfEmpty(1).Max();
        return certain > rival
            ? new(best + 1, Math.Log10(ratios[best]), $"σ{best + 1}/σ{best + 2} is at least {certain:g3} in the limit; every other ratio is at most {rival:g3}.")
            : new(null, double.NaN, $"σ{best + 1}/σ{best + 2} is at least {certain:g3} in the limit, but another ratio may reach {rival:g3}. Integrate longer.");
    }

    /// <summary>Where the limit of a mode may lie; (0, ∞) where the evidence does not say.</summary>
    private static (double Low, double High) LimitOf(ModeEvidence mode, ModeEvidence? earlier)
    {
        if (mode.IsAtRest)
        {
            return (Math.Min(mode.Sigma, mode.ImpliedTarget) - mode.Uncertainty, Math.Max(mode.Sigma, mode.ImpliedTarget) + mode.Uncertainty);
        }

        // While its speed falls at least by half from one decade of time to the next, a mode still has a geometric series of decades to go.
        double fall = earlier is { } before ? before.LogSpeed / mode.LogSpeed : 0;
        double remaining = fall >= 2 ? mode.LogSpeed * Math.Log(10) / Math.Log(fall) : double.PositiveInfinity;
        return (mode.Sigma * Math.Exp(-remaining), mode.Sigma * Math.Exp(remaining));
    }
}
