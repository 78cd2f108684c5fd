namespace DlnDynamics.Dynamics;

/// <summary>S(X) = ln vol of the fibre: of all balanced layers whose product is X.</summary>
/// <remarks>
/// With the hidden widths of the flow's layers, where its coordinates are layers, and else with the narrowest that carry the rank of the flow.
/// It belongs to X alone, whether or not the flow's own layers are balanced. NaN where there are no layers (<see cref="FiberEntropy.Obstacle"/>), or
/// where a mode is lost to rounding. Cost: r² logarithms. Source: [MY25] Theorem 4.
/// </remarks>
public sealed class Entropy : IQuantity
{
    private readonly Depth depth;
    private readonly NetworkShape? shape;

    /// <summary>The entropy along one flow's trajectories.</summary>
    public Entropy(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        depth = problem.Field.Depth;
        shape = (problem.LossField as LayerFlow)?.Shape;
    }

    /// <inheritdoc/>
    public string Name => "entropy";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (depth.Value == 1)
        {
            // One layer is the only one with its product.
            return 0;
        }
        return point.HasLostModes || FiberEntropy.Obstacle(depth) is not null ? double.NaN
            : shape is null ? FiberEntropy.Of(depth, point.LogSigma)
            : FiberEntropy.Of(shape, point.LogSigma);
    }
}
