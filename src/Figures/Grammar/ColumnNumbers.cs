using System.Globalization;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>Reads any numeric column as doubles.</summary>
internal static class ColumnNumbers
{
    /// <summary>The number in a row; NaN where there is none.</summary>
    public static double NumberAt(this Column column, int row) => column.ValueAt(row) switch
    {
        null => double.NaN,
        double x => x,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x : double.NaN,
        IConvertible value => value.ToDouble(CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    /// <summary>The number to six significant digits: more than a plot shows, and a third of the bytes.</summary>
    public static double ToPlotPrecision(this double x) =>
        double.Parse(x.ToString("G6", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
