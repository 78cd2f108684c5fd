using System.Diagnostics;
using System.Globalization;
using DlnDynamics.Analysis;

namespace DlnDynamics.Papers.Tests;

/// <summary>The quick version of every experiment on a paper gives the numbers and verdicts that are kept here.</summary>
/// <remarks>A golden table has the columns claim, verdict, measured and tolerance: how far another machine's rounding may move the number, absolute.</remarks>
public sealed class GoldenTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    /// <summary>Names of the experiments.</summary>
    public static TheoryData<string> Experiments => [.. Directory.GetFiles(Golden, "*.csv").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Experiments))]
    public async Task Quick_versions_give_the_numbers_that_are_kept(string experiment)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory(experiment + "-");
        try
        {
            await Run(experiment, folder.FullName);
            DataFrame found = CsvTable.Read(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "tables", "claims.csv"), TestContext.Current.CancellationToken));
            DataFrame kept = CsvTable.Read(await File.ReadAllTextAsync(Path.Combine(Golden, experiment + ".csv"), TestContext.Current.CancellationToken));
            string[] names = Texts(kept, "claim");
            Assert.Equal(names, Texts(found, "claim"));
            Assert.Equal(names.Zip(Texts(kept, "verdict")), names.Zip(Texts(found, "verdict")));
            Assert.All(Enumerable.Range(0, names.Length), k =>
            {
                double was = Number(kept, "measured", k), tolerance = Number(kept, "tolerance", k), now = Number(found, "measured", k);
                Assert.True((double.IsNaN(was) && double.IsNaN(now)) || was == now || Math.Abs(now - was) <= tolerance, $"{names[k]}: {now:R}, kept {was:R} ± {tolerance}.");
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Texts(DataFrame frame, string column) => [.. Enumerable.Range(0, frame.RowCount).Select(frame[column].TextAt)];

    // An empty cell is no number.
    private static double Number(DataFrame frame, string column, int row) =>
        double.TryParse(frame[column].TextAt(row), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

    private static async Task Run(string experiment, string folder)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, experiment + ".dll"), "--quick", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (process.ExitCode, await error));
    }
}
