using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

public sealed class LossFigureTests
{
    private static Figure Of(double[] times, double[] losses) => LossFigure.From(new(
        new(new Column<string>("key", ["a"]), new Column<string>("depth", ["3"])),
        new(new Column<string>("key", [.. times.Select(_ => "a")]), new Column<double>("time", [.. times]), new Column<double>("loss", [.. losses])),
        new(), ["depth"], "layer time t"));

    [Fact]
    public void Every_run_has_a_point_at_every_sample_time()
    {
        Figure figure = LossFigure.From(SampleStudy.Frames with { Rates = new() });
        Assert.Equal(SampleStudy.Depths.Length * SampleStudy.Times, figure.Rows().Length);
        Assert.Equal(["depth 2", "depth 3", "depth 5", "depth ∞"], figure.Rows().Select(row => row["run"]!.ToString()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_logarithm_cannot_show_is_left_out()
    {
        Figure figure = Of([-1, 0, 1, 2, 3, 4, 5, double.PositiveInfinity], [1, 1, 1, 0, double.NaN, -1, 0.5, 1]);
        Assert.Equal([1, 5], figure.Rows().Select(row => row["time"]!.GetValue<double>()));
    }

    [Fact]
    public void The_time_axis_names_the_clock_and_ends_at_the_data()
    {
        JsonObject x = Assert.Single(Of([0.02, 1, 3000], [1, 0.1, 0.01]).Channels("x"));
        Assert.Equal("layer time t", x["title"]!.GetValue<string>());
        Assert.Equal("log", x["scale"]!["type"]!.GetValue<string>());
        Assert.Equal([0.02, 3000], x["scale"]!["domain"].Numbers());
        Assert.Equal([0.1, 1, 10, 100, 1000], x["axis"]!["values"].Numbers());
    }

    [Fact]
    public void Many_decades_are_labelled_sparsely_and_few_at_round_numbers()
    {
        JsonObject many = Assert.Single(Of([1, 10, 1e3], [1, 1e-30, 1e-60]).Channels("y"));
        Assert.Equal([1e-60, 1], many["scale"]!["domain"].Numbers());
        Assert.InRange(many["axis"]!["values"].Numbers().Length, 3, 8);
        JsonObject few = Assert.Single(Of([1, 10, 1e3], [3, 4, 14]).Channels("y"));
        Assert.Equal([2, 20], few["scale"]!["domain"].Numbers());
    }
}
