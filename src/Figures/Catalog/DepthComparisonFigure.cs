using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>What the flows of different depths arrive at, side by side.</summary>
public static class DepthComparisonFigure
{
    private const int Largest = 12;
    private const int Height = 320;

    // Column of the runs, title of its panel; a panel is drawn where the column has a number.
    private static readonly (string Column, string Title)[] Verdicts =
    [
        ("gap-rank", "gap rank"),
        ("gap-rank-margin", "gap in decades"),
        ("held-out-relative-rmse", "held-out relative error"),
    ];

    /// <summary>
    /// Above, the singular values at each run's last sample time against their index, logarithmic, so that a gap is seen as a step;
    /// below, gap rank, the gap's size in decades and held-out relative error, where the runs have them, and the distance to infinite depth.
    /// </summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        RunLegend legend = RunLegend.Of(frames.Runs, frames.Axes);
        JsonArray spectra = FinalSpectra(frames.SingularValues, legend, out List<double> sizes);
        JsonArray verdicts = VerdictRows(frames.Runs, legend);
        IEnumerable<string> panels =
            from verdict in Verdicts
            let numbers = verdicts.Select(row => (double?)row![verdict.Column]).OfType<double>().ToArray()
            where numbers.Length > 0
            select Panel(verdict, legend, numbers.Max());
        JsonObject? distances = DepthDistancePanel.Of(frames);
        string caption = "Singular values at the end of each run: the step after the k-th is the gap that makes k the gap rank."
            + (distances is null ? "" : " Below, the distance to infinite depth, dashed a line that falls as 1/N.");
        JsonObject specification = Appearance.Specification($"Comparison of depths. {caption}", $$"""
            {
              "datasets": { "spectra": [], "verdicts": [] },
              "spacing": 28,
              "vconcat": [ {{Spectra(legend, sizes)}}, { "spacing": 30, "hconcat": [ {{string.Join(", ", panels)}} ] } ]
            }
            """);
        specification["datasets"]!["spectra"] = spectra;
        specification["datasets"]!["verdicts"] = verdicts;
        if (distances is not null)
        {
            specification["vconcat"]!.AsArray().Add(distances);
        }
        return new("depth-comparison", "Comparison of depths", caption, specification);
    }

    private static string Spectra(RunLegend legend, List<double> sizes) => $$"""
        {
          "width": {{Appearance.Width}}, "height": {{Height}},
          "data": { "name": "spectra" },
          "params": [{ "name": "picked", "select": { "type": "point", "fields": ["entry"] }, "bind": "legend" }],
          "mark": { "type": "line", "strokeWidth": 1.5, "point": { "filled": true, "size": 70 } },
          "encoding": {
            "x": { "field": "index", "type": "quantitative", "title": "index i", "axis": { "tickMinStep": 1, "format": "d", "grid": false }, "scale": { "zero": false, "nice": false, "padding": 12 } },
            "y": {{LogarithmicAxis.Channel("value", "final singular value σᵢ", sizes, Height, tight: false)}},
            "color": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ColourScale(legend.Entries)}} },
            "shape": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ShapeScale(legend.Entries)}} },
            "detail": { "field": "run", "type": "nominal" },
            "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.1 },
            "tooltip": [
              { "field": "run", "type": "nominal", "title": "run" },
              { "field": "index", "type": "quantitative", "title": "index" },
              { "field": "value", "type": "quantitative", "title": "singular value", "format": ".4~g" }
            ]
          }
        }
        """;

    private static string Panel((string Column, string Title) verdict, RunLegend legend, double largest) => $$"""
        {
          "width": 174, "height": 170, "title": {{Json.Of(verdict.Title)}},
          "data": { "name": "verdicts" },
          "transform": [{ "filter": {{Json.Of($"isValid(datum['{verdict.Column}'])")}} }],
          "mark": { "type": "point", "filled": true, "size": 90, "opacity": 1 },
          "encoding": {
            "x": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "sort": {{Json.Of(legend.Entries)}}, "axis": { "labelAngle": {{(legend.Title == "depth" ? 0 : -40)}} } },
            "y": { "field": {{Json.Of(verdict.Column)}}, "type": "quantitative", "title": null, "scale": { "nice": false, "domain": {{Json.Of([0, largest > 0 ? 1.12 * largest : 1])}} }, "axis": { "tickCount": 5{{(verdict.Column == "gap-rank" ? ", \"tickMinStep\": 1" : "")}} } },
            "color": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ColourScale(legend.Entries)}} },
            "shape": { "field": "entry", "type": "nominal", "title": {{Json.Of(legend.Title)}}, "scale": {{Appearance.ShapeScale(legend.Entries)}} },
            "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.1 },
            "tooltip": [
              { "field": "run", "type": "nominal", "title": "run" },
              { "field": {{Json.Of(verdict.Column)}}, "type": "quantitative", "title": {{Json.Of(verdict.Title)}}, "format": ".4~g" }
            ]
          }
        }
        """;

    private static JsonArray FinalSpectra(DataFrame table, RunLegend legend, out List<double> sizes)
    {
        JsonArray rows = [];
        sizes = [];
        Dictionary<string, double> lastTimes = new(StringComparer.Ordinal);
        int count = table.Has("value") ? table.RowCount : 0;
        for (int row = 0; row < count; row++)
        {
            string key = table["key"].TextAt(row);
            double time = table["time"].NumberAt(row);
            lastTimes[key] = lastTimes.TryGetValue(key, out double last) ? Math.Max(last, time) : time;
        }
        for (int row = 0; row < count; row++)
        {
            string key = table["key"].TextAt(row);
            double index = table["index"].NumberAt(row), size = table["value"].NumberAt(row);
            if (table["time"].NumberAt(row) == lastTimes[key] && index <= Largest && double.IsFinite(size) && size > 0
                && legend.TryFind(key, out (string Label, string Entry) run))
            {
                sizes.Add(size.ToPlotPrecision());
                rows.Add(new JsonObject { ["run"] = run.Label, ["entry"] = run.Entry, ["index"] = (int)index, ["value"] = sizes[^1] });
            }
        }
        return rows;
    }

    private static JsonArray VerdictRows(DataFrame runs, RunLegend legend)
    {
        JsonArray rows = [];
        for (int row = 0; runs.Has("key") && row < runs.RowCount; row++)
        {
            if (!legend.TryFind(runs["key"].TextAt(row), out (string Label, string Entry) run))
            {
                continue;
            }
            JsonObject values = new() { ["run"] = run.Label, ["entry"] = run.Entry };
            foreach ((string column, _) in Verdicts)
            {
                double number = runs.Has(column) ? runs[column].NumberAt(row) : double.NaN;
                values[column] = double.IsFinite(number) ? JsonValue.Create(number.ToPlotPrecision()) : null;
            }
            rows.Add(values);
        }
        return rows;
    }
}
