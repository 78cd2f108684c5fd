using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

public sealed class RunLegendTests
{
    private static readonly DataFrame Runs = new(
        new Column<string>("key", ["a", "b", "c", "d"]),
        new Column<string>("depth", ["infinite", "10", "2.5", "10"]),
        new Column<int>("observed.seed", [1, 1, 2, 2]));

    [Fact]
    public void A_label_is_made_of_all_axes_and_the_legend_of_the_depths()
    {
        RunLegend legend = RunLegend.Of(Runs, ["depth", "observed.seed"]);
        Assert.Equal("depth", legend.Title);
        Assert.Equal(["2.5", "10", "∞"], legend.Entries);
        Assert.Equal(["depth 2.5, seed 2", "depth 10, seed 1", "depth 10, seed 2", "depth ∞, seed 1"], legend.Labels);
        Assert.True(legend.TryFind("d", out (string Label, string Entry) run));
        Assert.Equal(("depth 10, seed 2", "10"), run);
        Assert.False(legend.TryFind("e", out _));
    }

    [Fact]
    public void Runs_of_one_depth_are_told_apart_by_their_labels_in_the_order_of_the_plan()
    {
        RunLegend legend = RunLegend.Of(Runs.Where(row => row is 1 or 3), ["depth", "observed.seed"]);
        Assert.Equal("run", legend.Title);
        Assert.Equal(["depth 10, seed 1", "depth 10, seed 2"], legend.Entries);
    }

    [Fact]
    public void Where_more_than_seeds_differ_every_run_has_its_own_entry_as_long_as_they_are_few()
    {
        DataFrame scales = new(Runs["key"], Runs["depth"], new Column<double>("balanced-orthogonal.scale", [1e-1, 1e-1, 1e-2, 1e-2]));
        RunLegend legend = RunLegend.Of(scales, ["depth", "balanced-orthogonal.scale"]);
        Assert.Equal(("run", 4), (legend.Title, legend.Entries.Length));
        DataFrame many = new(
            new Column<string>("key", [.. Enumerable.Range(0, 20).Select(k => $"{k}")]),
            new Column<string>("depth", [.. Enumerable.Range(0, 20).Select(k => k % 2 == 0 ? "2" : "3")]),
            new Column<double>("scale", [.. Enumerable.Range(0, 20).Select(k => k / 2.0)]));
        Assert.Equal(["2", "3"], RunLegend.Of(many, ["depth", "scale"]).Entries);
    }

    [Fact]
    public void A_study_of_one_run_is_named_by_its_depth() =>
        Assert.Equal(["depth ∞"], RunLegend.Of(Runs.Where(row => row == 0), []).Labels);
}
