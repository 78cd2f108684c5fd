using DlnDynamics.FakeDln;

namespace DlnDynamics.Cli.Tests;

/// <summary>The program inside the test: arguments in; exit code and both streams out.</summary>
public sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static CommandLine Run(FakeRunner runner, CancellationToken cancellation, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        Terminal terminal = new(output, TextWriter.Synchronized(error), ErrorIsTerminal: false);
        int code = new Application(runner, _ => (true, "The derivatives hold."), terminal, cancellation).Run(arguments);
        return new(code, output.ToString(), error.ToString());
    }

    public static CommandLine Run(params string[] arguments) => Run(new FakeRunner(), CancellationToken.None, arguments);
}
