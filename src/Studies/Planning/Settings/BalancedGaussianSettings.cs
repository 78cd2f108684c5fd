using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>X(0) = scale · i.i.d. standard normal entries, balanced.</summary>
/// <param name="Scale">Standard deviation of the entries.</param>
/// <param name="Seed">Seed of the entries.</param>
/// <param name="Sign">Sign of det X(0).</param>
public sealed record BalancedGaussianSettings(double Scale, int Seed, StartSign Sign = StartSign.Any) : StartSettings(Scale);
