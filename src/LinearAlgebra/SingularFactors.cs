namespace DlnDynamics.LinearAlgebra;

/// <summary>A matrix A = Left·diag(Sigma)·Rightᵀ by its thin singular value decomposition, in memory of its own.</summary>
/// <remarks>For what is decomposed once; what is decomposed at every step keeps an <see cref="ISingularValues"/>.</remarks>
public sealed class SingularFactors
{
    private readonly double[] sigma;

    private SingularFactors(int rows, int columns)
    {
        int modes = Math.Min(rows, columns);
        Left = new(rows, modes);
        Right = new(columns, modes);
        sigma = new double[modes];
    }

    /// <summary>U, rows × k with k = min(rows, columns).</summary>
    public Matrix Left { get; }

    /// <summary>V, columns × k.</summary>
    public Matrix Right { get; }

    /// <summary>Singular values, descending.</summary>
    public ReadOnlySpan<double> Sigma => sigma;

    /// <summary>Decomposes a matrix; it is left as it was.</summary>
    /// <exception cref="ArgumentException">The matrix is empty or not finite.</exception>
    public static SingularFactors Of(ReadOnlyMatrixView matrix)
    {
        SingularFactors factors = new(matrix.Rows, matrix.Columns);
        return DenseKernels.Default.SingularValues(matrix.Rows, matrix.Columns)
            .TryDecompose(matrix, factors.Left.View, factors.sigma, factors.Right.View)
            ? factors
            : throw new ArgumentException("The matrix is not finite.", nameof(matrix));
    }

    /// <summary>Number of singular values above so large a part of the largest.</summary>
    public int RankAbove(double part)
    {
        int rank = 0;
        while (rank < sigma.Length && sigma[rank] > part * sigma[0])
        {
            rank++;
        }
        return rank;
    }
}
