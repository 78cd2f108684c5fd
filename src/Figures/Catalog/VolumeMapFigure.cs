using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>The log-volume over the minimisers of a 2 × 2 diagonal problem, one map a depth, with the outcomes of many starts on it.</summary>
public static class VolumeMapFigure
{
    private const int Size = 210;
    private const int Columns = 3;

    // Where the log-volume leaves this window it is drawn as its end: it has no upper bound.
    private const double Least = -4;
    private const double Most = 6;

    /// <summary>The maps.</summary>
    /// <param name="map">Columns <c>depth</c>, <c>w12</c>, <c>w21</c>, <c>log-volume</c>: a square grid, the same for every depth.</param>
    /// <param name="curve">Columns <c>branch</c>, <c>w12</c>, <c>w21</c>: the minimisers of lower rank.</param>
    /// <param name="outcomes">Columns <c>depth</c>, <c>w12</c>, <c>w21</c>.</param>
    public static Figure From(DataFrame map, DataFrame curve, DataFrame outcomes)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(outcomes);
        const string Title = "Log-volume of the minimisers";
        const string Caption = "ln √det ĝ of the metric of each depth (rescaled clock) over the two unobserved entries; it grows without bound on the dashed curve, the minimisers of rank 1. "
            + "Circles: where the flow ended from random starts. Entries in scaled units.";
        JsonObject specification = Appearance.Specification($"{Title}. {Caption}", $$"""
            { "columns": {{Columns}}, "spacing": 18, "concat": [], "resolve": { "scale": { "color": "shared", "stroke": "shared" } } }
            """);
        foreach ((string depth, DataFrame cells) in map.RowCount > 0 ? map.GroupBy("depth") : [])
        {
            DataFrame points = outcomes.Where(row => outcomes["depth"].TextAt(row) == depth);
            specification["concat"]!.AsArray().Add(Panel(depth, cells, curve, points));
        }
        return new("volume-map", Title, Caption, specification) { HasData = map.RowCount > 0 };
    }

    private static JsonObject Panel(string depth, DataFrame cells, DataFrame curve, DataFrame points)
    {
        double outermost = Enumerable.Range(0, cells.RowCount).Max(row => cells["w12"].NumberAt(row));
        double half = outermost / (Math.Sqrt(cells.RowCount) - 1), reach = (outermost + half).ToPlotPrecision();
        string domain = Json.Of([-reach, reach]);
        JsonObject panel = Json.Parse($$"""
            {
              "title": {{Json.Of($"depth {(depth == "infinite" ? "∞" : depth)}")}}, "width": {{Size}}, "height": {{Size}},
              "layer": [
                {
                  "data": { "values": [] },
                  "transform": [{ "calculate": "datum.x + {{2 * half}}", "as": "right" }, { "calculate": "datum.y + {{2 * half}}", "as": "top" }],
                  "mark": { "type": "rect", "clip": true, "strokeWidth": 1 },
                  "encoding": {
                    "x": { "field": "x", "type": "quantitative", "title": "w₁₂", "scale": { "domain": {{domain}}, "nice": false }, "axis": { "tickCount": 5, "grid": false } }, "x2": { "field": "right" },
                    "y": { "field": "y", "type": "quantitative", "title": "w₂₁", "scale": { "domain": {{domain}}, "nice": false }, "axis": { "tickCount": 5, "grid": false } }, "y2": { "field": "top" },
                    "color": { "field": "v", "type": "quantitative", "title": "ln √det ĝ", "scale": { "scheme": "viridis", "domain": [{{Least}}, {{Most}}], "clamp": true } },
                    "stroke": { "field": "v", "type": "quantitative", "title": "ln √det ĝ", "scale": { "scheme": "viridis", "domain": [{{Least}}, {{Most}}], "clamp": true } }
                  }
                },
                {
                  "data": { "values": [] },
                  "mark": { "type": "line", "color": "white", "strokeWidth": 1.5, "strokeDash": [5, 4], "clip": true },
                  "encoding": { "x": { "field": "x", "type": "quantitative" }, "y": { "field": "y", "type": "quantitative" }, "detail": { "field": "branch", "type": "nominal" }, "order": { "field": "x" } }
                },
                {
                  "data": { "values": [] },
                  "mark": { "type": "point", "filled": true, "size": 16, "color": "#E69F00", "stroke": "black", "strokeWidth": 0.6, "opacity": 0.8, "clip": true },
                  "encoding": { "x": { "field": "x", "type": "quantitative" }, "y": { "field": "y", "type": "quantitative" } }
                }
              ]
            }
            """);
        JsonArray layers = panel["layer"]!.AsArray();
        layers[0]!["data"]!["values"] = Rows(cells, (row, values) =>
        {
            values["x"] = (cells["w12"].NumberAt(row) - half).ToPlotPrecision();
            values["y"] = (cells["w21"].NumberAt(row) - half).ToPlotPrecision();
            values["v"] = Math.Clamp(cells["log-volume"].NumberAt(row), 2 * Least, 2 * Most).ToPlotPrecision();
        });
        layers[1]!["data"]!["values"] = Rows(curve, (row, values) =>
        {
            Place(curve, row, values);
            values["branch"] = curve["branch"].TextAt(row);
        });
        layers[2]!["data"]!["values"] = Rows(points, (row, values) => Place(points, row, values));
        return panel;
    }

    private static void Place(DataFrame frame, int row, JsonObject values)
    {
        values["x"] = frame["w12"].NumberAt(row).ToPlotPrecision();
        values["y"] = frame["w21"].NumberAt(row).ToPlotPrecision();
    }

    private static JsonArray Rows(DataFrame frame, Action<int, JsonObject> fill)
    {
        JsonArray rows = [];
        for (int row = 0; row < frame.RowCount; row++)
        {
            JsonObject values = [];
            fill(row, values);
            rows.Add(values);
        }
        return rows;
    }
}
