using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Exactly round(fraction · number of present entries) of them, drawn at random, are observed.</summary>
/// <param name="Fraction">A fraction in (0, 1].</param>
/// <param name="Seed">Seed of the draw.</param>
public sealed record FractionOfEntries(double Fraction, int Seed) : ObservedEntries
{
    /// <summary>The columns that the draw is made in, counted from 0: all other present entries are observed. Default: every column.</summary>
    public ImmutableArray<int> Columns { get; init; }
}
