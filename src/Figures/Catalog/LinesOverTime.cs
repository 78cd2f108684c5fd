using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>One positive quantity against time, both axes logarithmic, one line a run, with the law that was fitted to its tail; a click on the legend isolates, hovering reads off.</summary>
internal static class LinesOverTime
{
    private const int Height = 360;

    /// <summary>The figure of a column of the trajectories; points with time or value not positive and finite are left out.</summary>
    public static Figure Of(StudyFrames frames, string column, string title, string caption, string valueTitle)
    {
        RunLegend legend = RunLegend.Of(frames.Runs, frames.Axes);
        JsonArray values = [];
        List<double> times = [], levels = [];
        DataFrame trajectories = frames.Trajectories;
        for (int row = 0; trajectories.Has(column) && row < trajectories.RowCount; row++)
        {
            double time = trajectories["time"].NumberAt(row), level = trajectories[column].NumberAt(row);
            if (double.IsFinite(time) && time > 0 && double.IsFinite(level) && level > 0
                && legend.TryFind(trajectories["key"].TextAt(row), out (string Label, string Entry) run))
            {
                times.Add(time.ToPlotPrecision());
                levels.Add(level.ToPlotPrecision());
                values.Add(new JsonObject { ["run"] = run.Label, ["entry"] = run.Entry, ["time"] = times[^1], ["value"] = levels[^1] });
            }
        }
        JsonObject specification = Appearance.Specification($"{title}. {caption}", $$"""
            {
              "width": {{Appearance.Width}},
              "height": {{Height}},
              "data": { "values": [] },
              "encoding": {
                "x": {{LogarithmicAxis.Channel("time", frames.TimeTitle, times, Appearance.Width, tight: true)}},
                "y": {{LogarithmicAxis.Channel("value", valueTitle, levels, Height, tight: false)}}
              },
              "resolve": { "scale": { "color": "independent", "strokeDash": "independent" } },
              "layer": [
                {
                  "params": [{ "name": "picked", "select": { "type": "point", "fields": ["entry"] }, "bind": "legend" }],
                  "mark": { "type": "line", "strokeWidth": 2 },
                  "encoding": {
                    "color": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ColourScale(legend.Entries)}} },
                    "strokeDash": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.DashScale(legend.Entries)}} },
                    "detail": { "field": "run", "type": "nominal" },
                    "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.1 }
                  }
                },
                {
                  "params": [{ "name": "nearest", "select": { "type": "point", "on": "pointerover", "nearest": true, "clear": "pointerout" } }],
                  "mark": { "type": "point", "filled": true, "size": 70 },
                  "encoding": {
                    "color": { "field": "entry", "type": "nominal", "scale": {{Appearance.ColourScale(legend.Entries)}}, "legend": null },
                    "opacity": { "condition": { "param": "nearest", "empty": false, "value": 1 }, "value": 0 },
                    "tooltip": [
                      { "field": "run", "type": "nominal", "title": "run" },
                      { "field": "time", "type": "quantitative", "title": {{Json.Of(frames.TimeTitle)}}, "format": ".4~g" },
                      { "field": "value", "type": "quantitative", "title": {{Json.Of(valueTitle)}}, "format": ".4~g" }
                    ]
                  }
                }
              ]
            }
            """);
        specification["data"]!["values"] = values;
        if (FittedLaws.Layer(frames, column, legend) is { } fits)
        {
            specification["layer"]!.AsArray().Add(fits);
        }
        return new(column, title, caption, specification) { HasData = values.Count > 0 };
    }
}
