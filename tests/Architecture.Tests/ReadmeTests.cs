using DlnDynamics.Studies;

namespace DlnDynamics.Architecture.Tests;

/// <summary>What README.md shows is what there is.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void The_example_is_the_script_that_is_compiled_and_prints_what_is_said()
    {
        string script = Repository.Read("experiments", "first-steps.cs");
        string[] parts = Readme.Split("```");
        int example = Array.FindIndex(parts, part => part.StartsWith("csharp\n", StringComparison.Ordinal));
        string code = parts[example]["csharp\n".Length..];
        Assert.EndsWith($";\n\n{code}", script, StringComparison.Ordinal);
        Assert.InRange(code.Split('\n').Count(line => line.Length > 0), 1, 12);
        (int exitCode, string output, _) = Script.Run("first-steps");
        Assert.Equal((0, parts[example + 2].Trim()), (exitCode, output.Trim()));
    }

    [Fact]
    public void The_study_can_be_read_and_has_nine_runs()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("readme-");
        try
        {
            string study = Path.Combine(folder.FullName, "ratings.yaml");
            File.WriteAllText(study, Readme.Split("```yaml\n")[1].Split("```")[0]);
            File.WriteAllText(Path.Combine(folder.FullName, "ratings.csv"), "user,Alien,Brazil\nAda,5,\nBen,4,1\n");
            Assert.Equal(9, StudyFile.Read(study).Runs.Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_terms_are_those_of_the_notation()
    {
        string[] words = FirstCells(Readme.Split("\n## ").Single(section => section.StartsWith("Terms\n", StringComparison.Ordinal)));
        HashSet<string> known = [.. FirstCells(Repository.Read("docs", "NOTATION.md")).Select(word => word.Split(" (")[0])];
        Assert.NotEmpty(words);
        Assert.All(words, word => Assert.Contains(word, known));
    }

    [Fact]
    public void Every_file_that_is_linked_to_exists()
    {
        string[] targets = [.. Readme.Split("](").Skip(1).Select(rest => rest.Split(')')[0]).Where(target => !target.Contains("://", StringComparison.Ordinal))];
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(File.Exists(Repository.PathOf(target)), target));
    }

    private static string[] FirstCells(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim()).Where(word => word != "word")];
}
