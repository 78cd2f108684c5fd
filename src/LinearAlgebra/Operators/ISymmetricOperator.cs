namespace DlnDynamics.LinearAlgebra;

/// <summary>A symmetric matrix that is known by its products: a Hessian, say.</summary>
/// <remarks>May own scratch memory: one instance a thread.</remarks>
public interface ISymmetricOperator
{
    /// <summary>Number of rows.</summary>
    int Dimension { get; }

    /// <summary>image ← the matrix times vector; they do not overlap.</summary>
    void Apply(ReadOnlySpan<double> vector, Span<double> image);
}
