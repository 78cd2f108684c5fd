using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>Rows drawn by one kind of mark.</summary>
/// <param name="Mark">What stands for them.</param>
/// <param name="Frame">The rows, with the columns of the chart's axes and, where the chart has them, of its series and panels.</param>
public sealed record ChartLayer(ChartMark Mark, DataFrame Frame);
