namespace DlnDynamics.Integrators;

/// <summary>The right-hand side f of y' = f(t, y).</summary>
/// <remarks>
/// Owns scratch memory: one instance a run, never shared between threads. Evaluate is a function of (t, y) alone: the same arguments
/// give the same bits, whatever was evaluated before. Where y has no derivative (overflow, a singular point) it writes NaN, and the
/// method rejects the step.
/// </remarks>
public interface IVectorField
{
    /// <summary>Number of components of y.</summary>
    int Dimension { get; }

    /// <summary>Writes f(t, y) into the caller's span.</summary>
    void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative);

    /// <summary>What the field offers to matrix-free implicit methods; null: nothing.</summary>
    IPreconditioner? Preconditioner => null;
}
