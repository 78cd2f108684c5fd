namespace DlnDynamics.Dynamics;

/// <summary>‖X‖_F.</summary>
public sealed class FrobeniusNorm : IQuantity
{
    /// <inheritdoc/>
    public string Name => "frobenius-norm";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Norm;
    }
}
