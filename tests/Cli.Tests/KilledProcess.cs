using System.Diagnostics;
using DlnDynamics.Studies.Tests;

namespace DlnDynamics.Cli.Tests;

public sealed class KilledProcess : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Is_resumed_to_the_bytes_of_an_undisturbed_one()
    {
        string study = SampleStudy.In(folder);
        string[] arguments = ["run", study, "--set", "depth=2..9", "--quiet", "--jobs", "2", "--out"];
        string whole = Path.Combine(folder.Path, "whole"), killed = Path.Combine(folder.Path, "killed");
        Assert.Equal(0, CommandLine.Run([.. arguments, whole]).ExitCode);

        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fake-dln.dll"), .. arguments, killed]);
        start.Environment["FAKE_DLN_DELAY"] = "100";
        using Process process = Process.Start(start)!;
        string runs = Path.Combine(killed, "runs");
        while (!process.HasExited && (!Directory.Exists(runs) || Directory.GetDirectories(runs).Length < 3))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.InRange(Directory.GetDirectories(runs).Length, 3, 7);
        Assert.False(Directory.Exists(Path.Combine(killed, "tables")));

        Assert.Equal(0, CommandLine.Run([.. arguments, killed]).ExitCode);
        Assert.Equal(FolderContents.Reproducible(whole), FolderContents.Reproducible(killed));
    }
}
