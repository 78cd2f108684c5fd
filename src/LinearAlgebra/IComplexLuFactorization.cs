namespace DlnDynamics.LinearAlgebra;

/// <summary>A workspace for LU factorization of complex matrices with partial pivoting, which keeps the last factorization.</summary>
/// <remarks>A complex matrix is two real ones, of its real and of its imaginary parts; a complex vector likewise.</remarks>
public interface IComplexLuFactorization
{
    /// <summary>Factors a square matrix, overwriting it. Returns false when a pivot is zero or not finite.</summary>
    bool TryFactor(MatrixView real, MatrixView imaginary);

    /// <summary>Solves A·x = b with the last factorization (whose memory must be unchanged), overwriting b with x.</summary>
    void Solve(ReadOnlyMatrixView factoredReal, ReadOnlyMatrixView factoredImaginary, Span<double> rightReal, Span<double> rightImaginary);
}
