namespace DlnDynamics.Dynamics;

/// <summary>exp of the entropy of σᵢ/Σσ; 0 for the zero matrix. Source: [RV07] Definition 1.</summary>
public sealed class EffectiveRank : IQuantity
{
    /// <inheritdoc/>
    public string Name => "effective-rank";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Modes == 0 || double.IsNegativeInfinity(point.LogSigma[0]))
        {
            return 0;
        }
        double sum = 0, weighted = 0;
        foreach (double logSigma in point.LogSigma)
        {
            // Relative to the largest, so that a matrix of any scale has an effective rank.
            double log = logSigma - point.LogSigma[0], value = Math.Exp(log);
            sum += value;
            weighted += value == 0 ? 0 : value * log;
        }
        return sum * Math.Exp(-weighted / sum);
    }
}
