using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using DlnDynamics.Figures;

namespace DlnDynamics.WorkPrecision;

/// <summary>Error against what it cost, a panel a problem, a colour and a shape a method.</summary>
internal static class WorkPrecisionFigure
{
    private const int Width = 232;
    private const int Height = 190;
    private const int PanelsInARow = 3;
    private const int LettersInALine = 44;

    // Okabe and Ito's palette, a brown, a grey and a violet; the automatic method black. Shapes alone tell the methods apart in grey.
    private static readonly string[] Colours =
        ["#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#8C510A", "#7A7A7A", "#5D3A9B"];

    private static readonly string[] Shapes =
    [
        "square", "diamond", "triangle-up", "triangle-down", "cross", "triangle-right", "triangle-left",
        "M-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0L-1,-0.7Z",
        "M0,-1L0.25,-0.3L1,-0.3L0.4,0.15L0.6,0.9L0,0.45L-0.6,0.9L-0.4,0.15L-1,-0.3L-0.25,-0.3Z",
    ];

    /// <summary>Error against work in evaluations.</summary>
    public static Figure AgainstWork(IReadOnlyCollection<Measurement> runs) => Of(
        runs.Where(one => one.Counts is not null || !one.IsFinished),
        "error-against-work",
        "Error against work",
        "work (evaluations of f)",
        one => one.Work,
        "Down and left is better. Work counts evaluations, Jacobian products, and each dense Jacobian as one product a column.");

    /// <summary>Error against wall time.</summary>
    public static Figure AgainstTime(IReadOnlyCollection<Measurement> runs) => Of(
        runs, "error-against-time", "Error against wall time", "wall time (s)", one => one.Seconds, "Down and left is better. Times are of one core of the machine that made this page.");

    private static Figure Of(
        IEnumerable<Measurement> runs, string name, string title, string costTitle, Func<Measurement, double> cost, string caption)
    {
        // The automatic method last, as a small dot on top: often it is one of the others.
        Measurement[] all = [.. runs.OrderBy(one => one.Method == AutoComparison.AutoName)];
        string[] methods = [.. all.Select(one => one.Method).Distinct()];
        IEnumerable<string> panels = all.GroupBy(one => one.Problem).Select((group, place) => Panel([.. group], methods, costTitle, cost, place));
        caption += " Each line is a method from its loosest tolerance to its tightest; open points are wrong by more than 100 tolerances; what did not finish spent its budget of work or failed.";
        JsonObject specification = Json.Parse($$"""{ "columns": {{PanelsInARow}}, "bounds": "flush", "spacing": { "row": 112, "column": 76 }, "concat": [ {{string.Join(", ", panels)}} ] }""");
        return new(name, title, caption, Appearance.Specification($"{title}. {caption}", specification.ToJsonString()));
    }

    private static string Panel(ImmutableArray<Measurement> runs, string[] methods, string costTitle, Func<Measurement, double> cost, int place)
    {
        Measurement[] drawn = [.. runs.Where(one => one.IsFinished && one.Error > 0 && double.IsFinite(one.Error) && cost(one) > 0)];
        double[] costs = [.. drawn.Select(one => cost(one).ToPlotPrecision())], errors = [.. drawn.Select(one => one.Error.ToPlotPrecision())];
        JsonArray values = [.. drawn.Select(JsonNode (one) => new JsonObject
        {
            ["method"] = one.Method,
            ["tolerance"] = one.Tolerance,
            ["cost"] = cost(one).ToPlotPrecision(),
            ["error"] = one.Error.ToPlotPrecision(),
            ["right"] = one.IsRight,
        })];
        string scale = Json.Of(methods), colours = Json.Of(Each(methods, Colours, "#000000")), shapes = Json.Of(Each(methods, Shapes, "circle"));
        string isAuto = Json.Of($"datum.method == '{AutoComparison.AutoName}'");
        string legendSelection = place > 0 ? "" : """
            "params": [{ "name": "picked", "select": { "type": "point", "fields": ["method"] }, "bind": "legend" }],
            """;
        string legend = """{ "orient": "top", "title": null, "columns": 5, "symbolSize": 110 }""";
        return $$"""
            {
              "width": {{Width}}, "height": {{Height}},
              "title": { "text": {{Json.Of(Heading(runs[0]))}}, "subtitle": {{Json.Of(Unfinished(runs))}}, "anchor": "start", "subtitleFontSize": 11, "subtitleColor": "#555", "fontWeight": "bold" },
              "data": { "values": {{values.ToJsonString()}} },
              "encoding": {
                "x": {{LogarithmicAxis.Channel("cost", costTitle, costs, Width, tight: false)}},
                "y": {{LogarithmicAxis.Channel("error", "error at the end (relative)", errors, Height, tight: false)}},
                "color": { "field": "method", "type": "nominal", "scale": { "domain": {{scale}}, "range": {{colours}} }, "legend": {{legend}} },
                "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.12 }
              },
              "layer": [
                { "mark": { "type": "line", "strokeWidth": 1.3, "clip": true }, "encoding": { "strokeDash": { "condition": { "test": {{isAuto}}, "value": [5, 4] }, "value": [1, 0] }, "order": { "field": "tolerance", "type": "quantitative", "sort": "descending" } } },
                {
                  {{legendSelection}}
                  "mark": { "type": "point", "strokeWidth": 1.4 },
                  "encoding": {
                    "size": { "condition": { "test": {{isAuto}}, "value": 22 }, "value": 70 },
                    "shape": { "field": "method", "type": "nominal", "scale": { "domain": {{scale}}, "range": {{shapes}} }, "legend": {{legend}} },
                    "fill": { "condition": { "test": "datum.right", "field": "method", "type": "nominal", "scale": { "domain": {{scale}}, "range": {{colours}} }, "legend": null }, "value": "white" },
                    "tooltip": [
                      { "field": "method", "type": "nominal" },
                      { "field": "tolerance", "type": "quantitative", "format": ".0e" },
                      { "field": "error", "type": "quantitative", "format": ".2e" },
                      { "field": "cost", "type": "quantitative", "title": {{Json.Of(costTitle)}}, "format": ".4~g" }
                    ]
                  }
                }
              ]
            }
            """;
    }

    private static IEnumerable<string> Each(string[] methods, string[] values, string automatic) =>
        methods.Select((method, place) => method == AutoComparison.AutoName ? automatic : values[place % values.Length]);

    private static string Heading(Measurement one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.Problem} (N = {(one.Depth.IsInfinite ? "∞" : one.Depth.ToString())}, {one.Dimension} unknowns)");

    // "did not finish: rkc2 ≤ 1e-8": at this tolerance and tighter ones.
    private static List<string> Unfinished(ImmutableArray<Measurement> runs)
    {
        string[] methods = [.. runs.Where(one => !one.IsFinished).GroupBy(one => one.Method)
            .Select(group => group.Count() == runs.Count(one => one.Method == group.Key)
                ? group.Key
                : string.Create(CultureInfo.InvariantCulture, $"{group.Key} ≤ {group.Max(one => one.Tolerance):0e+0}"))];
        List<string> lines = [methods.Length == 0 ? "all finished" : "did not finish:"];
        foreach (string method in methods)
        {
            if (lines[^1].Length + method.Length > LettersInALine)
            {
                lines.Add(method);
            }
            else
            {
                lines[^1] += $" {method}";
            }
            lines[^1] += method == methods[^1] ? "" : ",";
        }
        return lines;
    }
}
