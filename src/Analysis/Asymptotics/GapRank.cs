namespace DlnDynamics.Analysis;

/// <summary>The k with the largest ratio σ_k/σ_{k+1} of the limit: what people usually mean by the rank that was found.</summary>
/// <param name="Rank">k; null: undecided.</param>
/// <param name="Margin">log₁₀ of that ratio; infinite where mode k + 1 vanishes; NaN when undecided.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
public sealed record GapRank(int? Rank, double Margin, string Reason)
{
    // A power law halves its logarithmic rate when time doubles, an exponential keeps it; below this share a decay is not called exponential.
    private const double SteadyShare = 0.75;

    // The measured rate of decay may still slow down a little.
    private const double Caution = 2;

    /// <summary>Judges the gap over everything that the evidence leaves possible for the limit of each mode.</summary>
    /// <param name="history">The evidence along the trajectory, oldest first; the last is judged.</param>
    /// <param name="limiting">What is known of the fate of each mode.</param>
    /// <remarks>Only modes that the start carries count. Our own rule: docs/design/003-verdicts.md.</remarks>
    public static GapRank Judge(IReadOnlyList<SpectrumEvidence> history, LimitingRank limiting)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(limiting);
        if (history.Count == 0)
        {
            return new(null, double.NaN, "There is no point to judge.");
        }
        SpectrumEvidence now = history[^1];
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
        (double Low, double High)[] limits = [.. now.Modes.Select((mode, i) => LimitOf(mode, DecayRate(history, i)))];
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
    private static (double Low, double High) LimitOf(ModeEvidence mode, double rate)
    {
        if (mode.IsAtRest)
        {
            return (Math.Min(mode.Sigma, mode.ImpliedTarget) - mode.Uncertainty, Math.Max(mode.Sigma, mode.ImpliedTarget) + mode.Uncertainty);
        }
        double remaining = rate > 0 ? Caution * mode.LogSpeed / rate : double.PositiveInfinity;
        return (mode.Sigma * Math.Exp(-remaining), mode.Sigma * Math.Exp(remaining));
    }

    /// <summary>The rate at which everything that moves a mode decays exponentially, per unit of time; 0 where its decay does not look exponential.</summary>
    /// <remarks>The gradient as a whole is not enough: while large modes settle it decays, and a small one creeps on under its own steady push.</remarks>
    private static double DecayRate(IReadOnlyList<SpectrumEvidence> history, int mode)
    {
        double time = history[^1].Time;

        // The last stretch is a short one, so that a decay which has just ended on a steady push does not pass for one that goes on.
        SpectrumEvidence?[] stops = [.. new[] { 0.25, 0.5, 0.8, 1 }.Select(part => history.LastOrDefault(one => one.Time <= part * time))];
        bool apart = stops[0] is not null && Enumerable.Range(1, 3).All(k => stops[k]!.Time > stops[k - 1]!.Time);
        return apart
            ? Math.Min(Steady(one => one.GradientNorm), Math.Min(Steady(one => one.Modes[mode].LogSpeed), Steady(one => Math.Abs(one.Modes[mode].Push))))
            : 0;

        double Steady(Func<SpectrumEvidence, double> pull)
        {
            double[] rates = [.. stops.Zip(stops.Skip(1), (one, next) => Math.Log(pull(one!) / pull(next!)) / (next!.Time - one!.Time))];
            return rates.Zip(rates.Skip(1)).All(pair => pair.First > 0 && pair.Second >= SteadyShare * pair.First) ? rates.Min() : 0;
        }
    }
}
