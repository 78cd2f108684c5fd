namespace DlnDynamics.Dynamics;

/// <summary>E(X), in the units of the loss.</summary>
public sealed class LossValue : IQuantity
{
    /// <inheritdoc/>
    public string Name => "loss";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Loss;
    }
}
