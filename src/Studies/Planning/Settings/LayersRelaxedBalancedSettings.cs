using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Layers with product X(0) = scale · Q, Q as in balanced-orthogonal, whose imbalances are multiples of the identity.</summary>
/// <param name="Scale">All singular values of X(0).</param>
/// <param name="Imbalances">λ₁, …, λ_{N−1}, or one number for all.</param>
/// <param name="Seed">Seed of Q.</param>
public sealed record LayersRelaxedBalancedSettings(double Scale, ImmutableArray<double> Imbalances, int Seed) : StartSettings(Scale);
