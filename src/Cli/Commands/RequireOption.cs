using System.Collections.Immutable;
using System.CommandLine;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>--require: what every run has to show, so that a study can serve as a test.</summary>
internal sealed class RequireOption
{
    private readonly Option<string[]> option = new("--require")
    {
        Description = "What every run has to show, as in --require gap-rank=4, --require 'loss<=1e-8' or --require limiting-rank=undecided; else exit code 1. May be repeated.",
        HelpName = "COLUMN=VALUE",
    };

    public RequireOption(Command command) => command.Add(option);

    /// <summary>The requirements, before anything is run.</summary>
    /// <exception cref="StudyException">One of them is not well formed, or names no column.</exception>
    public ImmutableArray<Requirement> Read(ParseResult parsed, ImmutableArray<string> axes) =>
        [.. (parsed.GetValue(option) ?? []).Select(text => Requirement.Parse(text, axes))];

    /// <summary>The exit code of a report, after a sentence for every run that does not show what it has to.</summary>
    public static int Judge(ImmutableArray<Requirement> requirements, StudyReport report, Terminal terminal, int otherwise)
    {
        ImmutableArray<string> violations = [.. requirements.SelectMany(requirement => requirement.Violations(report))];
        foreach (string violation in violations)
        {
            terminal.Error.WriteLine(violation);
        }
        return violations.IsEmpty ? otherwise : ExitCode.Unfinished;
    }
}
