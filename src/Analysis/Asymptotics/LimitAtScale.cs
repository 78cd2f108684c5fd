using System.Collections.Immutable;

namespace DlnDynamics.Analysis;

/// <summary>The singular values of lim X(τ) from a start of one scale.</summary>
/// <param name="Scale">ε: the start is ε times a matrix that is the same at every scale.</param>
/// <param name="Sigma">σᵢ(∞; ε), largest first; 0 where the mode is known to vanish.</param>
/// <param name="RelativeError">A bound of |Δ ln σᵢ| for every mode.</param>
public sealed record LimitAtScale(double Scale, ImmutableArray<double> Sigma, double RelativeError = 0);
