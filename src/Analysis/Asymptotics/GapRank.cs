namespace DlnDynamics.Analysis;

/// <summary>Where the spectrum of the limit breaks: the k with the largest ratio σ_k/σ_{k+1}. What people usually mean by the rank that was found.</summary>
/// <param name="Rank">k; null: undecided.</param>
/// <param name="Margin">log₁₀ of that ratio at the end of the run; infinite where mode k + 1 vanishes; NaN when undecided.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
public sealed record GapRank(int? Rank, double Margin, string Reason)
{
    /// <summary>Modes below this part of the largest count as if they had this size.</summary>
    /// <remarks>So far down the spectrum says how small the start was, or that one mode was cut off by the sign of the determinant, not what rank the data have.</remarks>
    public const double Floor = 1e-5;

    /// <summary>Judges the gap over everything that the evidence leaves possible for the limit of each mode.</summary>
    /// <param name="now">The evidence at the end.</param>
    /// <param name="limiting">What is known of the fate of each mode.</param>
    /// <param name="size">min(m, n), the number of singular values of X: those that the start does not carry are zero for ever.</param>
    /// <remarks>Our own rule: docs/design/003-verdicts.md.</remarks>
    public static GapRank Judge(SpectrumEvidence now, LimitingRank limiting, int size)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(limiting);
        bool endsInZero = size > now.Modes.Length;
        if (now.Modes.Length < (endsInZero ? 1 : 2))
        {
            return new(null, double.NaN, "There is only 1 singular value, and a gap is between two: there is none to find, at whatever time.");
        }
        if (limiting.GateIsClosed)
        {
            return new(null, double.NaN, limiting.Reason);
        }
        if (!(now.Modes[0].Sigma > 0))
        {
            return new(null, double.NaN, "Every singular value is zero to rounding: there is no gap to find.");
        }
        double floor = Floor * now.Modes[0].Sigma;
        IEnumerable<(double Low, double High)> zero = endsInZero ? [(floor, floor)] : [];
        (double Low, double High)[] limits = [.. now.Modes.Select(mode => LimitOf(mode, floor)), .. zero];
        double[] sizes = [.. now.Modes.Select(mode => Math.Max(mode.Sigma, floor)), .. zero.Select(mode => mode.Low)];
        double[] ratios = [.. sizes.Zip(sizes.Skip(1), (one, next) => one / next)];
        int best = Array.IndexOf(ratios, ratios.Max());
        double certain = limits[best].Low / limits[best + 1].High;
        double rival = limits.Zip(limits.Skip(1), (one, next) => one.High / next.Low).Where((_, k) => k != best).DefaultIfEmpty(1).Max();
        if (!(certain > rival))
        {
            return new(null, double.NaN, $"σ{best + 1}/σ{best + 2} is at least {certain:g3} in the limit, but another ratio may reach {rival:g3}. {Remedy.Longer(now)}");
        }
        bool isLast = best == now.Modes.Length - 1;
        double margin = isLast || limiting.Fates[best + 1] == SingularValueFate.Vanishes ? double.PositiveInfinity : Math.Log10(ratios[best]);
        string zeros = isLast ? $" Mode {best + 2} is zero for ever: the start carries {now.Modes.Length}." : "";
        return new(best + 1, margin, $"σ{best + 1}/σ{best + 2} is at least {certain:g3} in the limit; every other ratio is at most {rival:g3}.{zeros}");
    }

    /// <summary>Where the limit of a mode may lie: between where it is and where a Newton step sends it, give or take its uncertainty; never below the floor.</summary>
    private static (double Low, double High) LimitOf(ModeEvidence mode, double floor) => double.IsFinite(mode.ImpliedTarget)
        ? (Math.Max(floor, Math.Min(mode.Sigma, mode.ImpliedTarget) - mode.Uncertainty),
            Math.Max(floor, Math.Max(mode.Sigma, mode.ImpliedTarget) + mode.Uncertainty))
        : (floor, double.PositiveInfinity);
}
