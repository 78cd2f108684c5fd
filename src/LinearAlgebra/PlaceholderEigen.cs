namespace DlnDynamics.LinearAlgebra;

internal sealed class PlaceholderEigen(int size) : ISymmetricEigen
{
    private readonly Matrix work = new(size, size);
    private readonly int[] order = new int[size];
    private readonly Matrix v = new(size, size);

    public bool TryDecompose(ReadOnlyMatrixView a, Span<double> values, MatrixView vectors)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                work[i, j] = i >= j ? a[i, j] : a[j, i];
                v[i, j] = i == j ? 1 : 0;
                if (!double.IsFinite(work[i, j]))
                {
                    return false;
                }
            }
        }
        for (int sweep = 0; sweep < 60; sweep++)
        {
            double off = 0, all = 0;
            for (int q = 0; q < size; q++)
            {
                for (int p = 0; p < size; p++)
                {
                    all += work[p, q] * work[p, q];
                    off += p == q ? 0 : work[p, q] * work[p, q];
                }
            }
            if (off <= 1e-34 * all)
            {
                break;
            }
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    Rotate(p, q);
                }
            }
        }
        for (int i = 0; i < size; i++)
        {
            order[i] = i;
        }
        for (int i = 1; i < size; i++)
        {
            for (int k = i; k > 0 && work[order[k], order[k]] > work[order[k - 1], order[k - 1]]; k--)
            {
                (order[k], order[k - 1]) = (order[k - 1], order[k]);
            }
        }
        for (int j = 0; j < size; j++)
        {
            values[j] = work[order[j], order[j]];
            v.View.Column(order[j]).CopyTo(vectors.Column(j));
        }
        return true;
    }

    private void Rotate(int p, int q)
    {
        if (work[p, q] == 0)
        {
            return;
        }
        double theta = (work[q, q] - work[p, p]) / (2 * work[p, q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < size; k++)
        {
            double x = work[k, p], y = work[k, q];
            work[k, p] = c * x - s * y;
            work[k, q] = s * x + c * y;
            (x, y) = (v[k, p], v[k, q]);
            v[k, p] = c * x - s * y;
            v[k, q] = s * x + c * y;
        }
        for (int k = 0; k < size; k++)
        {
            double x = work[p, k], y = work[q, k];
            work[p, k] = c * x - s * y;
            work[q, k] = s * x + c * y;
        }
    }
}
