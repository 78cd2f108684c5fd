using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>Whatever else a study recorded, a panel a quantity.</summary>
public static class QuantitiesFigure
{
    private const int Width = 300;

    // Those that have a figure of their own, or are no quantity.
    private static readonly ImmutableArray<string> Elsewhere = ["key", "time", "loss", "gradient-norm", "effective-rank", "stable-rank", "imbalance", "distance-to-limit"];

    // Positive, over many decades: drawn by their logarithms.
    private static readonly ImmutableArray<string> Logarithmic = ["metric-condition", "speed", "sharpness", "mask-drift", "held-out-rmse"];

    /// <summary>Every recorded quantity that no other figure shows against time, one line a run.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        const string Title = "Recorded quantities";
        const string Caption = "What the study recorded besides, against time, one line a run; log₁₀ before a name: the decimal logarithm is drawn. Units are those of the dictionary of columns.";
        RunLegend legend = RunLegend.Of(frames.Runs, frames.Axes);
        JsonArray values = [];
        List<double> times = [];
        foreach (Column column in frames.Trajectories.Columns.Where(column => !Elsewhere.Contains(column.Name)))
        {
            bool isLogarithmic = Logarithmic.Contains(column.Name);
            string panel = (isLogarithmic ? "log₁₀ " : "") + column.Name;
            for (int row = 0; row < frames.Trajectories.RowCount; row++)
            {
                double time = frames.Trajectories["time"].NumberAt(row), number = column.NumberAt(row), value = isLogarithmic ? Math.Log10(number) : number;
                if (double.IsFinite(time) && time > 0 && double.IsFinite(value) && legend.TryFind(frames.Trajectories["key"].TextAt(row), out (string Label, string Entry) run))
                {
                    times.Add(time.ToPlotPrecision());
                    values.Add(new JsonObject { ["run"] = run.Label, ["entry"] = run.Entry, ["quantity"] = panel, ["time"] = times[^1], ["value"] = value.ToPlotPrecision() });
                }
            }
        }
        JsonObject specification = Appearance.Specification($"{Title}. {Caption}", $$"""
            {
              "data": { "values": [] },
              "columns": 2,
              "spacing": 24,
              "facet": { "field": "quantity", "type": "nominal", "title": null, "sort": null },
              "resolve": { "scale": { "y": "independent" } },
              "spec": {
                "width": {{Width}},
                "height": 200,
                "encoding": {
                  "x": {{LogarithmicAxis.Channel("time", frames.TimeTitle, times, Width, tight: true)}},
                  "y": { "field": "value", "type": "quantitative", "title": null, "scale": { "zero": false } }
                },
                "layer": [
                  {
                    "params": [{ "name": "picked", "select": { "type": "point", "fields": ["entry"] }, "bind": "legend" }],
                    "mark": { "type": "line", "strokeWidth": 1.8 },
                    "encoding": {
                      "color": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ColourScale(legend.Entries)}} },
                      "strokeDash": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.DashScale(legend.Entries)}} },
                      "detail": { "field": "run", "type": "nominal" },
                      "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.1 }
                    }
                  },
                  {
                    "mark": { "type": "point", "opacity": 0, "size": 60 },
                    "encoding": {
                      "tooltip": [
                        { "field": "run", "type": "nominal", "title": "run" },
                        { "field": "time", "type": "quantitative", "title": {{Json.Of(frames.TimeTitle)}}, "format": ".4~g" },
                        { "field": "value", "type": "quantitative", "format": ".5~g" }
                      ]
                    }
                  }
                ]
              }
            }
            """);
        specification["data"]!["values"] = values;
        return new("quantities", Title, Caption, specification) { HasData = values.Count > 0 };
    }
}
