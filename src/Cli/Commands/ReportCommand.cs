using System.Collections.Immutable;
using System.CommandLine;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>dln report: tables, figures and page again, without integrating.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "A results folder." };
    private readonly RequireOption require;

    public ReportCommand(Terminal terminal)
        : base("report",
            """
            Makes tables, figures and report.html again from what is stored in a results folder, without integrating. Runs that are not stored yet say so.

            Examples:
              dln report results/cities
              dln report results/cities --require gap-rank=4
            """)
    {
        Add(folder);
        require = new(this);
        SetAction(parsed =>
        {
            FolderStore store = new(Path.GetFullPath(parsed.GetRequiredValue(folder)));
            StudyReport report = StudyReport.Of(store);
            ImmutableArray<Requirement> requirements = require.Read(parsed, report.Outline.AxisNames);
            report.Write(store);
            terminal.Output.Write(SummaryTable.Write(report));
            terminal.Output.WriteLine($"report: {Path.GetRelativePath(Directory.GetCurrentDirectory(), report.Page)}");
            return RequireOption.Judge(requirements, report, terminal, ExitCode.Done);
        });
    }
}
