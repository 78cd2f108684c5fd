using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>A sink that keeps what a function says of the point at the start and at the end of every accepted step.</summary>
/// <param name="problem">The flow.</param>
/// <param name="measure">What to keep of a point, which is used again: copy what is not a number. Its time is rescaled.</param>
/// <remarks>Where a state has no point (NaN, overflow) nothing is kept. Cost: one observation a step. Not for runs that are taken up again.</remarks>
public sealed class StepRecorder<T>(GradientFlow problem, Func<FlowState, T> measure) : ITrajectorySink
{
    private readonly FlowState point = problem.NewState();
    private readonly List<T> rows = [];

    /// <summary>What was kept, oldest first.</summary>
    public IReadOnlyList<T> Rows => rows;

    /// <inheritdoc/>
    public void Begin(InitialValueProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Keep(problem.Interval.Start, problem.InitialState.AsSpan());
    }

    /// <inheritdoc/>
    public void Accept(in AcceptedStep step) => Keep(step.End, step.EndState);

    /// <inheritdoc/>
    public void End(IntegrationResult result)
    {
    }

    private void Keep(double time, ReadOnlySpan<double> state)
    {
        if (problem.Field.TryObserve(time, state, point))
        {
            rows.Add(measure(point));
        }
    }
}
