using System.Diagnostics;
using DlnDynamics.Studies.Tests;

namespace DlnDynamics.Cli.Tests;

public sealed class DlnProcess : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Whole => Path.Combine(folder.Path, "whole");

    private string Parts => Path.Combine(folder.Path, "parts");

    private string Runs => Path.Combine(Parts, "runs");

    private string[] Arguments(string target) => ["run", SampleStudy.In(folder), "--set", "depth=2..9", "--quiet", "--jobs", "2", "--out", target];

    [Fact]
    public async Task Killed_is_resumed_to_the_bytes_of_an_undisturbed_one()
    {
        using Process process = await InTheMiddleOfAStudy();
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(Path.Combine(Parts, "tables")));
        ResumesToTheSameBytes();
    }

    [Fact]
    public async Task Asked_to_stop_ends_with_3_keeps_what_is_finished_and_is_resumed()
    {
        using Process process = await InTheMiddleOfAStudy();
        using Process signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, process.ExitCode);
        Assert.Contains("Stopping at the next accepted step", error, StringComparison.Ordinal);
        Assert.Contains("The same command goes on", error, StringComparison.Ordinal);
        ResumesToTheSameBytes();
    }

    private async Task<Process> InTheMiddleOfAStudy()
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fake-dln.dll"), .. Arguments(Parts)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["FAKE_DLN_DELAY"] = "200";
        Process process = Process.Start(start)!;
        while (!process.HasExited && (!Directory.Exists(Runs) || Directory.GetDirectories(Runs).Length < 3))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        return process;
    }

    private void ResumesToTheSameBytes()
    {
        Assert.InRange(Directory.GetDirectories(Runs).Length, 3, 7);
        Assert.Equal(0, CommandLine.Run(Arguments(Parts)).ExitCode);
        Assert.Equal(0, CommandLine.Run(Arguments(Whole)).ExitCode);
        Assert.Equal(FolderContents.Reproducible(Whole), FolderContents.Reproducible(Parts));
    }
}
