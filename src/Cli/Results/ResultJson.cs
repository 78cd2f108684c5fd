using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>What dln run --json prints: the study, its folder, and the columns of runs.csv for each run.</summary>
internal static class ResultJson
{
    public static byte[] Write(StudyReport report) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("study", report.Outline.Study);
        json.WriteString("folder", report.Folder);
        json.WriteStartArray("runs");
        for (int row = 0; row < report.Tables.Runs.RowCount; row++)
        {
            json.WriteStartObject();
            foreach (var column in report.Tables.Runs.Columns)
            {
                json.WritePropertyName(column.Name);
                object? value = column.ValueAt(row);
                JsonText.WriteValue(json, value as string == "" ? null : column.Name == "depth" ? AxisColumn.ValueOf(column.TextAt(row)) : value);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
