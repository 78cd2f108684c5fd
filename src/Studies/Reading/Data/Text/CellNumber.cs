using System.Globalization;
using System.Text.RegularExpressions;

namespace DlnDynamics.Studies;

/// <summary>The number in a cell of a table.</summary>
internal static partial class CellNumber
{
    private static readonly HashSet<string> MissingWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "NA", "N/A", "#N/A", "#NA", "#NV", "<NA>", "null", "#NULL!", "#VALUE!", "#DIV/0!", "none", "nil", "missing", "-", "--", "–", "—", ".", "..", "?", "\\N",
    };

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
            _ when CommaAdvice(cell) is { } advice => $"expected a number, found \"{shown}\"; {advice}.",
            _ => $"expected a number, found the text \"{shown}\"" + (MissingAdvice(cell, missing) is { } advice ? $"; {advice}." : "."),
        };
        return double.NaN;
    }

    /// <summary>What to do with a text that other programs write for a missing entry; null for another text.</summary>
    public static string? MissingAdvice(string cell, MissingRule missing) =>
        !MissingWords.Contains(cell) ? null
        : missing == MissingRule.Nothing ? "if that means a missing entry, here every entry must be a number"
        : $"if that means a missing entry, write what counts as missing here: {missing.Description} (missing: {{ value: x }} states a number)";

    /// <summary>Whether a cell can be read as a number.</summary>
    public static bool Is(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>A text of a file as a sentence can quote it: short, and without control characters.</summary>
    public static string Shown(string text)
    {
        const int Longest = 60;
        string start = text.Length > Longest ? text[..Longest] + "…" : text;
        return start.Any(char.IsControl) ? string.Concat(start.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) : start;
    }

    // A comma before three digits may part thousands or begin a fraction, and only who wrote it knows.
    private static string? CommaAdvice(string cell)
    {
        if (cell.Length >= 100)
        {
            return null;
        }
        bool isDecimal = DecimalComma().IsMatch(cell);
        string whole = cell.Replace(",", "", StringComparison.Ordinal), pointed = cell.Replace(',', '.');
        return !Thousands().IsMatch(cell) ? isDecimal ? $"write a decimal point: {pointed}" : null
            : isDecimal ? $"the comma may part thousands or be a decimal one: write {whole} or {Shorter(pointed)}"
            : $"write it without commas that part thousands: {whole}";
    }

    private static string Shorter(string fraction) => fraction.TrimEnd('0') is [.., not '.'] shorter ? shorter : fraction.TrimEnd('0') + "0";

    [GeneratedRegex(@"^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"^[-+]?\d+,\d+([eE][-+]?\d+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DecimalComma();
}
