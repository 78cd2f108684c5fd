namespace DlnDynamics.Integrators;

/// <summary>Says whether a state has arrived, as the application understands it. Asked at accepted steps only.</summary>
public interface IConvergenceTest
{
    /// <summary>True when the flow has arrived at y; never true merely because f is small.</summary>
    bool IsConverged(double t, ReadOnlySpan<double> y);
}
