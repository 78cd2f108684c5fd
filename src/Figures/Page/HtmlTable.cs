using System.Globalization;
using System.Net;
using System.Text;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>Writes a frame as an HTML table: numbers to the right and rounded, everything escaped, long tables cut.</summary>
internal static class HtmlTable
{
    private const int MostRows = 200;

    public static void AppendTable(this StringBuilder html, ReportTable table)
    {
        DataFrame frame = table.Frame;
        int shown = Math.Min(frame.RowCount, MostRows);
        string note = shown < frame.RowCount
            ? $"The first {shown.ToString(CultureInfo.InvariantCulture)} of {frame.RowCount.ToString(CultureInfo.InvariantCulture)} rows; all of them, in full precision, in"
            : "In full precision in";
        html.Append("<section>\n<h2>").Append(Escape(table.Title)).Append("</h2>\n")
            .Append("<p class=\"caption\">").Append(note).Append(" <code>").Append(Escape(table.File)).Append("</code>.</p>\n")
            .Append("<div class=\"wide\"><table>\n<thead><tr>");
        foreach (Column column in frame.Columns)
        {
            string unit = string.IsNullOrEmpty(column.Unit) ? "" : $" ({column.Unit})";
            html.Append("<th").Append(Alignment(column)).Append('>').Append(Escape(column.Name + unit)).Append("</th>");
        }
        html.Append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < shown; row++)
        {
            html.Append("<tr>");
            foreach (Column column in frame.Columns)
            {
                html.Append("<td").Append(Alignment(column)).Append('>').Append(Escape(Text(column, row))).Append("</td>");
            }
            html.Append("</tr>\n");
        }
        html.Append("</tbody>\n</table></div>\n</section>\n");
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Alignment(Column column) => column is Column<string> or Column<string?> ? "" : " class=\"number\"";

    private static string Text(Column column, int row) =>
        column.ValueAt(row) is double x && double.IsFinite(x) ? x.ToString("G6", CultureInfo.InvariantCulture) : column.TextAt(row);
}
