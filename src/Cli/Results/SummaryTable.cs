using System.Globalization;
using System.Text;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>What a study found, a line a run.</summary>
internal static class SummaryTable
{
    public static string Write(StudyReport report)
    {
        string table = TextTable.Write(
            [.. report.Outline.AxisNames, "return code", "time", "loss", "gap rank", "margin", "known rank", "limiting rank", "held-out relative RMSE", "seconds"],
            report.Outline.Rows.Zip(report.Records, Row));
        StringBuilder text = new(table);
        foreach ((PlanRow row, RunRecord? record) in report.Outline.Rows.Zip(report.Records))
        {
            if (record is not null && !RunOutcome.IsFinished(record.ReturnCode))
            {
                text.Append(CultureInfo.InvariantCulture, $"{row.Key}: {record.Sentence}\n");
            }
        }
        return text.ToString();
    }

    private static string[] Row(PlanRow row, RunRecord? record) =>
    [
        .. row.AxisValues,
        record?.ReturnCode ?? RunOutcome.NotRun,
        Number(record, "time", "G4"),
        Number(record, "loss", "G4"),
        Number(record, "gap-rank", "G4"),
        Number(record, "gap-rank-margin", "F2"),
        Number(record, "target-rank", "G4"),
        record is not null && RunOutcome.IsFinished(record.ReturnCode) && record["limiting-rank"] is not double ? "undecided" : Number(record, "limiting-rank", "G4"),
        Number(record, "held-out-relative-rmse", "G3"),
        record?.Seconds.ToString("F1", CultureInfo.InvariantCulture) ?? "-",
    ];

    private static string Number(RunRecord? record, string column, string format) =>
        record?[column] is double value && !double.IsNaN(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
