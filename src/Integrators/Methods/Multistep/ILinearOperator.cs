namespace DlnDynamics.Integrators;

/// <summary>A square matrix that is known by its products.</summary>
internal interface ILinearOperator
{
    /// <summary>product ← the matrix times vector; they do not overlap.</summary>
    void Apply(ReadOnlySpan<double> vector, Span<double> product);
}
