using System.CommandLine;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>dln report: tables, figures and page again, without integrating.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string> folder = new("DIR") { Description = "A results folder." };

    public ReportCommand(Terminal terminal)
        : base("report",
            """
            Makes tables, figures and report.html again from what is stored in a results folder, without integrating. Runs that are not stored yet say so.

            Example:
              dln report results/cities
            """)
    {
        Add(folder);
        SetAction(parsed =>
        {
            FolderStore store = new(Path.GetFullPath(parsed.GetRequiredValue(folder)));
            StudyReport report = StudyReport.Of(store);
            report.Write(store);
            terminal.Output.Write(SummaryTable.Write(report));
            terminal.Output.WriteLine($"report: {Path.GetRelativePath(Directory.GetCurrentDirectory(), report.Page)}");
            return ExitCode.Done;
        });
    }
}
