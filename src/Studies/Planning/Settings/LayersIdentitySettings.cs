namespace DlnDynamics.Studies;

/// <summary>Every layer is scale · I, padded with zeros where it is not square.</summary>
/// <param name="Scale">The factor.</param>
public sealed record LayersIdentitySettings(double Scale) : StartSettings(Scale);
