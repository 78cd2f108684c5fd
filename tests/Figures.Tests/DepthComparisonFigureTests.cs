using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

public sealed class DepthComparisonFigureTests
{
    private static JsonArray Panels(Figure figure) => figure.Specification["vconcat"]![1]!["hconcat"]!.AsArray();

    [Fact]
    public void Spectra_are_those_of_the_last_sample_time_of_each_run()
    {
        // Run b ends earlier than run a; neither table nor times are in order.
        DataFrame runs = new(new Column<string>("key", ["a", "b"]), new Column<string>("depth", ["2", "3"]));
        DataFrame values = new(
            new Column<string>("key", ["a", "b", "a", "b"]), new Column<double>("time", [9, 5, 1, 2]),
            new Column<int>("index", [1, 1, 1, 1]), new Column<double>("value", [0.9, 0.5, 0.1, 0.2]));
        JsonArray spectra = DepthComparisonFigure.From(new(runs, new(), values, ["depth"], "layer time t")).Specification["datasets"]!["spectra"]!.AsArray();
        Assert.Equal([("2", 0.9), ("3", 0.5)], spectra.Select(row => (row!["entry"]!.GetValue<string>(), row["value"]!.GetValue<double>())));
    }

    [Fact]
    public void Gap_rank_its_margin_and_the_held_out_error_stand_below()
    {
        Figure figure = DepthComparisonFigure.From(SampleStudy.Frames);
        Assert.Equal(["gap rank", "gap in decades", "held-out relative error"], Panels(figure).Select(panel => panel!["title"]!.GetValue<string>()));
        Assert.Equal(["gap-rank", "gap-rank-margin", "held-out-relative-rmse"], Panels(figure).Select(panel => panel!["encoding"]!["y"]!["field"]!.GetValue<string>()));
        Assert.All(figure.Specification["datasets"]!["verdicts"]!.AsArray(), row => Assert.Equal(4, row!["gap-rank"]!.GetValue<double>()));
    }

    [Fact]
    public void A_verdict_that_no_run_has_gets_no_panel()
    {
        DataFrame runs = new(
            new Column<string>("key", ["a", "b"]), new Column<string>("depth", ["2", "3"]),
            new Column<int?>("gap-rank", [null, 4]), new Column<double>("held-out-relative-rmse", [double.NaN, double.NaN]));
        Figure figure = DepthComparisonFigure.From(SampleStudy.Frames with { Runs = runs });
        Assert.Equal("gap rank", Assert.Single(Panels(figure))!["title"]!.GetValue<string>());
    }
}
