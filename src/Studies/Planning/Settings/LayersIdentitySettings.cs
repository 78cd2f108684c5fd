using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Every layer is scale · I, padded with zeros where it is not square.</summary>
/// <param name="Scale">The factor.</param>
/// <param name="Width">Width of every hidden layer; null: min(m, n).</param>
public sealed record LayersIdentitySettings(double Scale, int? Width = null) : StartSettings(Scale)
{
    /// <summary>The hidden layers' own widths, first applied first, in place of one for all; default where they are not stated.</summary>
    public ImmutableArray<int> Widths { get; init; }
}
