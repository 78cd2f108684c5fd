namespace DlnDynamics.Dynamics;

/// <summary>The largest ‖W_{p+1}ᵀW_{p+1} − W_pW_pᵀ‖_F over neighbouring layers; conserved by the exact flow. Source: [ACH18] §3.</summary>
public sealed class Imbalance : IQuantity
{
    /// <inheritdoc/>
    public string Name => "imbalance";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Imbalance;
    }
}
