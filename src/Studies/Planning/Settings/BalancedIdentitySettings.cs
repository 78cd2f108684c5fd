namespace DlnDynamics.Studies;

/// <summary>X(0) = scale · I, padded with zeros when not square, balanced.</summary>
/// <param name="Scale">All singular values of X(0).</param>
public sealed record BalancedIdentitySettings(double Scale) : StartSettings(Scale);
