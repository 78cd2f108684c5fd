namespace DlnDynamics.Dynamics;

/// <summary>ln √det ĝ_N at X with respect to dX; where the flow keeps a lower rank, to the Hausdorff measure of the matrices of that rank.</summary>
/// <remarks>
/// Rescaled clock; 0 at depth 1. It belongs to X alone: for layers that are not balanced, to the balanced ones with the same product. NaN where
/// there is no volume form (<see cref="VolumeForm.Obstacle"/>: N = ∞ below full rank or not square), or where a mode of the flow is lost to rounding.
/// Cost: r² logarithms. Source: [CMV23] Theorem 1.1.
/// </remarks>
public sealed class LogVolume(Depth depth) : IQuantity
{
    /// <inheritdoc/>
    public string Name => "log-volume";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (depth.Value == 1)
        {
            return 0;
        }
        RankStratum stratum = new(point.Rows, point.Columns, point.Modes);
        return point.HasLostModes || VolumeForm.Obstacle(depth, stratum) is not null
            ? double.NaN
            : VolumeForm.LogDensity(depth, point.LogSigma, stratum.Rows, stratum.Columns);
    }
}
