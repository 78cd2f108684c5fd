namespace DlnDynamics.Integrators;

/// <summary>A cheap approximate inverse of I − shift·∂f/∂y, for iterative linear solvers.</summary>
public interface IPreconditioner
{
    /// <summary>Prepares for points near (t, y) and shifts near this one; false where it would not pay, and must not be applied.</summary>
    bool TryPrepare(double t, ReadOnlySpan<double> y, double shift);

    /// <summary>vector ← the approximate inverse times vector; linear, and the same until the next preparation.</summary>
    void Apply(Span<double> vector);
}
