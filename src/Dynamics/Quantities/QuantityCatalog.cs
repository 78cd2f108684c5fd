using System.Collections.Immutable;

namespace DlnDynamics.Dynamics;

/// <summary>Every quantity by its name in study files.</summary>
public static class QuantityCatalog
{
    private static readonly ImmutableArray<(string Name, Func<GradientFlow, IQuantity> Of)> OfFlows =
    [
        ("log-volume", flow => new LogVolume(flow.Field.Depth)),
        ("entropy", flow => new Entropy(flow)),
        ("metric-condition", flow => new MetricCondition(flow.Field.Depth)),
        ("speed", flow => new Speed(flow)),
        ("sharpness", flow => new Sharpness(flow)),
        ("mask-drift", flow => new MaskDrift(flow)),
    ];

    /// <summary>Those that need nothing but a point of the trajectory.</summary>
    public static ImmutableArray<IQuantity> All { get; } =
        [new LossValue(), new GradientNorm(), new EffectiveRank(), new StableRank(), new FrobeniusNorm(), new Imbalance(), new DeterminantSign()];

    /// <summary>The names of those, and of what needs to know the flow.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(quantity => quantity.Name), .. OfFlows.Select(quantity => quantity.Name)];

    /// <summary>One by name, along the trajectories of a flow; null where there is none.</summary>
    public static IQuantity? Find(string name, GradientFlow flow) =>
        All.FirstOrDefault(quantity => quantity.Name == name) ?? OfFlows.FirstOrDefault(quantity => quantity.Name == name).Of?.Invoke(flow);
}
