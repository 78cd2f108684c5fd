using System.CommandLine;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>The command line without the process around it: arguments and streams in, exit code out.</summary>
/// <param name="runner">Carries out one run.</param>
/// <param name="inspect">Tests the derivatives of a run's loss on its data: whether they hold, and a sentence.</param>
/// <param name="terminal">The streams.</param>
/// <param name="cancellation">Set by the first Ctrl-C.</param>
public sealed class Application(
    IRunner runner, Func<RunSettings, (bool Holds, string Sentence)> inspect, Terminal terminal, CancellationToken cancellation)
{
    /// <summary>Parses and carries out one command.</summary>
    public int Run(IReadOnlyList<string> arguments)
    {
        RootCommand root = new(
            """
            Integrates gradient flows of deep linear networks: where they go, how fast, and with what rank they arrive.

            A first study, in three commands:
              dln new first
              dln run first.yaml
              xdg-open results/first/report.html
            """)
        {
            new RunCommand(runner, terminal, cancellation),
            new PlanCommand(terminal),
            new CheckCommand(inspect, terminal),
            new ReportCommand(terminal),
            new GeometryCommand(terminal),
            new NewCommand(terminal),
        };
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            {
                terminal.Error.WriteLine(error.Message);
            }
            terminal.Error.WriteLine("`dln --help` lists the commands, `dln COMMAND --help` what a command takes.");
            return ExitCode.BadInput;
        }
        return Guard(() => parsed.Invoke(new() { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false }));
    }

    private int Guard(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (StudyException exception)
        {
            foreach (StudyError error in exception.Errors)
            {
                terminal.Error.WriteLine(error);
            }
            return ExitCode.BadInput;
        }
        catch (FolderInUseException exception)
        {
            terminal.Error.WriteLine(exception.Message);
            return ExitCode.BadInput;
        }
#pragma warning disable CA1031 // the last place where a fault can become a plain sentence
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Two runs can meet a full disk at once: then it is still the disk.
            Exception cause = exception is AggregateException several && several.InnerExceptions.DistinctBy(one => one.GetType()).Count() == 1
                ? several.InnerExceptions[0]
                : exception;
            if (cause is IOException or UnauthorizedAccessException)
            {
                terminal.Error.WriteLine($"A file cannot be read or written: {cause.Message}");
                return ExitCode.Unfinished;
            }
            string log = Path.Combine(Path.GetTempPath(), $"dln-fault-{Guid.NewGuid():N}.log");
            File.WriteAllText(log, $"dln {Manifest.Version}\n{exception}\n");
            terminal.Error.WriteLine($"This is a fault of dln, not of your input: {cause.Message} The details are in {log}; please report them.");
            return ExitCode.Fault;
        }
    }
}
