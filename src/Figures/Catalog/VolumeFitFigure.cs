using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>Outcomes of many starts against the volume along the minimisers of lowest rank: their distribution over its quantiles, one line a depth.</summary>
public static class VolumeFitFigure
{
    // Outcomes closer to a corner than this part of the volume stand at the left edge.
    private const double Least = 1e-5;

    /// <summary>The figure.</summary>
    /// <param name="verdicts">One row a depth: <c>key</c> and <c>depth</c>.</param>
    /// <param name="outcomes">Columns <c>key</c> and <c>quantile</c> (NaN: not of low rank).</param>
    public static Figure From(DataFrame verdicts, DataFrame outcomes)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(outcomes);
        const string Title = "Outcomes of low rank against the volume";
        const string Caption = "Part of the outcomes that lie closer to a corner, where the volume per unit length is largest, than the given part of the volume does. On the broad grey line outcomes lie as the volume does; "
            + "above it they gather at the corners; the largest height above it is D of the table.";
        RunLegend legend = RunLegend.Of(verdicts, ["depth"]);
        JsonArray values = [];
        foreach ((string key, DataFrame rows) in outcomes.RowCount > 0 ? outcomes.GroupBy("key") : [])
        {
            double[] sorted = [.. Enumerable.Range(0, rows.RowCount).Select(row => rows["quantile"].NumberAt(row)).Where(double.IsFinite).Order()];
            if (sorted.Length == 0 || !legend.TryFind(key, out (string Label, string Entry) run))
            {
                continue;
            }
            int stride = Math.Max(1, sorted.Length / 200);
            values.Add(Point(run.Entry, Least, sorted.Count(quantile => quantile <= Least) / (double)sorted.Length));
            for (int i = stride - 1; i < sorted.Length; i += stride)
            {
                if (sorted[i] > Least)
                {
                    values.Add(Point(run.Entry, sorted[i], (i + 1.0) / sorted.Length));
                }
            }
            values.Add(Point(run.Entry, 1, 1));
        }
        JsonObject specification = Appearance.Specification($"{Title}. {Caption}", $$"""
            {
              "width": {{Appearance.Width}}, "height": 360,
              "layer": [
                {
                  "data": { "sequence": { "start": {{Math.Log10(Least)}}, "stop": 0.01, "step": 0.05, "as": "decade" } },
                  "transform": [{ "calculate": "pow(10, min(0, datum.decade))", "as": "x" }],
                  "mark": { "type": "line", "color": "#bbb", "strokeWidth": 5 },
                  "encoding": { "x": { "field": "x", "type": "quantitative" }, "y": { "field": "x", "type": "quantitative" } }
                },
                {
                  "data": { "values": [] },
                  "params": [{ "name": "picked", "select": { "type": "point", "fields": ["entry"] }, "bind": "legend" }],
                  "mark": { "type": "line", "strokeWidth": 2 },
                  "encoding": {
                    "x": { "field": "x", "type": "quantitative", "title": "part of the volume that lies closer to a corner", "scale": { "type": "log", "domain": [{{Least}}, 1] }, "axis": { "format": ".0e", "tickCount": 6 } },
                    "y": { "field": "y", "type": "quantitative", "title": "part of the outcomes of low rank", "scale": { "domain": [0, 1] } },
                    "color": { "field": "entry", "type": "nominal", "title": "depth", "scale": {{Appearance.ColourScale(legend.Entries)}} },
                    "strokeDash": { "field": "entry", "type": "nominal", "title": "depth", "scale": {{Appearance.DashScale(legend.Entries)}} },
                    "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.1 }
                  }
                }
              ]
            }
            """);
        specification["layer"]![1]!["data"]!["values"] = values;
        return new("volume-fit", Title, Caption, specification) { HasData = values.Count > 0 };
    }

    private static JsonObject Point(string entry, double x, double y) =>
        new() { ["entry"] = entry, ["x"] = x.ToPlotPrecision(), ["y"] = y.ToPlotPrecision() };
}
