using System.Collections.Immutable;

namespace DlnDynamics.Dynamics;

/// <summary>Every quantity that needs nothing but a point of the trajectory, by its name in study files.</summary>
public static class QuantityCatalog
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<IQuantity> All { get; } =
        [new LossValue(), new GradientNorm(), new EffectiveRank(), new StableRank(), new FrobeniusNorm(), new Imbalance(), new DeterminantSign()];

    /// <summary>One by name; null where there is none.</summary>
    public static IQuantity? Find(string name) => All.FirstOrDefault(quantity => quantity.Name == name);
}
