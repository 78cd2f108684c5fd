using DlnDynamics.Integrators;

namespace DlnDynamics.Dynamics;

/// <summary>Stops a run when its loss falls below a number.</summary>
public sealed class LossBelow : ITrajectoryEvent
{
    private readonly GradientFlow flow;
    private readonly double threshold;
    private readonly FlowState point;

    /// <summary>The event for runs of a flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="threshold">The loss, above 0.</param>
    public LossBelow(GradientFlow flow, double threshold)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        (this.flow, this.threshold, point) = (flow, threshold, flow.NewState());
    }

    /// <inheritdoc/>
    public string Name => "loss";

    /// <inheritdoc/>
    public Crossing Crossing => Crossing.Falling;

    /// <inheritdoc/>
    public bool StopsIntegration => true;

    /// <inheritdoc/>
    // In logarithms the loss is nearly straight, so the root finder needs few evaluations.
    public double Evaluate(double t, ReadOnlySpan<double> y) =>
        flow.Field.TryObserve(t, y, point) ? Math.Log(Math.Max(point.Loss, double.Epsilon) / threshold) : double.NaN;
}
