using System.Text;
using DlnDynamics.Analysis;

namespace DlnDynamics.WorkPrecision;

/// <summary>A frame as comma-separated text; texts with commas are quoted.</summary>
internal static class CsvText
{
    /// <summary>The text, a header first.</summary>
    public static string Of(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        StringBuilder text = new();
        for (int row = -1; row < frame.RowCount; row++)
        {
            text.AppendJoin(',', frame.Columns.Select(column => Quoted(row < 0 ? column.Name : column.TextAt(row)))).Append('\n');
        }
        return text.ToString();
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
