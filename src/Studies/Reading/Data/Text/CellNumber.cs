using System.Globalization;
using System.Text.RegularExpressions;

namespace DlnDynamics.Studies;

/// <summary>The number in a cell of a table.</summary>
internal static partial class CellNumber
{
    /// <summary>The number, NaN where it is missing; a sentence where the cell is neither.</summary>
    public static double Of(string cell, MissingRule missing, out string? wrong)
    {
        wrong = null;
        if (missing.Marks(cell))
        {
            return double.NaN;
        }
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value;
        }
        string shown = Shown(cell), remedy = missing == MissingRule.Nothing ? "here every entry must be a number" : "state missing: blank if that means a missing entry";
        wrong = cell switch
        {
            "" => $"this cell is blank; {remedy}.",
            _ when double.IsNaN(value) || cell is "NA" => $"expected a number, found \"{shown}\"; {remedy}.",
            _ when double.IsInfinity(value) => $"expected a finite number, found \"{shown}\", which overflows double precision (largest: 1.8e308).",
            _ when cell.Length < 100 && DecimalComma().IsMatch(cell) => $"expected a number, found \"{shown}\"; write a decimal point: {cell.Replace(',', '.')}.",
            _ => $"expected a number, found the text \"{shown}\".",
        };
        return double.NaN;
    }

    /// <summary>Whether a cell can be read as a number.</summary>
    public static bool Is(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>A text of a file as a sentence can quote it: short, and without control characters.</summary>
    public static string Shown(string text)
    {
        const int Longest = 60;
        string start = text.Length > Longest ? text[..Longest] + "…" : text;
        return start.Any(char.IsControl) ? string.Concat(start.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) : start;
    }

    [GeneratedRegex(@"^[-+]?\d+,\d+([eE][-+]?\d+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DecimalComma();
}
