using System.Diagnostics;

namespace DlnDynamics.Architecture.Tests;

/// <summary>A script of experiments/, compiled beside these tests, as a process.</summary>
internal static class Script
{
    public static (int ExitCode, string Output, string Error) Run(string name, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, name + ".dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
