using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>Stops a run when its loss falls below a number.</summary>
internal sealed class LossBelow(GradientFlow flow, double threshold) : ITrajectoryEvent
{
    private readonly FlowState point = flow.NewState();

    public string Name => RunOptions.LossEvent;

    public Crossing Crossing => Crossing.Falling;

    public bool StopsIntegration => true;

    // In logarithms the loss is nearly straight, so the root finder needs few evaluations.
    public double Evaluate(double t, ReadOnlySpan<double> y) =>
        flow.Field.TryObserve(t, y, point) ? Math.Log(Math.Max(point.Loss, double.Epsilon) / threshold) : double.NaN;
}
