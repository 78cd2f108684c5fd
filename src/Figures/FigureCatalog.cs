using System.Collections.Immutable;

namespace DlnDynamics.Figures;

/// <summary>The standard figures by name.</summary>
public static class FigureCatalog
{
    private static readonly ImmutableArray<(string Name, Func<StudyFrames, Figure> Draw)> Figures =
    [
        ("loss", LossFigure.From),
        ("convergence", ConvergenceFigure.From),
        ("singular-values", SingularValuesFigure.From),
        ("escape-times", EscapeTimesFigure.From),
        ("effective-rank", EffectiveRankFigure.From),
        ("quantities", QuantitiesFigure.From),
        ("depth-comparison", DepthComparisonFigure.From),
        ("descent", DescentFigure.From),
    ];

    /// <summary>The names, in the order in which the figures tell their story.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Figures.Select(figure => figure.Name)];

    /// <summary>The figure of a name.</summary>
    /// <exception cref="ArgumentException">No figure has that name; the message lists those there are.</exception>
    public static Figure Draw(string name, StudyFrames frames) =>
        Figures.FirstOrDefault(figure => figure.Name == name).Draw?.Invoke(frames)
        ?? throw new ArgumentException($"No figure '{name}'; there are: {string.Join(", ", Names)}.", nameof(name));
}
