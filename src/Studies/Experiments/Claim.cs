using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>A statement of a paper, what was measured of it, and what follows.</summary>
/// <param name="Name">A short name, kebab-case, unique in the experiment.</param>
/// <param name="Statement">What the paper says, in our words, with the place in it.</param>
/// <param name="Measured">The number found; NaN: none.</param>
/// <param name="Lower">The least number for which the claim holds; −∞: no such bound.</param>
/// <param name="Upper">The largest; +∞: no such bound.</param>
/// <param name="Uncertainty">How far the number may be off: two standard errors, or a bound on the error.</param>
public sealed record Claim(string Name, string Statement, double Measured, double Lower, double Upper, double Uncertainty)
{
    /// <summary>Why nothing was measured; empty where something was.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How far the number lies inside the bounds; below 0, how far outside.</summary>
    public double Margin => Math.Min(Measured - Lower, Upper - Measured);

    /// <summary>What follows.</summary>
    public Reproduction Verdict => !double.IsFinite(Measured) || !(Math.Abs(Margin) >= Uncertainty) ? Reproduction.CannotBeTold
        : Margin >= 0 ? Reproduction.Reproduced
        : Reproduction.Differs;

    /// <summary>A number that should equal another one within a distance that counts as equal.</summary>
    public static Claim Near(string name, string statement, double measured, double expected, double within, double uncertainty = 0) =>
        Checked(new(name, statement, measured, expected - within, expected + within, uncertainty));

    /// <summary>A number that should not lie below another one.</summary>
    public static Claim AtLeast(string name, string statement, double measured, double least, double uncertainty = 0) =>
        Checked(new(name, statement, measured, least, double.PositiveInfinity, uncertainty));

    /// <summary>A number that should not lie above another one.</summary>
    public static Claim AtMost(string name, string statement, double measured, double most, double uncertainty = 0) =>
        Checked(new(name, statement, measured, double.NegativeInfinity, most, uncertainty));

    /// <summary>A statement of which nothing could be measured.</summary>
    public static Claim Open(string name, string statement, string reason) =>
        new(name, statement, double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0) { Reason = reason };

    /// <summary>The finding as a sentence.</summary>
    public string Sentence()
    {
        string verdict = Verdict switch { Reproduction.Reproduced => "Reproduced", Reproduction.Differs => "Differs", _ => "Cannot be told" };
        if (!double.IsFinite(Measured))
        {
            return $"{verdict}. {Statement} {(Reason.Length > 0 ? Reason : "No finite number was measured.")}";
        }
        CultureInfo plain = CultureInfo.InvariantCulture;
        string bounds = double.IsInfinity(Lower) ? $"at most {Upper.ToString("G4", plain)}"
            : double.IsInfinity(Upper) ? $"at least {Lower.ToString("G4", plain)}"
            : Lower == Upper ? $"{Lower.ToString("G4", plain)}"
            : $"{Lower.ToString("G4", plain)} to {Upper.ToString("G4", plain)}";
        string uncertain = Uncertainty > 0 ? $" ± {Uncertainty.ToString("G2", plain)}" : "";
        return $"{verdict}. {Statement} Measured {Measured.ToString("G4", plain)}{uncertain}, claimed {bounds}; margin {Margin.ToString("G2", plain)}.";
    }

    private static Claim Checked(Claim claim) => double.IsNaN(claim.Lower) || double.IsNaN(claim.Upper) || claim.Lower > claim.Upper || !(claim.Uncertainty >= 0)
        ? throw new ArgumentException($"Claim '{claim.Name}' has bounds {claim.Lower} to {claim.Upper} and uncertainty {claim.Uncertainty}; expected numbers in order and an uncertainty from 0 on.", nameof(claim))
        : claim;
}
