using System.Text.RegularExpressions;
using DlnDynamics.Architecture.Tests;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies.Tests;

/// <summary>The dictionary of columns in docs/STUDY-FILE.md against what a run writes.</summary>
public sealed class TablesHave : IDisposable
{
    private static readonly Regex Row = new(@"^\| [`*](?<name>[^`*]+)[`*] \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_columns_that_the_dictionary_lists_and_no_others()
    {
        string quantities = string.Join(", ", QuantityCatalog.Names);
        Study study = StudyFile.Read(Repository.PathOf("experiments", "smoke.yaml"), $"quantities=[{quantities}, singular-values, held-out-rmse]");
        StudyReport report = new StudyPipeline(new SingleRun()).Run(study, folder.Path, 1, null, TestContext.Current.CancellationToken)!;
        Assert.True(report.IsFinished);
        string[] tables = [.. Directory.GetFiles(Path.Combine(folder.Path, "tables"), "*.csv").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(tables, Documented().Keys.Order(StringComparer.Ordinal));
        Assert.All(tables, table =>
        {
            string[] written = File.ReadLines(Path.Combine(folder.Path, "tables", table)).First().Split(',');
            IEnumerable<string> documented = Documented()[table].SelectMany(name => name == "one column for each axis" ? report.Outline.AxisNames : [name]);
            // Quantities stand in the order in which a study names them.
            bool isOrdered = table != "trajectories.csv";
            Assert.Equal(isOrdered ? documented : documented.Order(StringComparer.Ordinal), isOrdered ? written : written.Order(StringComparer.Ordinal));
        });
    }

    /// <summary>The first column of the table under each heading that names a file.</summary>
    private static Dictionary<string, string[]> Documented() => Repository.Read("docs", "STUDY-FILE.md").Split("\n### ").Skip(1)
        .ToDictionary(section => section.Split('`')[1], section => Row.Matches(section).Select(match => match.Groups["name"].Value).ToArray());
}
