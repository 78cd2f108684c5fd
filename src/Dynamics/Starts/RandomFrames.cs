using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Random matrices: Gaussian entries, and orthonormal columns with the uniform (Haar) law.</summary>
public static class RandomFrames
{
    /// <summary>Independent standard normal entries, column after column.</summary>
    public static Matrix Gaussian(int rows, int columns, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Matrix matrix = new(rows, columns);
        for (int k = 0; k < matrix.Data.Length; k++)
        {
            matrix.Data[k] = random.NextNormal();
        }
        return matrix;
    }

    /// <summary>Orthonormal columns with the Haar law on the Stiefel manifold: the Q of a Gaussian matrix with R's diagonal positive.</summary>
    /// <remarks>Source: [Mez07] §5.</remarks>
    public static Matrix Orthonormal(int rows, int columns, RandomSource random)
    {
        QrFactorization qr = new(rows, columns);
        Matrix q = new(rows, columns);
        if (!qr.TryFactor(Gaussian(rows, columns, random).View))
        {
            throw new ArgumentException("Random numbers must be finite.", nameof(random));
        }
        qr.FormQ(q.View);
        return q;
    }
}
