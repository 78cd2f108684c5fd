using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>The panels of a chart as Vega-Lite views.</summary>
internal sealed class ChartView(Chart chart, ImmutableArray<string> entries, int width, int height)
{
    /// <summary>One panel: the rows with that value in the panel column, and layers that lack the column.</summary>
    public JsonObject Draw(string? panel)
    {
        JsonArray layers = [];
        ImmutableArray<(ChartMark Mark, DataFrame Frame)> drawn = [.. chart.Layers.Select(layer => (layer.Mark, Visible(layer.Frame, panel)))];
        IEnumerable<DataFrame> ranged = chart.HasOwnRanges ? drawn.Select(layer => layer.Frame) : chart.Layers.Select(layer => Visible(layer.Frame, null));
        ImmutableArray<DataFrame> frames = [.. ranged];
        string x = Channel(chart.X, "x", frames, width), y = Channel(chart.Y, "y", frames, height);
        foreach ((ChartMark mark, DataFrame frame) in drawn)
        {
            layers.Add(Layer(mark, frame, x, y));
            if (mark == ChartMark.Cells)
            {
                JsonObject text = Json.Parse($$"""{ "mark": { "type": "text", "fontSize": 12 }, "encoding": { "x": {{x}}, "y": {{y}}, "text": { "field": "series" } } }""");
                text["data"] = new JsonObject { ["values"] = Values(frame) };
                layers.Add(text);
            }
        }
        JsonObject view = Json.Parse($$"""{ "width": {{width}}, "height": {{height}} }""");
        if (panel is not null)
        {
            view["title"] = panel;
        }
        view["layer"] = layers;
        return view;
    }

    private JsonObject Layer(ChartMark mark, DataFrame frame, string x, string y)
    {
        string how = mark switch
        {
            ChartMark.Line => "\"type\": \"line\", \"strokeWidth\": 2",
            ChartMark.Reference => "\"type\": \"line\", \"strokeWidth\": 1.5, \"color\": \"#555\", \"strokeDash\": [4, 3]",
            ChartMark.Steps => "\"type\": \"line\", \"strokeWidth\": 2, \"interpolate\": \"step-after\"",
            ChartMark.Points => "\"type\": \"point\", \"filled\": true, \"size\": 36, \"opacity\": 0.8",
            ChartMark.Cells => "\"type\": \"rect\", \"opacity\": 0.45, \"stroke\": \"white\"",
            _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, null),
        };
        JsonObject layer = Json.Parse($$"""{ "mark": { {{how}}, "clip": true }, "encoding": { "x": {{x}}, "y": {{y}} } }""");
        layer["data"] = new JsonObject { ["values"] = Values(frame) };
        JsonObject encoding = layer["encoding"]!.AsObject();
        if (mark is not (ChartMark.Points or ChartMark.Cells))
        {
            encoding["order"] = Json.Parse("""{ "field": "row", "type": "quantitative" }""");
        }
        if (chart.Series is { } series && frame.Has(series.Column))
        {
            Tell(encoding, mark, series.Title);
        }
        return layer;
    }

    // In grey, lines differ by their dashes, dots by their shapes, cells by the words in them.
    private void Tell(JsonObject encoding, ChartMark mark, string title)
    {
        if (mark == ChartMark.Reference)
        {
            encoding["detail"] = Json.Parse("""{ "field": "series", "type": "nominal" }""");
            return;
        }
        // Dots on lines need no shapes of their own, which in the legend would have dashed outlines.
        bool hasLines = chart.Layers.Any(layer => layer.Mark is ChartMark.Line or ChartMark.Steps && layer.Frame.Has(chart.Series!.Value.Column));
        JsonObject Scaled(string scale, string legend = "") => Json.Parse($$"""{ "field": "series", "type": "nominal", "title": {{Json.Of(title)}}, "scale": {{scale}}{{legend}} }""");
        encoding["color"] = Scaled(Appearance.ColourScale(entries), hasLines ? ", \"legend\": { \"symbolType\": \"stroke\" }" : "");
        if (mark == ChartMark.Points && !hasLines)
        {
            encoding["shape"] = Scaled(Appearance.ShapeScale(entries));
        }
        else if (mark is not (ChartMark.Points or ChartMark.Cells))
        {
            encoding["strokeDash"] = Scaled(Appearance.DashScale(entries));
        }
    }

    private static string Channel(ChartAxis axis, string field, ImmutableArray<DataFrame> frames, int length)
    {
        string head = $"\"field\": \"{field}\", \"title\": {Json.Of(axis.Title)}";
        switch (axis.Kind)
        {
            case AxisKind.Categories:
                return $$"""{ {{head}}, "type": "ordinal", "sort": null, "axis": { "labelAngle": 0 } }""";
            case AxisKind.Logarithmic:
                double[] values = axis.Range is { } ends ? [ends.From, ends.To] : [.. frames.Where(frame => frame.RowCount > 0).SelectMany(frame => Enumerable.Range(0, frame.RowCount).Select(frame[axis.Column].NumberAt))];
                return LogarithmicAxis.Channel(field, axis.Title, values, length, tight: field == "x" || axis.Range is not null);
            default:
                string domain = axis.Range is { } range ? $", \"domain\": {Json.Of([range.From, range.To])}" : SharedDomain(axis, frames);
                return $$"""{ {{head}}, "type": "quantitative", "scale": { "zero": false{{domain}} }, "axis": { "tickCount": {{Math.Max(4, length / 80)}} } }""";
        }
    }

    private static string SharedDomain(ChartAxis axis, ImmutableArray<DataFrame> frames)
    {
        double[] values = [.. frames.Where(frame => frame.RowCount > 0).SelectMany(frame => Enumerable.Range(0, frame.RowCount).Select(frame[axis.Column].NumberAt))];
        return values.Length == 0 || values.Min() == values.Max() ? "" : $", \"domain\": {Json.Of([values.Min(), values.Max()])}, \"nice\": true";
    }

    private DataFrame Visible(DataFrame frame, string? panel) => frame.Where(row =>
        (panel is null || chart.Panel is null || !frame.Has(chart.Panel) || frame[chart.Panel].TextAt(row) == panel) && Shows(chart.X, frame, row) && Shows(chart.Y, frame, row));

    private static bool Shows(ChartAxis axis, DataFrame frame, int row)
    {
        if (axis.Kind == AxisKind.Categories)
        {
            return true;
        }
        double value = frame[axis.Column].NumberAt(row);
        return double.IsFinite(value) && (axis.Kind == AxisKind.Linear || value > 0);
    }

    private JsonArray Values(DataFrame frame)
    {
        JsonArray values = [];
        for (int row = 0; row < frame.RowCount; row++)
        {
            JsonObject value = new() { ["x"] = At(chart.X, frame, row), ["y"] = At(chart.Y, frame, row), ["row"] = row };
            if (chart.Series is { } series && frame.Has(series.Column))
            {
                value["series"] = frame[series.Column].TextAt(row);
            }
            values.Add(value);
        }
        return values;
    }

    private static JsonValue At(ChartAxis axis, DataFrame frame, int row) =>
        axis.Kind == AxisKind.Categories ? JsonValue.Create(frame[axis.Column].TextAt(row)) : JsonValue.Create(frame[axis.Column].NumberAt(row).ToPlotPrecision());
}
