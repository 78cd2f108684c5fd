namespace DlnDynamics.LinearAlgebra;

/// <summary>Portable kernels, always there.</summary>
public sealed class ManagedKernels : IDenseKernels
{
    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public void Multiply(
        double alpha, ReadOnlyMatrixView a, Transpose transposeA, ReadOnlyMatrixView b, Transpose transposeB, double beta, MatrixView c)
    {
        int inner = transposeA == Transpose.No ? a.Columns : a.Rows;
        for (int j = 0; j < c.Columns; j++)
        {
            for (int i = 0; i < c.Rows; i++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += (transposeA == Transpose.No ? a[i, k] : a[k, i]) * (transposeB == Transpose.No ? b[k, j] : b[j, k]);
                }
                c[i, j] = alpha * sum + (beta == 0 ? 0 : beta * c[i, j]);
            }
        }
    }

    /// <inheritdoc/>
    public ISymmetricEigen SymmetricEigen(int size) => new PlaceholderEigen(size);

    /// <inheritdoc/>
    public ISingularValues SingularValues(int rows, int columns) => new PlaceholderSvd(rows, columns);

    /// <inheritdoc/>
    public ILuFactorization Lu(int size) => new PlaceholderLu(size);
}
