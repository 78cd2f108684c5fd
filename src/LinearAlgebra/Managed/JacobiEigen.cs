namespace DlnDynamics.LinearAlgebra;

/// <summary>Eigen-decomposition of symmetric positive semi-definite matrices that keeps the digits of small eigenvalues.</summary>
/// <remarks>
/// Pivoted Cholesky, then one-sided Jacobi on the factor. Error: relative in every eigenvalue, a small multiple of n·ε·κ(S) where
/// A = D·S·D, D diagonal and S with unit diagonal; values below n·ε of their own diagonal entries come out as 0.
/// <see cref="TryDecompose"/> also returns false when the matrix is not positive semi-definite. Cost: about 10n³. Source: [DV92].
/// </remarks>
public sealed class JacobiEigen : ISymmetricEigen
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly int size;
    private readonly OneSidedJacobi jacobi;
    private readonly Matrix work;
    private readonly double[] threshold;
    private readonly int[] exponents;
    private readonly bool[] active;

    /// <summary>A workspace for matrices of one size.</summary>
    public JacobiEigen(int size)
    {
        this.size = size;
        jacobi = new(size);
        work = new(size, size);
        threshold = new double[size];
        exponents = new int[size];
        active = new bool[size];
    }

    /// <inheritdoc/>
    public bool TryDecompose(ReadOnlyMatrixView a, Span<double> values, MatrixView vectors)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual((a.Rows, a.Columns), (size, size), nameof(a));
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, size, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNotEqual((vectors.Rows, vectors.Columns), (size, size), nameof(vectors));
        if (!TryLoad(a) || !TryFactor() || !jacobi.TryOrthogonalize())
        {
            return false;
        }
        for (int j = 0; j < size; j++)
        {
            values[j] = jacobi.SquaredNorm(jacobi.Order[j]);
        }
        jacobi.FormBasis();
        for (int j = 0; j < size; j++)
        {
            jacobi.Columns.View.Column(jacobi.Order[j]).CopyTo(vectors.Column(j));
        }
        return true;
    }

    // Rows and columns scaled by powers of two, so that the diagonal lies in [1, 4).
    private bool TryLoad(ReadOnlyMatrixView a)
    {
        for (int j = 0; j < size; j++)
        {
            double diagonal = a[j, j];
            if (!(diagonal >= 0) || double.IsPositiveInfinity(diagonal))
            {
                return false;
            }
            active[j] = diagonal > 0;
            exponents[j] = diagonal == 0 ? 0 : (int)Math.Floor(0.5 * Math.ILogB(diagonal));
            threshold[j] = size * Epsilon * Math.ScaleB(diagonal, -2 * exponents[j]);
        }
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double entry = a[i, j];
                if (!double.IsFinite(entry) || (entry != 0 && !(active[i] && active[j])))
                {
                    return false;
                }
                // Two factors: their product may be out of range where the result is not.
                work[i, j] = work[j, i] = Math.ScaleB(Math.ScaleB(entry, -exponents[i]), -exponents[j]);
                if (Math.Abs(work[i, j]) > 4)
                {
                    return false;
                }
            }
        }
        return true;
    }

    // Columns of the Cholesky factor, largest pivot first, rows in their old places. False if a rest is negative beyond rounding.
    private bool TryFactor()
    {
        jacobi.Columns.View.Fill(0);
        jacobi.Exponents.Clear();
        for (int k = 0; k < size; k++)
        {
            int pivot = Pivot();
            if (pivot < 0)
            {
                break;
            }
            double root = Math.Sqrt(work[pivot, pivot]);
            Span<double> column = work.View.Column(pivot), target = jacobi.Columns.View.Column(k);
            jacobi.Exponents[k] = exponents[pivot];
            for (int i = 0; i < size; i++)
            {
                column[i] = active[i] ? column[i] / root : 0;
                target[i] = Math.ScaleB(column[i], exponents[i] - exponents[pivot]);
            }
            active[pivot] = false;
            for (int j = 0; j < size; j++)
            {
                if (active[j])
                {
                    VectorOperations.AddScaled(-column[j], column, work.View.Column(j));
                }
            }
            for (int j = 0; j < size; j++)
            {
                if (active[j] && work[j, j] <= threshold[j] && !TryRetire(j))
                {
                    return false;
                }
            }
        }
        return true;
    }

    // A rest that is zero up to rounding is left out. In a semi-definite matrix |xᵢⱼ|² ≤ xᵢᵢ·xⱼⱼ, so its row must vanish with it.
    private bool TryRetire(int j)
    {
        for (int i = 0; i < size; i++)
        {
            double largest = 16 * threshold[j] * Math.Max(work[i, i], threshold[i]);
            if (active[i] && work[i, j] * work[i, j] > largest)
            {
                return false;
            }
        }
        active[j] = false;
        return work[j, j] >= -4 * threshold[j];
    }

    private int Pivot()
    {
        int pivot = -1;
        double best = double.NegativeInfinity;
        for (int j = 0; j < size; j++)
        {
            if (active[j])
            {
                int power = Math.ILogB(work[j, j]);
                double key = power + 2.0 * exponents[j] + Math.ScaleB(work[j, j], -power);
                (pivot, best) = key > best ? (j, key) : (pivot, best);
            }
        }
        return pivot;
    }
}
