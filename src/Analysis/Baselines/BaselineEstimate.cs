using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>A whole matrix estimated from some of its entries by a method that is no flow: what a completion is compared with.</summary>
/// <param name="Method">best-rank, nuclear-norm or alternating-least-squares.</param>
/// <param name="Rank">Rank of the estimate.</param>
/// <param name="Penalty">Its penalty; 0 where the method has none.</param>
/// <param name="EndToEnd">The estimate, m × n, in the units of the data that it was given.</param>
/// <param name="Reason">How rank and penalty were chosen, in a sentence.</param>
public sealed record BaselineEstimate(string Method, int Rank, double Penalty, Matrix EndToEnd, string Reason);
