using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>Samples of noisy flows in bins against what the exact law expects there, one panel a case.</summary>
public static class EquilibriumFigure
{
    private const int Columns = 3;

    /// <summary>The panels.</summary>
    /// <param name="bins">Columns <c>case</c>, <c>bin</c> (its range in words), <c>count</c>, <c>expected</c>, <c>deviation</c> (of a count, one standard deviation); rows in order.</param>
    /// <param name="axisTitle">What is binned.</param>
    public static Figure From(DataFrame bins, string axisTitle)
    {
        ArgumentNullException.ThrowIfNull(bins);
        const string Title = "Equilibrium against the exact law";
        const string Caption = "Dots: samples in each bin, divided by how many the exact law expects there. Band: two standard deviations of chance around 1; about one dot in twenty may lie outside.";
        JsonObject specification = Appearance.Specification($"{Title}. {Caption}", $$"""{ "columns": {{Columns}}, "spacing": 24, "concat": [] }""");
        foreach ((string name, DataFrame rows) in bins.RowCount > 0 ? bins.GroupBy("case") : [])
        {
            JsonArray values = [];
            for (int row = 0; row < rows.RowCount; row++)
            {
                double expected = rows["expected"].NumberAt(row), deviation = rows["deviation"].NumberAt(row);
                values.Add(new JsonObject
                {
                    ["bin"] = rows["bin"].TextAt(row),
                    ["count"] = rows["count"].NumberAt(row),
                    ["ratio"] = (rows["count"].NumberAt(row) / expected).ToPlotPrecision(),
                    ["low"] = (1 - 2 * deviation / expected).ToPlotPrecision(),
                    ["high"] = (1 + 2 * deviation / expected).ToPlotPrecision(),
                });
            }
            JsonObject panel = Json.Parse($$"""
                {
                  "title": {{Json.Of(name)}}, "width": 200, "height": 150,
                  "data": { "values": [] },
                  "encoding": { "x": { "field": "bin", "type": "ordinal", "sort": null, "title": {{Json.Of(axisTitle)}}, "axis": { "labelAngle": -60, "labelFontSize": 11 } } },
                  "layer": [
                    { "mark": { "type": "bar", "color": "#ccc", "width": { "band": 1 } }, "encoding": { "y": { "field": "low", "type": "quantitative", "title": "samples / expected", "scale": { "zero": false } }, "y2": { "field": "high" } } },
                    { "mark": { "type": "rule", "color": "#000" }, "encoding": { "x": null, "y": { "datum": 1 } } },
                    { "mark": { "type": "point", "filled": true, "size": 70, "color": "#0072B2" }, "encoding": { "y": { "field": "ratio", "type": "quantitative" }, "tooltip": [{ "field": "bin" }, { "field": "count" }, { "field": "ratio", "format": ".3f" }] } }
                  ]
                }
                """);
            panel["data"]!["values"] = values;
            specification["concat"]!.AsArray().Add(panel);
        }
        return new("equilibrium", Title, Caption, specification) { HasData = bins.RowCount > 0 };
    }
}
