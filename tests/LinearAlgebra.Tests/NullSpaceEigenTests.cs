namespace DlnDynamics.LinearAlgebra.Tests;

/// <summary>Matrices with large null spaces and repeated eigenvalues, where nothing sets the size of what is left of a zero.</summary>
public sealed class NullSpaceEigenTests
{
    [Fact]
    public void A_sum_of_Kronecker_products_with_a_large_null_space_is_decomposed_to_rounding()
    {
        List<string> wrong = [];
        for (long seed = 0; seed < 200; seed++)
        {
            Random random = new((int)seed);
            int a = 3 + random.Next(4), b = 3 + random.Next(4), n = 2 * a * b, rank = 1 + random.Next(2);

            // [A⊗I, C⊗D; ·, I⊗B]ᵀ[…]: the shape of a layered Hessian at a point of low rank.
            Matrix x = LowRank(a, rank, random), y = LowRank(b, rank, random), factor = new(a * b, n), square = new(n, n);
            for (int i = 0; i < a; i++)
            {
                for (int j = 0; j < a; j++)
                {
                    for (int k = 0; k < b; k++)
                    {
                        factor[i * b + k, j * b + k] = x[i, j];
                    }
                }
                for (int k = 0; k < b; k++)
                {
                    for (int l = 0; l < b; l++)
                    {
                        factor[i * b + k, a * b + i * b + l] = y[k, l];
                    }
                }
            }
            DenseKernels.Default.Multiply(1, factor.View, Transpose.Yes, factor.View, Transpose.No, 0, square.View);
            double[] values = new double[n];
            Matrix vectors = new(n, n), residual = new(n, n);
            if (!DenseKernels.Default.SymmetricEigen(n).TryDecompose(square.View, values, vectors.View))
            {
                wrong.Add($"seed {seed}, size {n}: not decomposed");
                continue;
            }
            DenseKernels.Default.Multiply(1, square.View, Transpose.No, vectors.View, Transpose.No, 0, residual.View);
            for (int j = 0; j < n; j++)
            {
                VectorOperations.AddScaled(-values[j], vectors.View.Column(j), residual.View.Column(j));
            }
            double error = VectorOperations.EuclideanNorm(residual.Data);

            // A small multiple of ε·‖A‖ a column, as the kernel promises.
            if (!(error <= 20 * Math.Sqrt(n) * Math.ScaleB(1, -52) * values[0]))
            {
                wrong.Add($"seed {seed}, size {n}: residual {error}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static Matrix LowRank(int size, int rank, Random random)
    {
        Matrix left = new(size, rank), right = new(size, rank), product = new(size, size);
        foreach (Matrix one in new[] { left, right })
        {
            for (int k = 0; k < one.Data.Length; k++)
            {
                one.Data[k] = random.NextDouble() - 0.5;
            }
        }
        DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
        return product;
    }
}
