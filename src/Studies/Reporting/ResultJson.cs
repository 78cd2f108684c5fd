using System.Text.Json;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>What dln run --json prints: the study, its folder, and the columns of runs.csv for each run.</summary>
public static class ResultJson
{
    /// <summary>The document, UTF-8.</summary>
    public static byte[] Write(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonText.Write(json => WriteDocument(json, report));
    }

    private static void WriteDocument(Utf8JsonWriter json, StudyReport report)
    {
        json.WriteStartObject();
        json.WriteString("study", report.Outline.Study);
        json.WriteString("folder", report.Folder);
        json.WriteStartArray("runs");
        for (int row = 0; row < report.Tables.Runs.RowCount; row++)
        {
            json.WriteStartObject();
            foreach (Column column in report.Tables.Runs.Columns)
            {
                json.WritePropertyName(column.Name);
                object? value = column.ValueAt(row);
                JsonText.WriteValue(json, value as string == "" ? null : column.Name == "depth" ? AxisColumn.ValueOf(column.TextAt(row)) : value);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
