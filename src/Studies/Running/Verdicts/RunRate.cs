using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>How one quantity of a run tends to its limit, and what theory says of it. Rescaled clock.</summary>
/// <param name="Quantity">loss, distance-to-limit or singular-value.</param>
/// <param name="Index">The mode, from 1; null where it concerns none.</param>
/// <param name="Found">What the run shows.</param>
/// <param name="Predicted">The rate, or exponent, that theory gives; NaN where it gives none.</param>
internal sealed record RunRate(string Quantity, int? Index, ConvergenceRate Found, double Predicted);
