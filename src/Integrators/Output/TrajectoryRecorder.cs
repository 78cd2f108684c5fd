namespace DlnDynamics.Integrators;

/// <summary>Records the states at sample times, by dense output. Times outside what was integrated are left out.</summary>
/// <remarks>Allocates when the integration begins; nothing per step.</remarks>
public sealed class TrajectoryRecorder(SampleTimes samples) : ITrajectorySink
{
    private double[] states = [];
    private int dimension;
    private int first;
    private int next;

    /// <summary>What was recorded, as a copy.</summary>
    public Trajectory Trajectory => new(samples.Times[first..next], [.. states.AsSpan(0, (next - first) * dimension)], dimension);

    /// <inheritdoc/>
    public void Begin(InitialValueProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        dimension = problem.InitialState.Length;
        states = new double[checked(samples.Times.Length * dimension)];
        first = 0;
        while (first < samples.Times.Length && samples.Times[first] < problem.Interval.Start)
        {
            first++;
        }
        next = first;
        if (next < samples.Times.Length && samples.Times[next] == problem.Interval.Start)
        {
            problem.InitialState.CopyTo(Slot());
            next++;
        }
    }

    /// <inheritdoc/>
    public void Accept(in AcceptedStep step)
    {
        while (next < samples.Times.Length && samples.Times[next] <= step.End)
        {
            step.Interpolate(samples.Times[next], Slot());
            next++;
        }
    }

    /// <inheritdoc/>
    public void End(IntegrationResult result)
    {
    }

    private Span<double> Slot() => states.AsSpan((next - first) * dimension, dimension);
}
