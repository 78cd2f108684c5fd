using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Layers with i.i.d. normal entries: not balanced.</summary>
/// <param name="Scale">Standard deviation of every entry.</param>
/// <param name="Width">Width of every hidden layer; null where each has its own.</param>
/// <param name="Seed">Seed of the entries.</param>
public sealed record LayersGaussianSettings(double Scale, int? Width, int Seed) : StartSettings(Scale)
{
    /// <summary>The hidden layers' own widths, first applied first, in place of one for all; default where they are not stated.</summary>
    public ImmutableArray<int> Widths { get; init; }
}
