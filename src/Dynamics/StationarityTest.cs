using DlnDynamics.Integrators;

namespace DlnDynamics.Dynamics;

/// <summary>Says that a flow has arrived when its gradient, divided by each mode's own size, is small against the gradient at the start.</summary>
/// <remarks>
/// χ = <see cref="StratumGradient.Norm"/>/γ. Unlike ‖f‖, it is 1 or so at the start and on plateaus, where modes are small and hardly
/// move though the gradient would have them grow. docs/design/001-coordinates.md has the measurements.
/// </remarks>
public sealed class StationarityTest : IConvergenceTest
{
    private readonly INetworkFlow flow;
    private readonly double threshold;
    private readonly FlowState point;
    private readonly StratumGradient gradient;
    private readonly double reference;

    /// <summary>A test for χ ≤ threshold along the trajectory from one start.</summary>
    public StationarityTest(GradientFlow problem, double threshold)
    {
        ArgumentNullException.ThrowIfNull(problem);
        flow = problem.Field;
        this.threshold = threshold;
        point = problem.NewState();
        gradient = new(flow.Loss.Rows, flow.Loss.Columns, flow.Modes);
        reference = flow.TryObserve(0, problem.Start.AsSpan(), point) ? StratumGradient.ReferenceNorm(flow.Loss, point) : double.NaN;
    }

    /// <inheritdoc/>
    public bool IsConverged(double t, ReadOnlySpan<double> y) => Measure(t, y) <= threshold;

    /// <summary>χ at a state; NaN where there is no point.</summary>
    public double Measure(double t, ReadOnlySpan<double> y)
    {
        if (!flow.TryObserve(t, y, point))
        {
            return double.NaN;
        }
        gradient.Fill(flow.Depth, point);
        return reference == 0 ? 0 : gradient.Norm / reference;
    }
}
