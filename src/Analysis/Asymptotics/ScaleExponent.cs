namespace DlnDynamics.Analysis;

/// <summary>How a singular value of the limit depends on the scale of the start: σ ~ ε^p.</summary>
/// <param name="Exponent">p between the two smallest scales; infinite where the mode vanishes at every scale.</param>
/// <param name="HalfWidth">Half the width of its interval: what the slope may still change, and the errors of the limits.</param>
/// <param name="IsZero">Whether p = 0, so that the mode stays when the start becomes small; null: undecided.</param>
public readonly record struct ScaleExponent(double Exponent, double HalfWidth, bool? IsZero);
