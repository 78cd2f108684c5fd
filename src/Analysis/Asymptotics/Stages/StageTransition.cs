namespace DlnDynamics.Analysis;

/// <summary>An escape from a saddle: a peak of the gradient between two plateaus. Rescaled clock.</summary>
/// <param name="Time">Of the peak.</param>
/// <param name="GradientNorm">(−dE/dτ)^½ there.</param>
/// <param name="Gain">By how much the rank rises; above 1 where stages have merged.</param>
public sealed record StageTransition(double Time, double GradientNorm, int Gain);
