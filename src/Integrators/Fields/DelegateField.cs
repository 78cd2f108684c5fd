namespace DlnDynamics.Integrators;

/// <summary>A field from a lambda, for tests and sketches: (t, y, derivative) → writes derivative.</summary>
public sealed class DelegateField(int dimension, Action<double, ReadOnlySpan<double>, Span<double>> evaluate) : IVectorField
{
    /// <inheritdoc/>
    public int Dimension { get; } = dimension;

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => evaluate(t, y, derivative);
}
