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
            [.. report.Outline.AxisNames, "return code", "time", "loss", "gap rank", "margin", "known rank", "limiting rank", "held-out error", "stages", "end is", "rate", "seconds"],
            report.Outline.Rows.Zip(report.Records, Row));
        StringBuilder text = new(table);
        foreach ((PlanRow row, RunRecord? record) in report.Outline.Rows.Zip(report.Records))
        {
            if (record is not null && !RunOutcome.IsFinished(record.ReturnCode))
            {
                text.Append(CultureInfo.InvariantCulture, $"{row.Key}: {record.Sentence}\n");
            }
            if (record?["invariants"] is "broken")
            {
                text.Append(CultureInfo.InvariantCulture, $"{row.Key}: {record["invariants-reason"]}\n");
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
        Verdict(record, "gap-rank"),
        Number(record, "gap-rank-margin", "F2"),
        Number(record, "target-rank", "G4"),
        Verdict(record, "limiting-rank"),
        Number(record, "held-out-relative-rmse", "G3"),
        Verdict(record, "stages"),
        record?["stationary-point"] as string ?? "-",
        Rate(record),
        record?.Seconds.ToString("F1", CultureInfo.InvariantCulture) ?? "-",
    ];

    // A run that came to its end without a verdict has one: undecided.
    private static string Verdict(RunRecord? record, string column) =>
        record is not null && RunOutcome.IsFinished(record.ReturnCode) && record[column] is not double ? "undecided" : Number(record, column, "G4");

    private static string Rate(RunRecord? record) => record?["rate-law"] switch
    {
        "exponential" => $"exponential {Number(record, "rate", "G3")}",
        "power-law" => $"power {Number(record, "rate", "G3")}",
        string law => law,
        _ => "-",
    };

    private static string Number(RunRecord? record, string column, string format) => record?[column] switch
    {
        double.PositiveInfinity => "inf",
        double value when !double.IsNaN(value) => value.ToString(format, CultureInfo.InvariantCulture),
        _ => "-",
    };
}
