using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

public sealed class SingularValuesFigureTests
{
    [Fact]
    public void The_twelve_largest_of_every_run_are_drawn()
    {
        Figure figure = SingularValuesFigure.From(SampleStudy.Frames);
        Assert.Equal(Enumerable.Range(1, 12), figure.Rows().Select(row => row["index"]!.GetValue<int>()).Distinct().Order());
        Assert.Equal(SampleStudy.Depths.Length * SampleStudy.Times * 12, figure.Rows().Length);
        Assert.Equal("run", figure.Specification["facet"]!["field"]!.GetValue<string>());
    }

    [Fact]
    public void Of_runs_that_differ_in_their_seed_a_depth_shows_the_first_and_says_so()
    {
        ImmutableArray<string> depths = ["2", "3", "2", "3"];
        StudyFrames frames = SampleStudy.Of(depths);
        frames = frames with { Runs = frames.Runs.With(new Column<int>("seed", [1, 1, 2, 2])), Axes = ["seed", "depth"] };
        Figure figure = SingularValuesFigure.From(frames);
        Assert.Equal(["seed 1, depth 2", "seed 1, depth 3"], figure.Specification["facet"]!["sort"].Strings());
        Assert.Contains("One panel each for 2 of 4 runs.", figure.Caption, StringComparison.Ordinal);
    }
}
