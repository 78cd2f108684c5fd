using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>dln run: study file to results folder.</summary>
internal sealed class RunCommand : Command
{
    private readonly Option<string?> folder = new("--out") { Description = "Results folder; default results/<study> under the current folder.", HelpName = "DIR" };
    private readonly Option<int> jobs = new("--jobs") { Description = "Runs at a time; default: the number of processors.", HelpName = "N" };
    private readonly Option<bool> json = new("--json") { Description = "Prints one JSON document instead of a table." };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Shows no progress." };
    private readonly StudyArguments arguments;
    private readonly RequireOption require;
    private readonly IRunner runner;
    private readonly Terminal terminal;
    private readonly CancellationToken cancellation;

    public RunCommand(IRunner runner, Terminal terminal, CancellationToken cancellation)
        : base("run",
            """
            Runs what is not yet in the results folder, then writes tables, figures and report.html there. Run again, it resumes; run complete, it writes nothing.

            Examples:
              dln run experiments/cities.yaml
              dln run cities.yaml --set depth=[2,3] --set until.time=1e4 --out /tmp/try
              dln run cities.yaml --json --quiet > cities.json
              dln run cities.yaml --require gap-rank=4 --require 'held-out-relative-rmse<=0.05'

            Exit codes: 0 done, 1 some runs failed, stopped unfinished or do not show what --require asks, 2 bad input, 3 cancelled, 4 a fault of dln.
            """)
    {
        this.runner = runner;
        this.terminal = terminal;
        this.cancellation = cancellation;
        arguments = new(this);
        require = new(this);
        Add(folder);
        Add(jobs);
        Add(json);
        Add(quiet);
        jobs.DefaultValueFactory = _ => Environment.ProcessorCount;
        jobs.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int count) || count < 1))
            {
                result.AddError($"--jobs: expected a whole number ≥ 1, found \"{result.Tokens[0].Value}\".");
            }
        });
        SetAction(Execute);
    }

    private int Execute(ParseResult parsed)
    {
        Study study = arguments.Read(parsed);
        ImmutableArray<Requirement> requirements = require.Read(parsed, RunPlan.Of(study).Outline.AxisNames);
        string target = parsed.GetValue(folder) ?? Path.Combine("results", study.Name);
        if (File.Exists(target))
        {
            terminal.Error.WriteLine($"--out: expected a folder, and {target} is a file.");
            return ExitCode.BadInput;
        }
        bool isResults = File.Exists(Path.Combine(target, "plan.json"));
        if (!isResults && Path.GetFullPath(arguments.File(parsed)) == Path.GetFullPath(Path.Combine(target, "study.yaml")))
        {
            terminal.Error.WriteLine($"--out: {target} holds the study file itself as study.yaml, which results would replace; choose another folder.");
            return ExitCode.BadInput;
        }
        bool isQuiet = parsed.GetValue(quiet);
        if (!isQuiet)
        {
            Notes(study);
        }
        IProgressDisplay display = isQuiet ? new NoProgress() : terminal.ErrorIsTerminal ? new BarProgress(terminal.Error) : new LineProgress(terminal.Error);
        StudyReport? report = display.During(() => new StudyPipeline(runner).Run(study, target, parsed.GetValue(jobs), display, cancellation));
        if (report is null)
        {
            terminal.Error.WriteLine($"Cancelled; what was done is kept in {target}. The same command goes on: dln run {arguments.Again(parsed)}{(parsed.GetValue(folder) is { } given ? $" --out {given}" : "")}");
            return ExitCode.Cancelled;
        }
        if (parsed.GetValue(json))
        {
            terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(report)));
        }
        else
        {
            terminal.Output.Write(SummaryTable.Write(report));
            terminal.Output.WriteLine($"report: {Path.GetRelativePath(Directory.GetCurrentDirectory(), report.Page)}");
        }
        return RequireOption.Judge(requirements, report, terminal, report.IsFinished ? ExitCode.Done : ExitCode.Unfinished);
    }

    private void Notes(Study study)
    {
        foreach (string note in study.Notes)
        {
            terminal.Error.WriteLine(note);
        }
    }
}
