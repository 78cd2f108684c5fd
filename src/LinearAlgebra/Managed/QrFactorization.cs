namespace DlnDynamics.LinearAlgebra;

/// <summary>Thin QR factorization A = Q·R of matrices of one shape, rows ≥ columns, with a non-negative diagonal of R.</summary>
/// <remarks>
/// With that sign the factors are unique, so the Q of a Gaussian matrix is uniform on the orthonormal frames (Haar).
/// Error: columnwise backward stable, a small multiple of ε·‖aⱼ‖. Cost: 2·rows·columns² for each of factoring and forming Q.
/// Source: [Golub2013] section 5.2; [Mez07] for the sign.
/// </remarks>
public sealed class QrFactorization
{
    private readonly Matrix reflections;
    private readonly double[] tau, diagonal, image;

    /// <summary>A workspace for one shape.</summary>
    public QrFactorization(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, columns);
        reflections = new(rows, columns);
        tau = new double[columns];
        diagonal = new double[columns];
        image = new double[rows];
    }

    /// <summary>Factors a matrix, which is left as it was. Returns false when it holds NaN or infinity.</summary>
    public bool TryFactor(ReadOnlyMatrixView a)
    {
        a.CopyTo(reflections.View);
        if (!VectorOperations.AllFinite(reflections.Data))
        {
            return false;
        }
        for (int k = 0; k < tau.Length; k++)
        {
            Span<double> vector = Vector(k);
            (diagonal[k], tau[k]) = Householder.Reflect(vector);
            for (int j = k + 1; j < tau.Length; j++)
            {
                Householder.Apply(vector, tau[k], reflections.View.Column(j)[k..]);
            }
        }
        return true;
    }

    /// <summary>Writes the orthonormal factor, rows × columns.</summary>
    public void FormQ(MatrixView q)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(q.Rows, reflections.Rows, nameof(q));
        ArgumentOutOfRangeException.ThrowIfNotEqual(q.Columns, tau.Length, nameof(q));
        q.Fill(0);
        for (int j = 0; j < tau.Length; j++)
        {
            Span<double> column = q.Column(j);
            column[j] = Sign(j);
            for (int k = j; k >= 0; k--)
            {
                Householder.Apply(Vector(k), tau[k], column[k..]);
            }
        }
    }

    /// <summary>Writes the upper triangular factor, columns × columns, zeros below.</summary>
    public void FormR(MatrixView r)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(r.Rows, tau.Length, nameof(r));
        ArgumentOutOfRangeException.ThrowIfNotEqual(r.Columns, tau.Length, nameof(r));
        for (int j = 0; j < tau.Length; j++)
        {
            for (int i = 0; i < tau.Length; i++)
            {
                r[i, j] = i > j ? 0 : Sign(i) * (i == j ? diagonal[j] : reflections[i, j]);
            }
        }
    }

    /// <summary>Writes the x that minimises ‖A·x − b‖. Returns false when A is singular: a zero on R's diagonal.</summary>
    public bool TrySolveLeastSquares(ReadOnlySpan<double> b, Span<double> x)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, tau.Length, nameof(x));
        b.CopyTo(image);
        for (int k = 0; k < tau.Length; k++)
        {
            Householder.Apply(Vector(k), tau[k], image.AsSpan(k));
        }
        image.AsSpan(0, tau.Length).CopyTo(x);
        for (int k = tau.Length - 1; k >= 0; k--)
        {
            if (diagonal[k] == 0)
            {
                return false;
            }
            x[k] /= diagonal[k];
            VectorOperations.AddScaled(-x[k], reflections.View.Column(k)[..k], x[..k]);
        }
        return VectorOperations.AllFinite(x);
    }

    private Span<double> Vector(int k) => reflections.View.Column(k)[k..];

    private double Sign(int k) => diagonal[k] < 0 ? -1 : 1;
}
