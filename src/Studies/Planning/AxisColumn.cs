using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>The values of an axis, kept as text, as they appear in tables and JSON: numbers where they are numbers.</summary>
public static class AxisColumn
{
    /// <summary>A number, a text, or null where the axis does not apply.</summary>
    public static object? ValueOf(string text) => string.IsNullOrEmpty(text) ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : text;

    /// <summary>The text of such a value.</summary>
    public static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>A column of them: numbers if all are, and text otherwise; depth is always text, for it may be infinite.</summary>
    public static Column Of(string name, ImmutableArray<string> texts) => name != "depth" && texts.All(text => ValueOf(text) is null or double)
        ? new Column<double>(name, [.. texts.Select(text => ValueOf(text) as double? ?? double.NaN)])
        : new Column<string>(name, texts);
}
