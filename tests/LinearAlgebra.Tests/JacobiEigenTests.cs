namespace DlnDynamics.LinearAlgebra.Tests;

public class JacobiEigenTests
{
    private const double Epsilon = 2.220446049250313e-16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(50)]
    public void A_gram_matrix_is_decomposed_as_by_QL(int size)
    {
        Matrix factor = Samples.GaussianMatrix(new Random(size), size, size), a = Samples.Product(factor, Samples.Transposed(factor));
        double[] values = Check(a), other = new double[size];
        Assert.True(new SymmetricEigen(size).TryDecompose(a.View, other, new Matrix(size, size).View));
        for (int i = 0; i < size; i++)
        {
            Assert.True(Math.Abs(values[i] - other[i]) <= 20 * size * Epsilon * values[0]);
        }
    }

    [Fact]
    public void Small_values_of_a_graded_matrix_agree_with_values_of_160_digits()
    {
        // 2^−|i−j| · 2^(−20(i+j)): exact input; values by Jacobi's method with Python's decimal. QL has no digit right from the second on.
        double[] expected =
        [
            1.0000000000002274, 6.821210263296962e-13, 6.203854594147708e-25,
            5.64237288394698e-37, 5.131708243377016e-49, 4.667261458394795e-61,
        ];
        Matrix a = new(6, 6);
        for (int j = 0; j < 6; j++)
        {
            for (int i = 0; i < 6; i++)
            {
                a[i, j] = Math.ScaleB(1, -Math.Abs(i - j) - 20 * (i + j));
            }
        }
        double[] values = Check(a);
        for (int i = 0; i < 6; i++)
        {
            // Condition of the matrix scaled to unit diagonal: 9 at most.
            Assert.True(Distance.Relative(values[i], expected[i]) <= 9 * 6 * Epsilon, $"{values[i]:R} for {expected[i]:R}");
        }
    }

    [Fact]
    public void Two_by_two_agrees_with_the_closed_form_down_to_the_end_of_the_range()
    {
        foreach (double delta in new[] { 0.25, 1e-20, 1e-100, 1e-150 })
        {
            // D·[[1, ½], [½, 1]]·D with D = diag(1, δ): λ₁ + λ₂ = 1 + δ², λ₁·λ₂ = ¾δ².
            double[] values = Check(Matrix.Of(new double[,] { { 1, 0.5 * delta }, { 0.5 * delta, delta * delta } }));
            double sum = 1 + delta * delta, largest = (sum + Math.Sqrt(sum * sum - 3 * (delta * delta))) / 2;
            Assert.True(Distance.Relative(values[0], largest) <= 10 * Epsilon);
            Assert.True(Distance.Relative(values[1], 0.75 * (delta * delta) / largest) <= 20 * Epsilon);
        }
    }

    [Fact]
    public void Semi_definite_matrices_have_zeros_and_a_whole_basis()
    {
        // Small integers: no rounding in the matrix, rank 2.
        Matrix a = new(7, 7);
        for (int j = 0; j < 7; j++)
        {
            for (int i = 0; i < 7; i++)
            {
                a[i, j] = 1 + i * j;
            }
        }
        double[] values = Check(a);
        Assert.All(values[2..], value => Assert.Equal(0, value));
        Assert.All(Check(new Matrix(4, 4)), value => Assert.Equal(0, value));
        Assert.All(Check(Matrix.Diagonal(1e300, 1e300)), value => Assert.Equal(1e300, value, 1e285));
    }

    [Fact]
    public void What_is_not_positive_semi_definite_or_not_a_number_is_refused()
    {
        double[][,] refused =
        [
            new double[,] { { -1 } }, new double[,] { { 1, 2 }, { 2, 1 } }, new double[,] { { 0, 1 }, { 1, 5 } },
            new double[,] { { double.NaN } }, new double[,] { { double.PositiveInfinity } }, new double[,] { { 1, 0 }, { double.NaN, 1 } },
            new double[,] { { 1, 1, 0 }, { 1, 1, 1 }, { 0, 1, 1 } },
        ];
        foreach (double[,] entries in refused)
        {
            Matrix a = Matrix.Of(entries);
            Assert.False(new JacobiEigen(a.Rows).TryDecompose(a.View, new double[a.Rows], new Matrix(a.Rows, a.Rows).View));
        }
    }

    private static double[] Check(Matrix a)
    {
        int size = a.Rows;
        Matrix vectors = new(size, size);
        double[] values = new double[size];
        Assert.True(new JacobiEigen(size).TryDecompose(a.View, values, vectors.View));
        double allowed = 10 * (size + 2) * Epsilon;
        Assert.True(Distance.FromOrthonormal(vectors) <= allowed);
        for (int i = 1; i < size; i++)
        {
            Assert.True(values[i - 1] >= values[i] && values[i] >= 0);
        }
        Assert.True(Distance.Largest(Samples.Compose(vectors, values, vectors), a) <= allowed * (size == 0 ? 0 : values[0]));
        return values;
    }
}
