namespace DlnDynamics.LinearAlgebra;

/// <summary>A workspace for eigen-decompositions A = V·diag(values)·Vᵀ of symmetric matrices of one size.</summary>
public interface ISymmetricEigen
{
    /// <summary>Decomposes a symmetric matrix; only its lower triangle is read, and it is left as it was.</summary>
    /// <remarks>
    /// Values descend; column j of vectors belongs to values[j]. Error: absolute, a small multiple of ε·‖A‖ in each value.
    /// The same input gives the same bits. Returns false, with the outputs unspecified, when the matrix holds NaN or infinity
    /// or the iteration does not end. vectors must not overlap a.
    /// </remarks>
    bool TryDecompose(ReadOnlyMatrixView a, Span<double> values, MatrixView vectors);
}
