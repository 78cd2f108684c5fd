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

    /// <summary>In a shared folder of build output one script would be started in the place of another.</summary>
    [Fact]
    public void Every_script_builds_into_a_folder_of_its_own() =>
        Assert.Contains("artifacts/scripts/$(MSBuildProjectName)", Repository.Read("experiments", "Directory.Build.props"), StringComparison.Ordinal);

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
        (int code, string output, string error) = Script.Run("cohen-outcomes", "--starts", "many");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("Expected: [--quick] [FOLDER]", error, StringComparison.Ordinal);
    }
}
