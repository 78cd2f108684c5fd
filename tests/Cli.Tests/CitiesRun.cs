using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using DlnDynamics.Studies.Tests;

namespace DlnDynamics.Cli.Tests;

/// <summary>The main job itself, by the real program: experiments/cities.yaml, whole and in short.</summary>
public sealed class CitiesRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Finds_the_known_rank_at_every_depth_and_writes_nothing_a_second_time()
    {
        string output = Path.Combine(folder.Path, "cities");
        string[] arguments = ["run", Path.Combine(Repository, "experiments", "cities.yaml"), "--out", output, "--quiet"];
        (int code, string table) = await Dln(arguments);
        Assert.Equal(0, code);
        string[] lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(["gap rank", "margin", "known rank", "limiting rank", "held-out error", "stages", "end is"], title => Assert.Contains(title, lines[0], StringComparison.Ordinal));

        Dictionary<string, string>[] runs = Rows(Path.Combine(output, "tables", "runs.csv"));
        Assert.Equal(["2", "3", "5", "infinite"], runs.Select(run => run["depth"]));
        Assert.All(runs, run => Assert.Equal(("reached-end", "4", "4"), (run["return-code"], run["gap-rank"], run["target-rank"])));

        // The gap opens and the held-out error falls with depth (EVIDENCE.md §6 found σ₄/σ₅ from 16 to 80 and errors from 0.059 to 0.013).
        double[] margins = [.. runs.Select(run => Number(run["gap-rank-margin"]))], errors = [.. runs.Select(run => Number(run["held-out-relative-rmse"]))];
        Assert.True(margins[0] > 1.2 && margins.SequenceEqual(margins.Order()), string.Join(" ", margins));
        Assert.True(errors[0] < 0.06 && errors.SequenceEqual(errors.OrderDescending()), string.Join(" ", errors));

        SortedDictionary<string, DateTime> before = FolderContents.Times(output);
        Assert.Equal(0, (await Dln(arguments)).Code);
        Assert.Equal(before, FolderContents.Times(output));
    }

    [Fact]
    public async Task Killed_and_resumed_or_with_another_number_of_jobs_gives_the_same_bytes()
    {
        string study = folder.Write("short.yaml", $$"""
            study: short
            problem:
              completion:
                matrix: {{Path.Combine(Repository, "experiments", "data", "cities-distances.csv")}}
                names: both
                observed: { fraction: 0.4, seed: 1 }
                scale: unit-spectral-norm
            flow:
              depth: [2, 3, 5, infinite]
              start: { balanced-orthogonal: { scale: 1e-3, seed: 1 } }
            integrate: { tolerance: 1e-3, until: { time: 30 } }
            record: { times: { logarithmic: [1e-1, 30, 8] } }
            """);
        string one = Path.Combine(folder.Path, "one"), two = Path.Combine(folder.Path, "two"), killed = Path.Combine(folder.Path, "killed");
        Assert.Equal(0, (await Dln("run", study, "--out", one, "--jobs", "1", "--quiet")).Code);
        Assert.Equal(0, (await Dln("run", study, "--out", two, "--jobs", "2", "--quiet")).Code);

        using (Process process = Start("run", study, "--out", killed, "--jobs", "1", "--quiet"))
        {
            while (!process.HasExited && !(Directory.Exists(Path.Combine(killed, "runs")) && Directory.GetDirectories(Path.Combine(killed, "runs")).Length > 0))
            {
                await Task.Delay(2, TestContext.Current.CancellationToken);
            }
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, process.ExitCode);
        }
        Assert.False(File.Exists(Path.Combine(killed, "tables", "runs.csv")));
        Assert.Equal(0, (await Dln("run", study, "--out", killed, "--quiet")).Code);

        SortedDictionary<string, string> expected = FolderContents.Reproducible(one);
        Assert.Equal(expected, FolderContents.Reproducible(two));
        Assert.Equal(expected, FolderContents.Reproducible(killed));
    }

    private static string Repository { get; } = Above(AppContext.BaseDirectory);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "DlnDynamics.sln")) ? folder : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No DlnDynamics.sln above the tests."));

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dln.dll"), .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
    })!;

    private static async Task<(int Code, string Output)> Dln(params string[] arguments)
    {
        using Process process = Start(arguments);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    private static Dictionary<string, string>[] Rows(string file)
    {
        using CsvParser parser = new(new StringReader(File.ReadAllText(file)), CultureInfo.InvariantCulture);
        List<string[]> rows = [];
        while (parser.Read())
        {
            rows.Add(parser.Record!);
        }
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
