using System.Globalization;
using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>The laws that were fitted to the tails of a quantity, as lines to lay over its data.</summary>
internal static class FittedLaws
{
    private const int Points = 40;

    /// <summary>A layer over the lines of a quantity; null where no law was found.</summary>
    public static JsonObject? Layer(StudyFrames frames, string quantity, RunLegend legend)
    {
        JsonArray rows = Of(frames, quantity, legend);
        if (rows.Count == 0)
        {
            return null;
        }
        JsonObject layer = Json.Parse("""
            {
              "data": { "values": [] },
              "mark": { "type": "line", "color": "#111", "strokeWidth": 6, "opacity": 0.3, "clip": true, "strokeCap": "round" },
              "encoding": {
                "detail": { "field": "run", "type": "nominal" },
                "tooltip": [
                  { "field": "run", "type": "nominal", "title": "run" },
                  { "field": "law", "type": "nominal", "title": "fitted law" },
                  { "field": "rate", "type": "nominal", "title": "rate" }
                ]
              }
            }
            """);
        layer["data"]!["values"] = rows;
        return layer;
    }

    /// <summary>Rows run, law, rate, time, value: the fitted rate through the middle of the data on its tail. Empty where no law was found.</summary>
    private static JsonArray Of(StudyFrames frames, string quantity, RunLegend legend)
    {
        JsonArray rows = [];
        DataFrame rates = frames.Rates, trajectories = frames.Trajectories;
        if (!rates.Has("quantity") || !trajectories.Has(quantity))
        {
            return rows;
        }
        ILookup<string, int> samples = Enumerable.Range(0, trajectories.RowCount).ToLookup(trajectories["key"].TextAt);
        for (int row = 0; row < rates.RowCount; row++)
        {
            string key = rates["key"].TextAt(row), law = rates["law"].TextAt(row);
            double rate = rates["rate"].NumberAt(row), start = rates["tail-start"].NumberAt(row), end = rates["tail-end"].NumberAt(row);
            if (rates["quantity"].TextAt(row) != quantity || law is not ("exponential" or "power-law") || !(start > 0) || !double.IsFinite(end)
                || !legend.TryFind(key, out (string Label, string Entry) run))
            {
                continue;
            }
            double Fallen(double time) => rate * (law == "exponential" ? time : Math.Log(time));
            double[] heights = [.. from k in samples[key]
                                   let time = trajectories["time"].NumberAt(k)
                                   let value = trajectories[quantity].NumberAt(k)
                                   where time >= start && time <= end && value > 0
                                   select Math.Log(value) + Fallen(time)];
            for (int k = 0; heights.Length > 0 && k <= Points; k++)
            {
                double time = start + (end - start) * k / Points;
                rows.Add(new JsonObject
                {
                    ["run"] = run.Label,
                    ["law"] = law,
                    ["rate"] = rate.ToString("G4", CultureInfo.InvariantCulture),
                    ["time"] = time.ToPlotPrecision(),
                    ["value"] = Math.Exp(heights.Average() - Fallen(time)).ToPlotPrecision(),
                });
            }
        }
        return rows;
    }
}
