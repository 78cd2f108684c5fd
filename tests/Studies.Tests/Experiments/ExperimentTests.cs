using DlnDynamics.Analysis;
using DlnDynamics.Figures;

namespace DlnDynamics.Studies.Tests;

/// <summary>What a script on a paper reads and writes.</summary>
public sealed class ExperimentTests
{
    [Fact]
    public void It_writes_claims_tables_figures_and_a_page_the_same_each_time()
    {
        string[] contents = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("experiment-");
            try
            {
                Experiment experiment = Experiment.Begin(["--quick", folder.FullName], TextWriter.Null, TextWriter.Null, "test", "A test", "Is it so?")!;
                Assert.True(experiment.IsQuick);
                experiment.Judge(Claim.Near("one", "It is one.", 1, 1, 0.1));
                Assert.Throws<ArgumentException>(() => experiment.Judge(Claim.Near("one", "It is one.", 1, 1, 0.1)));
                DataFrame frame = new(new Column<double>("x", [1, 2]), new Column<double>("y", [3, 4]));
                experiment.Table("numbers", "Numbers", frame);
                experiment.Show(new Chart("line", "A line", "It rises.", new("x", "x"), new("y", "y"), new ChartLayer(ChartMark.Line, frame)).ToFigure());
                Assert.Empty(folder.GetFiles("*", SearchOption.AllDirectories));
                Assert.Equal(0, experiment.Finish());
                return string.Join('\n', Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                    .Select(path => Path.GetRelativePath(folder.FullName, path) + "\n" + File.ReadAllText(path)));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        })];
        Assert.Equal(contents[0], contents[1]);
        Assert.Contains("one,reproduced,1,0,0.9,1.1,", contents[0], StringComparison.Ordinal);
        Assert.Contains("It is one. Measured 1", contents[0], StringComparison.Ordinal);
        Assert.Contains("figures/line.vl.json", contents[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fast")]
    [InlineData("a", "b")]
    [InlineData("")]
    public void Other_arguments_are_refused(params string[] arguments)
    {
        StringWriter error = new();
        Assert.Null(Experiment.Begin(arguments, TextWriter.Null, error, "test", "A test", "Is it so?"));
        Assert.StartsWith("Expected: [--quick] [FOLDER]", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_go_under_the_current_folder_where_nothing_is_said()
    {
        Assert.Equal(Path.Combine("results", "test"), Experiment.Begin([], TextWriter.Null, TextWriter.Null, "test", "A test", "Is it so?")!.Folder);
        Assert.Equal(Path.Combine("results", "test-quick"), Experiment.Begin(["--quick"], TextWriter.Null, TextWriter.Null, "test", "A test", "Is it so?")!.Folder);
    }
}
