namespace DlnDynamics.LinearAlgebra;

internal sealed class PlaceholderSvd(int rows, int columns) : ISingularValues
{
    public bool TryDecompose(ReadOnlyMatrixView a, MatrixView u, Span<double> sigma, MatrixView v)
    {
        // Placeholder: full column rank, rows ≥ columns only (or transposed).
        bool flip = rows < columns;
        int m = flip ? columns : rows, n = flip ? rows : columns;
        Matrix w = new(m, n), r = Matrix.Identity(n);
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                w[i, j] = flip ? a[j, i] : a[i, j];
                if (!double.IsFinite(w[i, j]))
                {
                    return false;
                }
            }
        }
        for (int sweep = 0; sweep < 60; sweep++)
        {
            bool rotated = false;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    double pp = 0, qq = 0, pq = 0;
                    for (int k = 0; k < m; k++)
                    {
                        pp += w[k, p] * w[k, p];
                        qq += w[k, q] * w[k, q];
                        pq += w[k, p] * w[k, q];
                    }
                    if (Math.Abs(pq) <= 1e-16 * Math.Sqrt(pp * qq))
                    {
                        continue;
                    }
                    rotated = true;
                    double theta = (qq - pp) / (2 * pq);
                    double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                    double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
                    for (int k = 0; k < m; k++)
                    {
                        (w[k, p], w[k, q]) = (c * w[k, p] - s * w[k, q], s * w[k, p] + c * w[k, q]);
                    }
                    for (int k = 0; k < n; k++)
                    {
                        (r[k, p], r[k, q]) = (c * r[k, p] - s * r[k, q], s * r[k, p] + c * r[k, q]);
                    }
                }
            }
            if (!rotated)
            {
                break;
            }
        }
        double[] norms = new double[n];
        for (int j = 0; j < n; j++)
        {
            double sum = 0;
            for (int k = 0; k < m; k++)
            {
                sum += w[k, j] * w[k, j];
            }
            norms[j] = Math.Sqrt(sum);
        }
        int[] order = Enumerable.Range(0, n).OrderByDescending(j => norms[j]).ToArray();
        for (int j = 0; j < n; j++)
        {
            int o = order[j];
            sigma[j] = norms[o];
            for (int i = 0; i < m; i++)
            {
                double left = norms[o] == 0 ? 0 : w[i, o] / norms[o];
                (flip ? v : u)[i, j] = left;
            }
            for (int i = 0; i < n; i++)
            {
                (flip ? u : v)[i, j] = r[i, o];
            }
        }
        return true;
    }
}
