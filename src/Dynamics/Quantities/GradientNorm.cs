namespace DlnDynamics.Dynamics;

/// <summary>‖E′(X)‖_F, the Euclidean gradient of the loss at the end-to-end matrix.</summary>
public sealed class GradientNorm : IQuantity
{
    /// <inheritdoc/>
    public string Name => "gradient-norm";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.GradientNorm;
    }
}
