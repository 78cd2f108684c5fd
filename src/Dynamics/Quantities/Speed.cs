namespace DlnDynamics.Dynamics;

/// <summary>(−dE/dτ)^½: how fast X moves in the metric ĝ of depth N, and √N times how fast layers move, balanced or not.</summary>
/// <remarks>Rescaled clock: times √N in the layers' clock and its metric g. Cost and error: of <see cref="Dissipation"/>. Source: [ACH18] Theorem 1.</remarks>
public sealed class Speed(GradientFlow problem) : IQuantity
{
    private readonly Dissipation dissipation = new(problem);

    /// <inheritdoc/>
    public string Name => "speed";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Math.Sqrt(dissipation.Measure(point.Layers, point));
    }
}
