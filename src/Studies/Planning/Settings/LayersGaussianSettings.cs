namespace DlnDynamics.Studies;

/// <summary>Layers with i.i.d. normal entries: not balanced.</summary>
/// <param name="Scale">Standard deviation of every entry.</param>
/// <param name="Width">Width of every hidden layer.</param>
/// <param name="Seed">Seed of the entries.</param>
public sealed record LayersGaussianSettings(double Scale, int Width, int Seed) : StartSettings(Scale);
