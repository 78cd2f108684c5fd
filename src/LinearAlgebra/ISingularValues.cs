namespace DlnDynamics.LinearAlgebra;

/// <summary>A workspace for thin singular value decompositions A = U·diag(σ)·Vᵀ of matrices of one shape, k = min(rows, columns).</summary>
public interface ISingularValues
{
    /// <summary>Decomposes a matrix; it is left as it was.</summary>
    /// <remarks>
    /// Shape: u rows × k, sigma k (descending), v columns × k; u and v have orthonormal columns even where σ = 0.
    /// Error: relative in every singular value of a matrix whose columns (or rows) are well conditioned up to scaling
    /// (one-sided Jacobi; Demmel and Veselić 1992), so that small values keep their digits.
    /// Returns false when the matrix holds NaN or infinity or the iteration does not end. Outputs must not overlap a.
    /// </remarks>
    bool TryDecompose(ReadOnlyMatrixView a, MatrixView u, Span<double> sigma, MatrixView v);
}
