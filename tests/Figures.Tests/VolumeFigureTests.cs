using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Figures.Tests;

/// <summary>The map of the log-volume and the fit of outcomes to it.</summary>
public sealed class VolumeFigureTests
{
    private static readonly DiagonalMinimisers Minimisers = new(1, 1);

    private static readonly DataFrame Outcomes = new(
        new Column<string>("key", ["3", "3", "3", "infinite"]),
        new Column<string>("depth", ["3", "3", "3", "infinite"]),
        new Column<double>("w12", [1, 0.9, 0.1, -1]),
        new Column<double>("w21", [1, 1.1, 0.2, -1]),
        new Column<double>("quantile", [0.001, 0.25, double.NaN, 0.5]));

    private static readonly DataFrame Verdicts = new(new Column<string>("key", ["3", "infinite"]), new Column<string>("depth", ["3", "infinite"]));

    [Fact]
    public void There_is_one_map_a_depth_with_its_cells_curve_and_outcomes()
    {
        Figure figure = VolumeMapFigure.From(VolumeFrames.Map([Depth.Of(3), Depth.Infinite], Minimisers, 2, cells: 6), VolumeFrames.Hyperbola(Minimisers, 2), Outcomes);
        JsonArray panels = figure.Specification["concat"]!.AsArray();
        Assert.Equal(["depth 3", "depth ∞"], panels.Select(panel => panel!["title"]!.ToString()));
        Assert.All(panels, panel => Assert.Equal(36, panel!["layer"]![0]!["data"]!["values"]!.AsArray().Count));
        Assert.Equal([3, 1], panels.Select(panel => panel!["layer"]![2]!["data"]!["values"]!.AsArray().Count));

        // Cells fill the square of the axes: the first begins at its corner.
        Assert.Equal(-2, panels[0]!["layer"]![0]!["data"]!["values"]![0]!["x"]!.GetValue<double>());
        Assert.Equal([-2, 2], panels[0]!["layer"]![0]!["encoding"]!["x"]!["scale"]!["domain"]!.AsArray().Select(end => end!.GetValue<double>()));
    }

    [Fact]
    public void The_fit_rises_from_zero_to_one_for_every_depth()
    {
        Figure figure = VolumeFitFigure.From(Verdicts, Outcomes);
        ImmutableArray<JsonObject> points = [.. figure.Specification["layer"]![1]!["data"]!["values"]!.AsArray().Select(point => point!.AsObject())];
        double[] deep = [.. points.Where(point => point["entry"]!.ToString() == "3").Select(point => point["y"]!.GetValue<double>())];
        Assert.Equal([0, 0.5, 1, 1], deep);
        Assert.Equal(["3", "∞"], points.Select(point => point["entry"]!.ToString()).Distinct());
    }

    [Fact]
    public void Figures_of_nothing_have_no_data()
    {
        Assert.False(VolumeMapFigure.From(new(), new(), new()).HasData);
        Assert.False(VolumeFitFigure.From(Verdicts, new()).HasData);
    }
}
