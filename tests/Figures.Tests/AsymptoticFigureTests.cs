using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

/// <summary>What is concluded, drawn on what was measured.</summary>
public sealed class AsymptoticFigureTests
{
    [Fact]
    public void A_fitted_power_law_is_laid_over_the_tail_of_its_run()
    {
        double[] times = [.. SampleStudy.Frames.Trajectories.Get<double>("time")];
        StudyFrames frames = SampleStudy.Frames with
        {
            Trajectories = new(SampleStudy.Frames.Trajectories["key"], SampleStudy.Frames.Trajectories["time"], new Column<double>("loss", [.. times.Select(time => 3e-4 / time)])),
        };
        JsonArray fit = FigureCatalog.Draw("loss", frames).Specification["layer"]![2]!["data"]!["values"]!.AsArray();
        JsonObject[] one = [.. fit.Select(row => row!.AsObject()).Where(row => row["run"]!.GetValue<string>() == "depth 2")];
        (double Time, double Value) first = At(one[0]), last = At(one[^1]);
        Assert.Equal((1e4, 1e6), (first.Time, last.Time));
        Assert.Equal(-1, Math.Log(last.Value / first.Value) / Math.Log(last.Time / first.Time), 1e-4);
        Assert.Equal(3e-8, first.Value, 1e-12);
    }

    [Fact]
    public void A_figure_without_a_law_has_no_layer_for_one()
    {
        Assert.Equal(2, FigureCatalog.Draw("effective-rank", SampleStudy.Frames).Specification["layer"]!.AsArray().Count);
        Assert.Equal(2, FigureCatalog.Draw("loss", SampleStudy.Frames with { Rates = new() }).Specification["layer"]!.AsArray().Count);
    }

    [Fact]
    public void Figures_without_data_say_so()
    {
        StudyFrames nothing = new(new(), new(), new(), [], "rescaled time τ");
        Assert.All(["loss", "convergence", "escape-times"], name => Assert.False(FigureCatalog.Draw(name, nothing).HasData, name));
        Assert.All(FigureCatalog.Names, name => Assert.True(FigureCatalog.Draw(name, SampleStudy.Frames).HasData, name));
    }

    [Fact]
    public void Distances_to_infinite_depth_stand_beside_a_line_of_slope_minus_one()
    {
        JsonNode panel = FigureCatalog.Draw("depth-comparison", SampleStudy.Frames).Specification["vconcat"]![2]!;
        JsonArray points = panel["layer"]![0]!["data"]!["values"]!.AsArray();
        Assert.Equal(9, points.Count);
        Assert.Contains(points, row => row!["at"]!.GetValue<string>() == "limits");
        JsonArray line = panel["layer"]![1]!["data"]!["values"]!.AsArray();
        Assert.Equal((2.0, 5.0), (line[0]!["depth"]!.GetValue<double>(), line[1]!["depth"]!.GetValue<double>()));
        Assert.Equal(2.5, line[0]!["distance"]!.GetValue<double>() / line[1]!["distance"]!.GetValue<double>(), 1e-5);
    }

    private static (double Time, double Value) At(JsonObject row) => (row["time"]!.GetValue<double>(), row["value"]!.GetValue<double>());
}
