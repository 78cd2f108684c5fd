namespace DlnDynamics.Dynamics;

/// <summary>‖X‖²_F/σ₁²; 0 for the zero matrix. Source: [RudV07] §2.</summary>
public sealed class StableRank : IQuantity
{
    /// <inheritdoc/>
    public string Name => "stable-rank";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Modes == 0 || double.IsNegativeInfinity(point.LogSigma[0]))
        {
            return 0;
        }
        double sum = 0;
        foreach (double logSigma in point.LogSigma)
        {
            sum += Math.Exp(2 * (logSigma - point.LogSigma[0]));
        }
        return sum;
    }
}
