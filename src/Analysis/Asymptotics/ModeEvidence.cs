namespace DlnDynamics.Analysis;

/// <summary>Where the gradient sends one mode: what the verdicts on rank are made from.</summary>
/// <param name="Sigma">σᵢ, the singular value now.</param>
/// <param name="ImpliedTarget">ŝᵢ = σᵢ − Mᵢᵢ/hᵢ, where a Newton step with fixed frames would put it; NaN where the loss does not see the mode.</param>
/// <param name="Uncertainty">eᵢ, how far the rest of the gradient may move that target.</param>
/// <param name="Drift">ζᵢ = 1 − ŝᵢ/σᵢ: 0 at rest, 1 towards zero, above 1 pushed through zero, negative while growing.</param>
/// <param name="DecayExponent">pᵢ = −d ln σᵢ/d ln τ.</param>
/// <param name="Push">Mᵢᵢ, the gradient along the mode.</param>
/// <param name="Curvature">hᵢ, the second derivative of the loss along the mode.</param>
public readonly record struct ModeEvidence(
    double Sigma, double ImpliedTarget, double Uncertainty, double Drift, double DecayExponent, double Push, double Curvature)
{
    /// <summary>Whether a Newton step would leave the mode where it is, to a tenth of its size, uncertainty included.</summary>
    public bool IsAtRest => Math.Abs(Drift) <= 0.1 && Uncertainty <= 0.1 * Sigma;
}
