namespace DlnDynamics.Integrators;

/// <summary>A function of time and state whose sign changes are of interest.</summary>
public interface ITrajectoryEvent
{
    /// <summary>What it is called in results.</summary>
    string Name { get; }

    /// <summary>Which sign changes count.</summary>
    Crossing Crossing { get; }

    /// <summary>Whether the first occurrence ends the integration.</summary>
    bool StopsIntegration { get; }

    /// <summary>The function; continuous along trajectories.</summary>
    double Evaluate(double t, ReadOnlySpan<double> y);
}
