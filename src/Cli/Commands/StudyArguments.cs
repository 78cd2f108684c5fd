using System.CommandLine;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>What every command takes that reads a study file.</summary>
internal sealed class StudyArguments
{
    private readonly Argument<string> file = new("STUDY") { Description = "The study file (.yaml)." };

    private readonly Option<string[]> overrides = new("--set")
    {
        Description = "Replaces a value of the study, as in --set flow.depth=3 or --set until.time=1e5, by any unambiguous path; may be repeated.",
        HelpName = "PATH=VALUE",
    };

    public StudyArguments(Command command)
    {
        command.Add(file);
        command.Add(overrides);
    }

    public string File(ParseResult parsed) => parsed.GetRequiredValue(file);

    /// <summary>The arguments as they would be typed again.</summary>
    public string Again(ParseResult parsed) =>
        string.Concat([File(parsed), .. (parsed.GetValue(overrides) ?? []).Select(value => $" --set '{value}'")]);

    public Study Read(ParseResult parsed) => StudyFile.Read(File(parsed), parsed.GetValue(overrides) ?? []);
}
