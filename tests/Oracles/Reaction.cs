using System.Collections.Immutable;

namespace DlnDynamics.Oracles;

/// <summary>One reaction: its rate, what it uses up and what it makes, as species counted from 1; twice named, twice used.</summary>
public sealed class Reaction(double rate, ImmutableArray<int> reactants, ImmutableArray<int> products)
{
    public double Rate => rate;

    public ImmutableArray<int> Reactants => reactants;

    /// <summary>What remains of each species, net: a catalyst, used up and made again, must not leave rounding behind.</summary>
    public ImmutableArray<(int Species, double Amount)> Changes { get; } =
    [
        .. reactants.Select(species => (Species: species, Amount: -1.0))
            .Concat(products.Select(species => (Species: species, Amount: 1.0)))
            .GroupBy(change => change.Species)
            .Select(changes => (Species: changes.Key, Amount: changes.Sum(change => change.Amount)))
            .Where(change => change.Amount != 0),
    ];
}
