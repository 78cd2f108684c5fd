namespace DlnDynamics.Architecture.Tests;

/// <summary>The scripts of experiments/ compile, run, and say what they must.</summary>
public sealed class ExperimentTests
{
    [Fact]
    public void Every_script_is_compiled_by_a_project_of_the_solution()
    {
        string[] scripts = Directory.GetFiles(Repository.PathOf("experiments"), "*.cs");
        string solution = Repository.Read("DlnDynamics.sln");
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.Contains($"tests\\Scripts\\{Path.GetFileNameWithoutExtension(script)}.csproj\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_page_on_a_paper_has_its_script_its_golden_numbers_and_a_place_in_the_list()
    {
        string[] pages = [.. Directory.GetFiles(Repository.PathOf("docs/experiments"), "*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Where(name => name != "README").Order(StringComparer.Ordinal)];
        string[] golden = [.. Directory.GetFiles(Repository.PathOf("tests/Papers.Tests/Golden"), "*.csv").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(pages);
        Assert.Equal(pages, golden);
        string list = Repository.Read("docs", "experiments", "README.md");
        Assert.All(pages, page =>
        {
            Assert.True(File.Exists(Repository.PathOf($"experiments/{page}.cs")), page);
            Assert.Contains($"({page}.md)", list, StringComparison.Ordinal);
            string text = Repository.Read("docs", "experiments", page + ".md");
            Assert.All(new[] { "## Question", "## What was unknown", "## What came out", "![" }, part => Assert.Contains(part, text, StringComparison.Ordinal));
            Assert.All(File.ReadLines(Repository.PathOf($"tests/Papers.Tests/Golden/{page}.csv")).Skip(1), line => Assert.Contains(line.Split(',')[0], text, StringComparison.Ordinal));
        });
    }

    /// <summary>In a shared folder of build output one script would be started in the place of another.</summary>
    [Fact]
    public void Every_script_builds_into_a_folder_of_its_own() =>
        Assert.Contains("artifacts/scripts/$(MSBuildProjectName)", Repository.Read("experiments", "Directory.Build.props"), StringComparison.Ordinal);

    [Fact]
    public void Volume_and_training_says_that_the_hypothesis_fails_at_depth_two_and_holds_beyond()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("volume-");
        try
        {
            (int code, string output, string error) = Script.Run("volume-and-training", "80", "1e-5", folder.FullName);
            Assert.Equal((0, ""), (code, error));
            string[] lines = output.Split('\n');
            Assert.StartsWith("depth 2: Fails in rank", lines[0], StringComparison.Ordinal);
            Assert.All(lines[2..6], line => Assert.Contains("Holds, as concentration", line, StringComparison.Ordinal));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "report.html")));
            Assert.Equal(1 + 6 * 80, File.ReadAllLines(Path.Combine(folder.FullName, "tables", "outcomes.csv")).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Langevin_finds_the_exact_moments_and_laws()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("langevin-");
        try
        {
            (int code, string output, string error) = Script.Run("langevin", "400", folder.FullName);
            Assert.Equal((0, ""), (code, error));
            Assert.Equal(6, output.Split('\n').Count(line => line.StartsWith("Equilibrium", StringComparison.Ordinal) && line.EndsWith(": agrees with the exact law.", StringComparison.Ordinal)));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "report.html")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Descent_and_flow_shows_the_order_of_every_rule_and_their_stages()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("descent-");
        try
        {
            (int code, string output, string error) = Script.Run("descent-and-flow", folder.FullName);
            Assert.Equal((0, ""), (code, error));
            foreach ((string rule, double order) in new[] { ("gradient descent", 1), ("heavy ball 0.5", 1), ("heavy ball 0.9", 1), ("group RMSProp", 1), ("RMSProp", 0.0) })
            {
                string finest = output.Split('\n').Last(line => line.StartsWith(rule + "  ", StringComparison.Ordinal) && !line.Contains("stages", StringComparison.Ordinal));
                Assert.InRange(double.Parse(finest.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture), order - 0.1, order + 0.1);
            }
            string[] stages = File.ReadAllLines(Path.Combine(folder.FullName, "tables", "stages.csv"));
            foreach (string rule in new[] { "flow", "gradient descent", "heavy ball 0.5", "heavy ball 0.9", "group RMSProp" })
            {
                Assert.Equal(3, stages.Count(row => row.StartsWith(rule + ",", StringComparison.Ordinal)));
            }
            Assert.Equal(1 + 5 * 6, File.ReadAllLines(Path.Combine(folder.FullName, "tables", "distances.csv")).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_script_says_what_it_expects()
    {
        (int code, string output, string error) = Script.Run("volume-and-training", "many");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("Expected: [STARTS [SCALE [FOLDER]]]", error, StringComparison.Ordinal);
    }
}
