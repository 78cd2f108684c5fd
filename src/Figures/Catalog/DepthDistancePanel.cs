using System.Globalization;
using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>Distance to infinite depth against depth, both logarithmic: at a few fixed times, and of the limits; beside a line of slope −1.</summary>
internal static class DepthDistancePanel
{
    private const int Height = 260;
    private const int MostTimes = 4;
    private const string Limits = "limits";

    /// <summary>The panel; null where fewer than two depths can be compared with infinite depth.</summary>
    /// <remarks>Times are told apart by stroke: a second scale of colour would tear the legend of the depths apart.</remarks>
    public static JsonObject? Of(StudyFrames frames)
    {
        DataFrame table = frames.DepthComparison;
        if (!table.Has("distance") || !frames.Runs.Has("depth"))
        {
            return null;
        }
        Dictionary<string, string> depths = Enumerable.Range(0, frames.Runs.RowCount)
            .DistinctBy(row => frames.Runs["key"].TextAt(row)).ToDictionary(row => frames.Runs["key"].TextAt(row), row => frames.Runs["depth"].TextAt(row));
        double[] times = Chosen([.. Enumerable.Range(0, table.RowCount).Select(table["time"].NumberAt).Distinct().Order()]);
        JsonArray values = [];
        List<double> sizes = [], distances = [];
        for (int row = 0; row < table.RowCount; row++)
        {
            double time = table["time"].NumberAt(row), distance = table["distance"].NumberAt(row);
            if (times.Contains(time) && distance > 0 && double.TryParse(depths.GetValueOrDefault(table["key"].TextAt(row)), CultureInfo.InvariantCulture, out double depth))
            {
                sizes.Add(depth);
                distances.Add(distance.ToPlotPrecision());
                values.Add(new JsonObject
                {
                    ["depth"] = depth, ["distance"] = distances[^1], ["reference"] = table["reference"].TextAt(row), ["at"] = NameOf(time), ["order"] = Array.IndexOf(times, time),
                });
            }
        }
        if (sizes.Distinct().Count() < 2)
        {
            return null;
        }
        JsonObject panel = Json.Parse($$"""
            {
              "width": {{Appearance.Width}}, "height": {{Height}}, "title": "distance to infinite depth",
              "layer": [
                {
                  "data": { "values": [] },
                  "mark": { "type": "line", "strokeWidth": 1.8, "point": { "filled": false, "fill": "white", "size": 60, "strokeWidth": 1.8 } },
                  "encoding": {
                    "x": {{LogarithmicAxis.Channel("depth", "depth N", sizes, Appearance.Width, tight: false)}},
                    "y": {{LogarithmicAxis.Channel("distance", "‖X_N − X_∞‖", distances, Height, tight: false)}},
                    "stroke": { "field": "at", "type": "nominal", "title": "at time", "sort": { "field": "order", "op": "min" }, "scale": { "scheme": { "name": "viridis", "extent": [0.1, 0.85] } } },
                    "detail": { "field": "reference", "type": "nominal" },
                    "tooltip": [
                      { "field": "depth", "type": "quantitative" },
                      { "field": "at", "type": "nominal", "title": "at time" },
                      { "field": "distance", "type": "quantitative", "format": ".4~g" }
                    ]
                  }
                },
                {
                  "data": { "values": [] },
                  "mark": { "type": "line", "color": "#555", "strokeDash": [3, 4], "strokeWidth": 1.5, "clip": true },
                  "encoding": { "x": { "field": "depth", "type": "quantitative" }, "y": { "field": "distance", "type": "quantitative" } }
                }
              ]
            }
            """);
        panel["layer"]![0]!["data"]!["values"] = values;
        panel["layer"]![1]!["data"]!["values"] = SlopeOne(sizes, distances);
        return panel;
    }

    /// <summary>1/N through the deepest, most distant point.</summary>
    private static JsonArray SlopeOne(List<double> sizes, List<double> distances)
    {
        double deepest = sizes.Max(), shallowest = sizes.Min();
        double there = sizes.Zip(distances).Where(point => point.First == deepest).Max(point => point.Second);
        return
        [
            new JsonObject { ["depth"] = shallowest, ["distance"] = (there * deepest / shallowest).ToPlotPrecision() },
            new JsonObject { ["depth"] = deepest, ["distance"] = there },
        ];
    }

    private static string NameOf(double time) => double.IsFinite(time) ? time.ToString("G3", CultureInfo.InvariantCulture) : Limits;

    /// <summary>The limits, the last time, and a few evenly between.</summary>
    private static double[] Chosen(double[] all)
    {
        double[] finite = [.. all.Where(time => double.IsFinite(time) && time > 0)];
        int count = Math.Min(MostTimes, finite.Length);
        return [.. Enumerable.Range(1, count).Select(k => finite[finite.Length * k / count - 1])
            .Concat(all.Where(double.IsInfinity)).Distinct()];
    }
}
