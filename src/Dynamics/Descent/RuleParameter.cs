using System.Globalization;

namespace DlnDynamics.Dynamics;

/// <summary>What the parameters of an update rule must be.</summary>
internal static class RuleParameter
{
    public static double Rate(double value) => Positive(value, "learning rate", "0.01");

    public static double Floor(double value) => Positive(value, "number added to the root", "1e-4");

    public static double Fraction(double value, string what) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"The {what} is {value}; it must be at least 0 and below 1, for example 0.9."));

    private static double Positive(double value, string what, string example) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"The {what} is {value}; it must be positive and finite, for example {example}."));
}
