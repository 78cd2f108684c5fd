namespace DlnDynamics.Figures;

/// <summary>An axis of a chart: which column it shows, and under what words.</summary>
/// <param name="Column">A column of numbers; of words where <see cref="Kind"/> is <see cref="AxisKind.Categories"/>. Missing and infinite values are left out, on a logarithmic axis those that are not positive too.</param>
/// <param name="Title">What it is, with its unit or clock.</param>
/// <param name="Kind">How values become places.</param>
public sealed record ChartAxis(string Column, string Title, AxisKind Kind = AxisKind.Linear)
{
    /// <summary>Where the axis begins and ends; null: where the data do. What lies outside is not drawn.</summary>
    public (double From, double To)? Range { get; init; }
}
