using System.CommandLine;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>dln new: a commented study file to start from.</summary>
internal sealed class NewCommand : Command
{
    private readonly Argument<string> name = new("NAME") { Description = "Name of the study: letters, digits, - and _." };

    public NewCommand(Terminal terminal)
        : base("new",
            """
            Writes NAME.yaml, a commented study file that runs as it is. Never overwrites a file.

            Example:
              dln new first && dln run first.yaml
            """)
    {
        Add(name);
        SetAction(parsed =>
        {
            string study = parsed.GetRequiredValue(name);
            string file = study + ".yaml";
            if (!StudyFile.IsName(study))
            {
                terminal.Error.WriteLine($"expected a name of letters, digits, - and _, found \"{study}\".");
                return ExitCode.BadInput;
            }
            if (File.Exists(file))
            {
                terminal.Error.WriteLine($"{file} exists already and is left as it is; choose another name.");
                return ExitCode.BadInput;
            }
            File.WriteAllText(file, StudyTemplate.Of(study));
            terminal.Output.WriteLine($"{file} is written; run it with: dln run {file}");
            return ExitCode.Done;
        });
    }
}
