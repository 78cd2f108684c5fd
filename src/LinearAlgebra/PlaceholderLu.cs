namespace DlnDynamics.LinearAlgebra;

internal sealed class PlaceholderLu(int size) : ILuFactorization
{
    private readonly int[] pivots = new int[size];

    public bool TryFactor(MatrixView a)
    {
        for (int k = 0; k < size; k++)
        {
            int p = k;
            for (int i = k + 1; i < size; i++)
            {
                p = Math.Abs(a[i, k]) > Math.Abs(a[p, k]) ? i : p;
            }
            pivots[k] = p;
            if (a[p, k] == 0 || !double.IsFinite(a[p, k]))
            {
                return false;
            }
            for (int j = 0; j < size; j++)
            {
                (a[k, j], a[p, j]) = (a[p, j], a[k, j]);
            }
            for (int i = k + 1; i < size; i++)
            {
                a[i, k] /= a[k, k];
            }
            for (int j = k + 1; j < size; j++)
            {
                for (int i = k + 1; i < size; i++)
                {
                    a[i, j] -= a[i, k] * a[k, j];
                }
            }
        }
        return true;
    }

    public void Solve(ReadOnlyMatrixView factored, Span<double> b)
    {
        for (int k = 0; k < size; k++)
        {
            (b[k], b[pivots[k]]) = (b[pivots[k]], b[k]);
        }
        for (int k = 0; k < size; k++)
        {
            for (int i = k + 1; i < size; i++)
            {
                b[i] -= factored[i, k] * b[k];
            }
        }
        for (int k = size - 1; k >= 0; k--)
        {
            b[k] /= factored[k, k];
            for (int i = 0; i < k; i++)
            {
                b[i] -= factored[i, k] * b[k];
            }
        }
    }
}
