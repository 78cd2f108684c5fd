using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.WorkPrecision;

/// <summary>The comparison of the automatic method in a few sentences.</summary>
internal static class AutoSummary
{
    // What the automatic method may need of the best single method's work.
    private const double Permitted = 1.5;

    /// <summary>The worst ratios, how many exceed what is permitted, and where there was no answer.</summary>
    public static ImmutableArray<string> Of(IReadOnlyCollection<AutoComparison> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            return ["The automatic method was not among the methods: nothing to compare."];
        }
        return
        [
            Worst("equal accuracy", rows, row => row.EqualAccuracy),
            Worst("equal tolerance", rows, row => row.EqualTolerance),
            Listed("did not reach the end", "always reached the end", rows.Where(row => !row.Auto.IsFinished)),
            Listed("erred by more than 100 tolerances", "never erred by more than 100 tolerances", rows.Where(row => row.Auto.IsFinished && !row.Auto.IsRight)),
        ];
    }

    private static string Worst(string at, IReadOnlyCollection<AutoComparison> rows, Func<AutoComparison, (string Method, double Ratio)> value)
    {
        AutoComparison[] compared = [.. rows.Where(row => !double.IsNaN(value(row).Ratio))];
        if (compared.Length == 0)
        {
            return $"At {at} there is no single method to compare with.";
        }
        AutoComparison worst = compared.MaxBy(row => value(row).Ratio)!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"At {at}, auto needs at worst {value(worst).Ratio:F2} × the work of the best single method ({value(worst).Method}): on {worst.Auto.Problem} at tolerance {worst.Auto.Tolerance:0e+0}; more than {Permitted} × in {compared.Count(row => value(row).Ratio > Permitted)} of {compared.Length} comparisons.");
    }

    private static string Listed(string what, string nowhere, IEnumerable<AutoComparison> rows)
    {
        string[] places = [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Auto.Problem} at {row.Auto.Tolerance:0e+0} ({row.Auto.ReturnCode})"))];
        return places.Length == 0 ? $"Auto {nowhere}." : $"Auto {what} in {places.Length}: {string.Join(", ", places)}.";
    }
}
