using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>What marks a missing entry in a matrix file.</summary>
/// <param name="AcceptsBlank">An empty cell, NA or NaN is missing.</param>
/// <param name="AcceptsNaN">NaN is missing.</param>
/// <param name="Number">This number is missing.</param>
internal sealed record MissingRule(bool AcceptsBlank, bool AcceptsNaN, double? Number)
{
    public static MissingRule Blank { get; } = new(true, true, null);

    public static MissingRule NaN { get; } = new(false, true, null);

    /// <summary>Nothing may be missing: masks, starts and layers.</summary>
    public static MissingRule Nothing { get; } = new(false, false, null);

    public static MissingRule Value(double number) => new(false, false, number);

    /// <summary>What counts as missing, as a sentence names it.</summary>
    public string Description => Number is { } number ? number.ToString("G", CultureInfo.InvariantCulture) : AcceptsBlank ? "a blank cell, NA or NaN" : "NaN";

    public bool Marks(double value) => AcceptsNaN && double.IsNaN(value) || value == Number;

    public bool Marks(string cell) =>
        (AcceptsBlank && cell is "" or "NA")
        || (AcceptsNaN && cell.Equals("nan", StringComparison.OrdinalIgnoreCase))
        || (Number is { } number && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value == number);
}
