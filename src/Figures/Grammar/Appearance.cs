using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DlnDynamics.Figures;

/// <summary>What all figures share: schema, fonts, grid, and the colours, dashes and shapes that tell legend entries apart.</summary>
internal static class Appearance
{
    /// <summary>Width of a full-width plot in pixels.</summary>
    public const int Width = 640;

    // Okabe and Ito's palette, which readers of every colour vision tell apart, without its yellow, too pale on white.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    // Dashes and shapes repeat after 5 and 6 entries, colours after 7: the first 35 entries differ, and neighbours differ in grey.
    private static readonly int[][] Dashes = [[1, 0], [8, 3], [2, 2], [9, 3, 2, 3], [4, 3]];
    private static readonly string[] Shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];

    /// <summary>An empty specification: schema, description, and the configuration of every figure.</summary>
    public static JsonObject Specification(string description, string body)
    {
        JsonObject specification = Json.Parse($$"""
            {
              "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
              "description": {{Json.Of(description)}},
              "background": "white",
              "padding": 8,
              "config": {
                "font": "Helvetica, Arial, sans-serif",
                "axis": { "labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal", "titlePadding": 8, "labelColor": "#333", "titleColor": "#111",
                          "gridColor": "#e8e8e8", "domainColor": "#888", "tickColor": "#888", "labelLimit": 260 },
                "legend": { "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "symbolStrokeWidth": 2.5, "symbolSize": 220, "labelLimit": 260, "symbolLimit": 0 },
                "header": { "labelFontSize": 13, "titleFontSize": 13, "labelColor": "#111", "labelFontWeight": "bold" },
                "title": { "fontSize": 13, "fontWeight": "normal", "color": "#111" },
                "view": { "stroke": "#ccc" }
              }
            }
            """);
        foreach ((string name, JsonNode? value) in Json.Parse(body).ToArray())
        {
            specification[name] = value?.DeepClone();
        }
        return specification;
    }

    /// <summary>The scale of a channel over the entries of a legend, in their order, as JSON.</summary>
    public static string ColourScale(ImmutableArray<string> entries) => Scale(entries, Json.Of(Cycle(Colours, entries.Length)));

    /// <inheritdoc cref="ColourScale"/>
    public static string DashScale(ImmutableArray<string> entries) => Scale(entries, Json.Of([.. Cycle(Dashes, entries.Length)]));

    /// <inheritdoc cref="ColourScale"/>
    public static string ShapeScale(ImmutableArray<string> entries) => Scale(entries, Json.Of(Cycle(Shapes, entries.Length)));

    private static string Scale(ImmutableArray<string> entries, string range) => $$"""{ "domain": {{Json.Of(entries)}}, "range": {{range}} }""";

    private static IEnumerable<T> Cycle<T>(T[] values, int count) => Enumerable.Range(0, count).Select(i => values[i % values.Length]);
}
