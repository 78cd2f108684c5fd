namespace DlnDynamics.LinearAlgebra;

/// <summary>A workspace for LU factorization with partial pivoting, which keeps the last factorization.</summary>
public interface ILuFactorization
{
    /// <summary>Factors a square matrix, overwriting it. Returns false when a pivot is zero or not finite.</summary>
    bool TryFactor(MatrixView a);

    /// <summary>Solves A·x = b with the last factorization (whose memory must be unchanged), overwriting b with x.</summary>
    void Solve(ReadOnlyMatrixView factored, Span<double> rightHandSide);
}
