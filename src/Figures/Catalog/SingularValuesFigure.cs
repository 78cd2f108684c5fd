using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>How the largest singular values grow, a panel a depth.</summary>
public static class SingularValuesFigure
{
    private const int Largest = 12;
    private const int MostPanels = 12;
    private const int Height = 230;

    /// <summary>The 12 largest singular values against time, both logarithmic; a panel for each entry of the legend, which shows its first run.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        RunLegend legend = RunLegend.Of(frames.Runs, frames.Axes);
        ImmutableArray<string> shown = ShownRuns(frames.Runs, legend);
        JsonArray values = [];
        List<double> times = [], sizes = [];
        HashSet<string> panels = new(StringComparer.Ordinal);
        DataFrame table = frames.SingularValues;
        for (int row = 0; table.Has("value") && row < table.RowCount; row++)
        {
            string key = table["key"].TextAt(row);
            double time = table["time"].NumberAt(row), index = table["index"].NumberAt(row), size = table["value"].NumberAt(row);
            if (index <= Largest && double.IsFinite(time) && time > 0 && double.IsFinite(size) && size > 0
                && shown.Contains(key) && legend.TryFind(key, out (string Label, string Entry) run))
            {
                times.Add(time.ToPlotPrecision());
                sizes.Add(size.ToPlotPrecision());
                panels.Add(run.Label);
                values.Add(new JsonObject { ["run"] = run.Label, ["time"] = times[^1], ["index"] = (int)index, ["value"] = sizes[^1] });
            }
        }
        string caption = $"The {Largest} largest singular values of the end-to-end matrix against time, σ₁ darkest."
            + (legend.Labels.Length > shown.Length ? $" One panel each for {shown.Length} of {legend.Labels.Length} runs." : "");
        int width = panels.Count == 1 ? Appearance.Width : 300;
        JsonObject specification = Appearance.Specification($"Singular values. {caption}", $$"""
            {
              "data": { "values": [] },
              "columns": {{(panels.Count == 1 ? 1 : 2)}},
              "spacing": 24,
              "facet": { "field": "run", "type": "nominal", "title": null, "sort": {{Json.Of(legend.Labels.Where(panels.Contains))}} },
              "spec": {
                "width": {{width}},
                "height": {{Height}},
                "encoding": { "x": {{LogarithmicAxis.Channel("time", frames.TimeTitle, times, width, tight: true)}} },
                "layer": [
                  {
                    "params": [{ "name": "picked", "select": { "type": "point", "fields": ["index"] }, "bind": "legend" }],
                    "mark": { "type": "line", "strokeWidth": 1.8 },
                    "encoding": {
                      "y": {{LogarithmicAxis.Channel("value", "singular value σᵢ", sizes, Height, tight: false)}},
                      "color": { "field": "index", "type": "ordinal", "title": "index i", "scale": { "scheme": { "name": "viridis", "extent": [0, 0.92] } } },
                      "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.12 }
                    }
                  },
                  {
                    "transform": [
                      { "calculate": "'σ' + datum.index", "as": "name" },
                      { "pivot": "name", "value": "value", "groupby": ["run", "time"] }
                    ],
                    "params": [{ "name": "nearest", "select": { "type": "point", "on": "pointerover", "nearest": true, "clear": "pointerout", "encodings": ["x"] } }],
                    "mark": { "type": "rule", "color": "#666" },
                    "encoding": {
                      "opacity": { "condition": { "param": "nearest", "empty": false, "value": 1 }, "value": 0 },
                      "tooltip": [
                        { "field": "run", "type": "nominal", "title": "run" },
                        { "field": "time", "type": "quantitative", "title": {{Json.Of(frames.TimeTitle)}}, "format": ".4~g" },
                        {{string.Join(", ", Enumerable.Range(1, Largest).Select(Reading))}}
                      ]
                    }
                  }
                ]
              }
            }
            """);
        specification["data"]!["values"] = values;
        return new("singular-values", "Singular values", caption, specification);
    }

    private static string Reading(int index) => $$"""{ "field": "σ{{index}}", "type": "quantitative", "format": ".4~g" }""";

    // Twelve lines a run: runs that differ only in their seed would hide each other in one panel, and fill the page in panels of their own.
    private static ImmutableArray<string> ShownRuns(DataFrame runs, RunLegend legend)
    {
        Dictionary<string, string> first = new(StringComparer.Ordinal);
        for (int row = 0; runs.Has("key") && row < runs.RowCount; row++)
        {
            string key = runs["key"].TextAt(row);
            if (legend.TryFind(key, out (string Label, string Entry) run))
            {
                first.TryAdd(run.Entry, key);
            }
        }
        return [.. legend.Entries.Take(MostPanels).Select(entry => first[entry])];
    }
}
