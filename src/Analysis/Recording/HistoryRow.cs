namespace DlnDynamics.Analysis;

/// <summary>One row of a <see cref="ModeHistory"/>. Rescaled clock.</summary>
/// <param name="Time">τ.</param>
/// <param name="LogSigma">ln σᵢ, largest first.</param>
/// <param name="Loss">E.</param>
/// <param name="Dissipation">−dE/dτ, the square of the gradient's norm.</param>
public sealed record HistoryRow(double Time, double[] LogSigma, double Loss, double Dissipation);
