using MathNet.Numerics.LinearAlgebra.Double;

namespace DlnDynamics.LinearAlgebra.Tests;

public class JacobiSvdTests
{
    private const double Epsilon = 2.220446049250313e-16;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    [InlineData(30, 30)]
    [InlineData(60, 17)]
    [InlineData(17, 60)]
    [InlineData(100, 100)]
    public void A_gaussian_matrix_is_decomposed_as_MathNet_does(int rows, int columns)
    {
        Matrix a = Samples.GaussianMatrix(new Random(rows + 1000 * columns), rows, columns);
        double[] sigma = Check(a);
        if (sigma.Length > 0)
        {
            double[] other = new DenseMatrix(rows, columns, a.Data.ToArray()).Svd(computeVectors: false).S.ToArray();
            for (int i = 0; i < sigma.Length; i++)
            {
                Assert.True(Math.Abs(sigma[i] - other[i]) <= 20 * (rows + columns) * Epsilon * sigma[0]);
            }
        }
    }

    [Theory]
    [InlineData(1e150)]
    [InlineData(1e-150)]
    [InlineData(1e-290)]
    [InlineData(1e306)]
    public void Entries_may_be_huge_or_tiny(double scale)
    {
        Matrix a = Samples.GaussianMatrix(new Random(1), 12, 9);
        foreach (ref double entry in a.Data)
        {
            entry *= scale;
        }
        Check(a);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Factors_stay_orthonormal_where_the_rank_is_low(int rank)
    {
        foreach ((int rows, int columns) in new[] { (3, 3), (10, 10), (20, 7), (7, 20), (40, 40) })
        {
            Random random = new(2);
            Matrix a = Samples.Product(Samples.GaussianMatrix(random, rows, rank), Samples.GaussianMatrix(random, rank, columns));
            double[] sigma = Check(a);
            for (int i = Math.Min(rank, sigma.Length); i < sigma.Length; i++)
            {
                Assert.True(sigma[i] <= 10 * (rows + columns) * Epsilon * sigma[0]);
            }
        }
    }

    [Fact]
    public void Zero_columns_rows_and_repeated_columns_are_no_trouble()
    {
        Matrix a = Samples.GaussianMatrix(new Random(3), 9, 6);
        a.View.Column(0).Clear();
        a.View.Column(4).CopyTo(a.View.Column(2));
        for (int j = 0; j < 6; j++)
        {
            a[5, j] = 0;
        }
        Check(a);
        Check(Samples.Transposed(a));
        Check(Matrix.Identity(8));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-5)]
    [InlineData(-13)]
    [InlineData(13)]
    public void Scaled_rows_or_columns_keep_every_digit_of_every_singular_value(int powerOfTen)
    {
        // H/4 with H the 16 × 16 Hadamard matrix is orthogonal without rounding: the singular values of D·H/4 and H·D/4 are D.
        const int size = 16;
        double[] values = new double[size], expected = new double[size];
        Matrix rowsScaled = new(size, size), columnsScaled = new(size, size);
        for (int i = 0; i < size; i++)
        {
            int shuffled = i * 7 % size;
            expected[i] = values[shuffled] = Math.Pow(10, powerOfTen * i);
        }
        Array.Sort(expected, (x, y) => y.CompareTo(x));
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                double entry = (int.PopCount(i & j) & 1) == 0 ? 0.25 : -0.25;
                rowsScaled[i, j] = values[i] * entry;
                columnsScaled[i, j] = entry * values[j];
            }
        }
        foreach (Matrix a in new[] { rowsScaled, columnsScaled })
        {
            double[] sigma = Check(a);
            for (int i = 0; i < size; i++)
            {
                // Demmel and Veselić: a modest multiple of n·ε times the condition of the unscaled matrix, which is 1.
                Assert.True(Distance.Relative(sigma[i], expected[i]) <= 2 * size * Epsilon, $"{sigma[i]:R} for {expected[i]:R}");
            }
        }
    }

    [Fact]
    public void A_graded_matrix_agrees_with_values_of_160_digits()
    {
        // 2^−|i−j| times column scales 2^(−40·{3, 0, 5, 1, 4, 2}): exact input; values by Jacobi's method with Python's decimal.
        int[] grades = [3, 0, 5, 1, 4, 2];
        double[] expected =
        [
            1.2577882373436318, 9.707492076903376e-13, 7.834907300756114e-25,
            5.109945556347167e-37, 3.5998056763122e-49, 3.2498637376396895e-61,
        ];
        Matrix a = new(6, 6);
        for (int j = 0; j < 6; j++)
        {
            for (int i = 0; i < 6; i++)
            {
                a[i, j] = Math.ScaleB(1, -Math.Abs(i - j) - 40 * grades[j]);
            }
        }
        foreach (Matrix x in new[] { a, Samples.Transposed(a) })
        {
            double[] sigma = Check(x);
            for (int i = 0; i < 6; i++)
            {
                // The unscaled matrix has condition number 9 at most.
                Assert.True(Distance.Relative(sigma[i], expected[i]) <= 9 * 6 * Epsilon, $"{sigma[i]:R} for {expected[i]:R}");
            }
        }
    }

    [Fact]
    public void The_Hilbert_matrix_agrees_with_values_of_160_digits()
    {
        // 27720/(i + j + 1): integers, so exact input. No scaling makes it well conditioned: absolute accuracy is what there is.
        double[] expected =
        [
            44875.90408938268, 6718.243332344809, 452.4325709869578,
            17.068544377943272, 0.3484613874391704, 0.003001520171215704,
        ];
        Matrix a = new(6, 6);
        for (int j = 0; j < 6; j++)
        {
            for (int i = 0; i < 6; i++)
            {
                a[i, j] = 27720.0 / (i + j + 1);
            }
        }
        double[] sigma = Check(a);
        for (int i = 0; i < 6; i++)
        {
            Assert.True(Math.Abs(sigma[i] - expected[i]) <= 6 * Epsilon * expected[0]);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1e-8)]
    [InlineData(1e-100)]
    [InlineData(1e-300)]
    public void Two_by_two_agrees_with_the_closed_form(double delta)
    {
        // [[1, 1], [0, δ]]: σ₁² + σ₂² = 2 + δ², σ₁·σ₂ = δ.
        double[] sigma = Check(Matrix.Of(new double[,] { { 1, 1 }, { 0, delta } }));
        double sum = 2 + delta * delta, largest = Math.Sqrt((sum + Math.Sqrt(sum * sum - 4 * delta * delta)) / 2);
        Assert.True(Distance.Relative(sigma[0], largest) <= 8 * Epsilon);
        Assert.True(Distance.Relative(sigma[1], delta / largest) <= 8 * Epsilon);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_a_number_is_refused(double bad)
    {
        foreach ((int rows, int columns) in new[] { (1, 1), (4, 3), (3, 4) })
        {
            Matrix a = Samples.GaussianMatrix(new Random(4), rows, columns);
            a[rows - 1, columns - 1] = bad;
            int inner = Math.Min(rows, columns);
            Assert.False(new JacobiSvd(rows, columns).TryDecompose(
                a.View, new Matrix(rows, inner).View, new double[inner], new Matrix(columns, inner).View));
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Matrix a = Samples.GaussianMatrix(new Random(5), 30, 20), u = new(30, 20), v = new(20, 20);
        a.View.Column(3).Clear();
        double[] sigma = new double[20];
        ISingularValues svd = new ManagedKernels().SingularValues(30, 20);
        Assert.Equal(0, Allocation.Of(() => svd.TryDecompose(a.View, u.View, sigma, v.View)));
    }

    private static double[] Check(Matrix a)
    {
        int inner = Math.Min(a.Rows, a.Columns);
        Matrix u = new(a.Rows, inner), v = new(a.Columns, inner);
        double[] sigma = new double[inner];
        Assert.True(new JacobiSvd(a.Rows, a.Columns).TryDecompose(a.View, u.View, sigma, v.View));
        // n reflections and a few sweeps of n rotations an entry, a rounding each: n·ε times a few.
        double allowed = 10 * (inner + 2) * Epsilon, norm = inner == 0 ? 0 : sigma[0];
        Assert.True(Distance.FromOrthonormal(u) <= allowed && Distance.FromOrthonormal(v) <= allowed);
        for (int i = 1; i < inner; i++)
        {
            Assert.True(sigma[i - 1] >= sigma[i] && sigma[i] >= 0);
        }
        Assert.True(Distance.Largest(Samples.Compose(u, sigma, v), a) <= allowed * norm);
        return sigma;
    }
}
