using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DlnDynamics.Figures;

/// <summary>A figure that a script composes from frames: layers over common axes, series told apart by colour and by dash or shape, and panels side by side.</summary>
/// <param name="Name">Name of the file it is saved in, kebab-case.</param>
/// <param name="Title">Heading.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Layers">What is drawn, the first at the bottom.</param>
public sealed record Chart(string Name, string Title, string Caption, ChartAxis X, ChartAxis Y, params ImmutableArray<ChartLayer> Layers)
{
    /// <summary>The column that tells series apart, and its title in the legend; null: one series.</summary>
    public (string Column, string Title)? Series { get; init; }

    /// <summary>The column with a panel for each of its values, which is the panel's heading; null: one panel.</summary>
    public string? Panel { get; init; }

    /// <summary>Panels side by side before a new row begins.</summary>
    public int PanelsPerRow { get; init; } = 3;

    /// <summary>Whether every panel chooses the ranges of its axes for itself.</summary>
    public bool HasOwnRanges { get; init; }

    /// <summary>The chart as a figure.</summary>
    /// <exception cref="ArgumentException">A layer lacks a column.</exception>
    public Figure ToFigure()
    {
        ImmutableArray<string> entries = Texts(Series?.Column), panels = Texts(Panel);
        JsonArray views = [];
        int columns = Math.Min(Math.Max(panels.Length, 1), PanelsPerRow);
        (int width, int height) = columns == 1 ? (Appearance.Width, 360) : columns == 2 ? (300, 240) : (200, 170);
        ChartView view = new(this, entries, width, height);
        foreach (string? panel in panels.IsEmpty ? [null] : panels.Cast<string?>())
        {
            views.Add(view.Draw(panel));
        }
        string body = $$"""{ "columns": {{columns}}, "spacing": 20, "concat": [], "resolve": { "scale": { "color": "shared", "strokeDash": "shared", "shape": "shared" } } }""";
        JsonObject specification = Appearance.Specification($"{Title}. {Caption}", body);
        specification["concat"] = views;
        return new(Name, Title, Caption, specification) { HasData = Layers.Any(layer => layer.Frame.RowCount > 0) };
    }

    private ImmutableArray<string> Texts(string? column) => column is null
        ? []
        : [.. Layers.Where(layer => layer.Frame.Has(column)).SelectMany(layer => Enumerable.Range(0, layer.Frame.RowCount).Select(layer.Frame[column].TextAt)).Distinct(StringComparer.Ordinal)];
}
