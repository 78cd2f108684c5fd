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
        const string Caption = "Bars: samples in each bin. Line: how many the exact law expects; band: two standard deviations of chance around it, outside which about one bar in twenty may lie.";
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
                    ["expected"] = expected.ToPlotPrecision(),
                    ["low"] = (expected - 2 * deviation).ToPlotPrecision(),
                    ["high"] = (expected + 2 * deviation).ToPlotPrecision(),
                });
            }
            JsonObject panel = Json.Parse($$"""
                {
                  "title": {{Json.Of(name)}}, "width": 200, "height": 150,
                  "data": { "values": [] },
                  "encoding": { "x": { "field": "bin", "type": "ordinal", "sort": null, "title": {{Json.Of(axisTitle)}}, "axis": { "labelAngle": -50, "labelFontSize": 10 } } },
                  "layer": [
                    { "mark": { "type": "bar", "color": "#56B4E9" }, "encoding": { "y": { "field": "count", "type": "quantitative", "title": "samples" } } },
                    { "mark": { "type": "bar", "color": "#000", "opacity": 0.25 }, "encoding": { "y": { "field": "low", "type": "quantitative" }, "y2": { "field": "high" } } },
                    { "mark": { "type": "tick", "color": "#000", "thickness": 2 }, "encoding": { "y": { "field": "expected", "type": "quantitative" } } }
                  ]
                }
                """);
            panel["data"]!["values"] = values;
            specification["concat"]!.AsArray().Add(panel);
        }
        return new("equilibrium", Title, Caption, specification) { HasData = bins.RowCount > 0 };
    }
}
