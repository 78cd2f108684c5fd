using System.CommandLine;
using System.Globalization;
using System.Text;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>dln plan: what would be run.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Option<bool> json = new("--json") { Description = "Prints an array, one object a run." };

    public PlanCommand(Terminal terminal)
        : base("plan",
            """
            Shows what would be run: one row a run, with its key, the size of its state and a rough duration from a cost model. Runs and writes nothing.

            Examples:
              dln plan cities.yaml
              dln plan cities.yaml --set depth=[2..8] --json
            """)
    {
        StudyArguments arguments = new(this);
        Add(json);
        SetAction(parsed =>
        {
            Study study = arguments.Read(parsed);
            PlanOutline plan = RunPlan.Of(study).Outline;
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Encoding.UTF8.GetString(JsonText.Write(writer => PlanJson.WriteRows(writer, plan))));
                return ExitCode.Done;
            }
            foreach (string note in study.Notes)
            {
                terminal.Error.WriteLine(note);
            }
            terminal.Output.Write(TextTable.Write(
                ["key", .. plan.AxisNames, "dimension", "estimated-seconds"],
                plan.Rows.Select(row => (string[])
                [
                    row.Key, .. row.AxisValues, row.Dimension.ToString(CultureInfo.InvariantCulture), row.EstimatedSeconds.ToString("G2", CultureInfo.InvariantCulture),
                ])));
            return ExitCode.Done;
        });
    }
}
