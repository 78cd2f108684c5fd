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
        Matrix q = Gaussian(rows, columns, random);
        for (int j = 0; j < columns; j++)
        {
            Span<double> column = q.View.Column(j);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < j; k++)
                {
                    VectorOperations.AddScaled(-VectorOperations.Dot(q.View.Column(k), column), q.View.Column(k), column);
                }
            }
            VectorOperations.Scale(1 / VectorOperations.EuclideanNorm(column), column);
        }
        return q;
    }
}
