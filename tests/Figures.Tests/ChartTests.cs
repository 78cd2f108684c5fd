using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

/// <summary>Charts that scripts compose.</summary>
public sealed class ChartTests
{
    private static readonly DataFrame Frame = new(
        new Column<double>("t", [1, 10, 100, 1, 10, 0]),
        new Column<double>("y", [1, 2, 3, 4, double.NaN, 6]),
        new Column<string>("depth", ["2", "2", "2", "∞", "∞", "∞"]),
        new Column<string>("rank", ["1", "1", "3", "3", "3", "3"]));

    private static Chart Chart(params ChartLayer[] layers) =>
        new("chart", "A chart", "Look.", new("t", "time", AxisKind.Logarithmic), new("y", "value"), [.. layers]) { Series = ("depth", "depth N"), Panel = "rank" };

    [Fact]
    public void Each_panel_has_its_rows_and_leaves_out_what_has_no_place()
    {
        Figure figure = Chart(new ChartLayer(ChartMark.Line, Frame), new ChartLayer(ChartMark.Points, Frame)).ToFigure();
        JsonArray panels = figure.Specification["concat"]!.AsArray();
        Assert.Equal(["1", "3"], panels.Select(panel => panel!["title"]!.ToString()));
        Assert.Equal([1, 10], Values(panels[0]!, 0).Select(row => row!["x"]!.GetValue<double>()));
        Assert.Equal([100, 1], Values(panels[1]!, 1).Select(row => row!["x"]!.GetValue<double>()));
        Assert.Equal(["2", "∞"], Values(panels[1]!, 1).Select(row => row!["series"]!.ToString()));
        JsonNode encoding = panels[1]!["layer"]![0]!["encoding"]!;
        Assert.Equal(["2", "∞"], encoding["color"]!["scale"]!["domain"]!.AsArray().Select(entry => entry!.ToString()));
        Assert.NotNull(encoding["strokeDash"]);

        // One legend, of lines: dots on them have no shapes, which would stand in it with dashed outlines.
        Assert.Null(panels[1]!["layer"]![1]!["encoding"]!["shape"]);
        Assert.NotNull(Chart(new ChartLayer(ChartMark.Points, Frame)).ToFigure().Specification["concat"]![0]!["layer"]![0]!["encoding"]!["shape"]);
        Assert.All(new[] { 0, 1 }, layer => Assert.Equal("stroke", panels[1]!["layer"]![layer]!["encoding"]!["color"]!["legend"]!["symbolType"]!.ToString()));
        Assert.True(figure.HasData);
    }

    [Fact]
    public void Cells_have_their_series_written_in_them()
    {
        Figure figure = new Chart("cells", "Cells", "Look.", new("depth", "depth", AxisKind.Categories), new("t", "scale", AxisKind.Categories), new ChartLayer(ChartMark.Cells, Frame)) { Series = ("rank", "rank") }.ToFigure();
        JsonArray layers = figure.Specification["concat"]![0]!["layer"]!.AsArray();
        Assert.Equal(["rect", "text"], layers.Select(layer => layer!["mark"]!["type"]!.ToString()));
        Assert.Equal(6, layers[1]!["data"]!["values"]!.AsArray().Count);
    }

    [Fact]
    public void A_chart_of_nothing_has_no_data() => Assert.False(Chart(new ChartLayer(ChartMark.Line, Frame.Where(_ => false))).ToFigure().HasData);

    [Fact]
    public void A_missing_column_is_refused() =>
        Assert.Throws<ArgumentException>(() => (Chart(new ChartLayer(ChartMark.Line, Frame)) with { X = new("time", "time") }).ToFigure());

    private static JsonArray Values(JsonNode panel, int layer) => panel["layer"]![layer]!["data"]!["values"]!.AsArray();
}
