namespace DlnDynamics.LinearAlgebra.Tests;

/// <summary>Seeded matrices, and the plain triple loop that everything is compared with.</summary>
internal static class Samples
{
    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static Matrix GaussianMatrix(Random random, int rows, int columns)
    {
        Matrix matrix = new(rows, columns);
        foreach (ref double entry in matrix.Data)
        {
            entry = Gaussian(random);
        }
        return matrix;
    }

    public static Matrix Symmetric(Random random, int size)
    {
        Matrix matrix = GaussianMatrix(random, size, size);
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < j; i++)
            {
                matrix[i, j] = matrix[j, i];
            }
        }
        return matrix;
    }

    public static Matrix Product(Matrix a, Matrix b)
    {
        Matrix c = new(a.Rows, b.Columns);
        for (int j = 0; j < b.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                double sum = 0;
                for (int k = 0; k < a.Columns; k++)
                {
                    sum += a[i, k] * b[k, j];
                }
                c[i, j] = sum;
            }
        }
        return c;
    }

    public static Matrix Transposed(Matrix a)
    {
        Matrix result = new(a.Columns, a.Rows);
        for (int j = 0; j < a.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                result[j, i] = a[i, j];
            }
        }
        return result;
    }

    /// <summary>An orthogonal matrix, to the last bits: Gram–Schmidt, twice, of a Gaussian one.</summary>
    public static Matrix Orthogonal(Random random, int size)
    {
        Matrix q = GaussianMatrix(random, size, size);
        for (int j = 0; j < size; j++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < j; k++)
                {
                    double dot = 0;
                    for (int i = 0; i < size; i++)
                    {
                        dot += q[i, k] * q[i, j];
                    }
                    for (int i = 0; i < size; i++)
                    {
                        q[i, j] -= dot * q[i, k];
                    }
                }
                double norm = 0;
                for (int i = 0; i < size; i++)
                {
                    norm += q[i, j] * q[i, j];
                }
                for (int i = 0; i < size; i++)
                {
                    q[i, j] /= Math.Sqrt(norm);
                }
            }
        }
        return q;
    }

    /// <summary>left · diag(values) · rightᵀ.</summary>
    public static Matrix Compose(Matrix left, ReadOnlySpan<double> values, Matrix right)
    {
        Matrix scaled = new(left.Rows, values.Length);
        for (int j = 0; j < values.Length; j++)
        {
            for (int i = 0; i < left.Rows; i++)
            {
                scaled[i, j] = left[i, j] * values[j];
            }
        }
        return Product(scaled, Transposed(right));
    }
}
