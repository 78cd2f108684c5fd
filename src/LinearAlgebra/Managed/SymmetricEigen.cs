namespace DlnDynamics.LinearAlgebra;

/// <summary>Symmetric eigen-decomposition: Householder tridiagonalisation, then implicit QL with rotations in batches.</summary>
/// <remarks>
/// The matrix is scaled by a power of two (exact) so that its largest entry lies in [1/2, 1): then nothing overflows, and what
/// underflows is invisible beside ‖A‖. Error: values and residual a small multiple of ε·‖A‖. Cost: about 4n³ + 3n³ operations.
/// Source: [Golub2013] section 8.3.
/// </remarks>
public sealed class SymmetricEigen : ISymmetricEigen
{
    private readonly int size;
    private readonly Matrix work, basis;
    private readonly double[] diagonal, offDiagonal;
    private readonly int[] order;
    private readonly Tridiagonalization tridiagonalization;
    private readonly RotationBatch rotations;

    /// <summary>A workspace for matrices of one size.</summary>
    public SymmetricEigen(int size)
    {
        this.size = size;
        work = new(size, size);
        basis = new(size, size);
        diagonal = new double[size];
        offDiagonal = new double[size];
        order = new int[size];
        tridiagonalization = new(size);
        rotations = new(size);
    }

    /// <inheritdoc/>
    public bool TryDecompose(ReadOnlyMatrixView a, Span<double> values, MatrixView vectors)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Rows, size, nameof(a));
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Columns, size, nameof(a));
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, size, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNotEqual(vectors.Rows, size, nameof(vectors));
        ArgumentOutOfRangeException.ThrowIfNotEqual(vectors.Columns, size, nameof(vectors));
        double largest = LargestOfLowerTriangle(a);
        if (!double.IsFinite(largest))
        {
            return false;
        }
        // ScaleB(1, 1074) would overflow, for subnormal matrices; 1022 still leaves them 2⁻⁵² or more.
        int exponent = largest == 0 ? 0 : Math.Max(Math.ILogB(largest) + 1, -1022);
        CopyScaled(a, Math.ScaleB(1, -exponent));
        tridiagonalization.Reduce(work.View, diagonal, offDiagonal);
        tridiagonalization.FormBasis(work.View, basis.View);
        rotations.Load(basis.View);
        if (!ImplicitQl.TryDiagonalize(diagonal, offDiagonal, rotations))
        {
            return false;
        }
        Descending.Order(diagonal, order);
        for (int j = 0; j < size; j++)
        {
            values[j] = Math.ScaleB(diagonal[order[j]], exponent);
        }
        rotations.Store(vectors, order);
        return true;
    }

    private static double LargestOfLowerTriangle(ReadOnlyMatrixView a)
    {
        double largest = 0;
        for (int j = 0; j < a.Columns; j++)
        {
            largest = Math.Max(largest, VectorOperations.MaximumNorm(a.Column(j)[j..]));
        }
        return largest;
    }

    private void CopyScaled(ReadOnlyMatrixView a, double factor)
    {
        MatrixView target = work.View;
        for (int j = 0; j < size; j++)
        {
            Span<double> column = target.Column(j)[j..];
            a.Column(j)[j..].CopyTo(column);
            VectorOperations.Scale(factor, column);
        }
    }
}
