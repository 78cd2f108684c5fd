namespace DlnDynamics.Integrators;

/// <summary>One accepted step, on loan to a sink for the length of the call.</summary>
/// <remarks>A stopping event cuts the method's step short: <see cref="End"/> is then the time of the event.</remarks>
public readonly ref struct AcceptedStep(
    double start, double end, double length, ReadOnlySpan<double> startState, ReadOnlySpan<double> endState, IStepper stepper)
{
    private readonly IStepper stepper = stepper;

    // Length of the method's own step, whose dense output this is.
    private readonly double length = length;

    /// <summary>Time at its start.</summary>
    public double Start { get; } = start;

    /// <summary>Time at its end.</summary>
    public double End { get; } = end;

    /// <summary>State at its start.</summary>
    public ReadOnlySpan<double> StartState { get; } = startState;

    /// <summary>State at its end.</summary>
    public ReadOnlySpan<double> EndState { get; } = endState;

    /// <summary>The state at a time inside the step, from the method's dense output; exact at both ends.</summary>
    public void Interpolate(double t, Span<double> y)
    {
        if (t == Start)
        {
            StartState.CopyTo(y);
        }
        else if (t == End)
        {
            EndState.CopyTo(y);
        }
        else
        {
            stepper.Interpolate((t - Start) / length, y);
        }
    }
}
