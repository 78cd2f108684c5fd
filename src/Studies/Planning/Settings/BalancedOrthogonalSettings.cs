using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>X(0) = scale · Q, Q Haar orthogonal (Stiefel when not square), balanced.</summary>
/// <param name="Scale">All singular values of X(0).</param>
/// <param name="Seed">Seed of Q.</param>
/// <param name="Sign">Sign of det X(0).</param>
public sealed record BalancedOrthogonalSettings(double Scale, int Seed, StartSign Sign = StartSign.Any) : StartSettings(Scale);
