using System.CommandLine;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>dln check: is the study valid, and do the derivatives of its losses hold on its data.</summary>
internal sealed class CheckCommand : Command
{
    public CheckCommand(Func<RunSettings, (bool Holds, string Sentence)> inspect, Terminal terminal)
        : base("check",
            """
            Lists every error of a study file and its data at once, with line and column; then tests the derivatives of each loss on the actual data.

            Example:
              dln check cities.yaml
            """)
    {
        StudyArguments arguments = new(this);
        SetAction(parsed =>
        {
            Study study = arguments.Read(parsed);
            foreach (string note in study.Notes)
            {
                terminal.Output.WriteLine(note);
            }
            // One test a problem: depth and start do not change the loss.
            (bool Holds, string Sentence)[] verdicts =
                [.. study.Runs.Select(run => run.Settings).DistinctBy(settings => settings.Problem).Select(inspect).Distinct()];
            foreach ((_, string sentence) in verdicts)
            {
                terminal.Output.WriteLine(sentence);
            }
            bool holds = verdicts.All(verdict => verdict.Holds);
            terminal.Output.WriteLine($"{arguments.File(parsed)}: {study.Runs.Length} {(study.Runs.Length == 1 ? "run" : "runs")}, {(holds ? "no errors" : "the loss is wrong")}.");
            return holds ? ExitCode.Done : ExitCode.Unfinished;
        });
    }
}
