namespace DlnDynamics.Dynamics;

/// <summary>Largest over smallest eigenvalue of Â at X, on the directions that move: how unevenly depth N scales a gradient.</summary>
/// <remarks>
/// 1 at depth 1. At N = ∞ directions that turn a range of X never move and do not count. Infinite from 1e308 on; NaN where a mode of the flow
/// is lost to rounding. The same in both clocks. Cost: a copy of the frames. Source: [CMV23] Lemma 2.4.
/// </remarks>
public sealed class MetricCondition(Depth depth) : IQuantity
{
    /// <inheritdoc/>
    public string Name => "metric-condition";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (depth.Value == 1)
        {
            return 1;
        }
        if (point.HasLostModes)
        {
            return double.NaN;
        }
        DepthMetric metric = new(depth, SpectralPoint.Of(point));
        return Math.Exp(metric.LogLargest - metric.LogSmallest);
    }
}
