using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Given layers W₁ (first applied) … W_N, whose shapes chain from n to m.</summary>
/// <param name="Layers">The layers.</param>
/// <param name="Sha256">Hashes of the bytes of their files.</param>
public sealed record LayersFileSettings(ImmutableArray<NamedMatrix> Layers, ImmutableArray<string> Sha256) : StartSettings(1);
