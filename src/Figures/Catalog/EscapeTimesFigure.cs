using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>When the modes were learned, one after the other.</summary>
public static class EscapeTimesFigure
{
    private const int Largest = 12;
    private const int Height = 300;

    /// <summary>The time at which each mode rose through half its final size against its index, times logarithmic; one line a run.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        RunLegend legend = RunLegend.Of(frames.Runs, frames.Axes);
        JsonArray values = [];
        List<double> times = [];
        DataFrame events = frames.Events;
        for (int row = 0; events.Has("event") && row < events.RowCount; row++)
        {
            double time = events["time"].NumberAt(row), index = events["index"].NumberAt(row);
            if (events["event"].TextAt(row) == "mode-escape" && index <= Largest && double.IsFinite(time) && time > 0
                && legend.TryFind(events["key"].TextAt(row), out (string Label, string Entry) run))
            {
                times.Add(time.ToPlotPrecision());
                values.Add(new JsonObject { ["run"] = run.Label, ["entry"] = run.Entry, ["index"] = (int)index, ["time"] = times[^1] });
            }
        }
        const string caption = "When each mode last rose through half its final size. Steps between modes are plateaus: at greater depth they are longer.";
        JsonObject specification = Appearance.Specification($"Escape times. {caption}", $$"""
            {
              "width": {{Appearance.Width}},
              "height": {{Height}},
              "data": { "values": [] },
              "layer": [
                {
                  "params": [{ "name": "picked", "select": { "type": "point", "fields": ["entry"] }, "bind": "legend" }],
                  "mark": { "type": "line", "strokeWidth": 1.2, "point": { "filled": true, "size": 80 } },
                  "encoding": {
                    "x": { "field": "index", "type": "quantitative", "title": "index i of the mode", "axis": { "tickMinStep": 1, "format": "d", "grid": false }, "scale": { "zero": false, "nice": false, "padding": 12 } },
                    "y": {{LogarithmicAxis.Channel("time", frames.TimeTitle, times, Height, tight: false)}},
                    "color": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ColourScale(legend.Entries)}} },
                    "shape": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ShapeScale(legend.Entries)}} },
                    "detail": { "field": "run", "type": "nominal" },
                    "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.1 },
                    "tooltip": [
                      { "field": "run", "type": "nominal", "title": "run" },
                      { "field": "index", "type": "quantitative", "title": "mode" },
                      { "field": "time", "type": "quantitative", "title": {{Json.Of(frames.TimeTitle)}}, "format": ".5~g" }
                    ]
                  }
                }
              ]
            }
            """);
        specification["data"]!["values"] = values;
        return new("escape-times", "Escape times", caption, specification) { HasData = values.Count > 0 };
    }
}
