using MathNet.Numerics.LinearAlgebra.Double;

namespace DlnDynamics.LinearAlgebra.Tests;

public class QrFactorizationTests
{
    private const double Epsilon = 2.220446049250313e-16;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 3)]
    [InlineData(40, 40)]
    [InlineData(100, 33)]
    public void Q_times_R_is_A_with_Q_orthonormal_and_R_upper_with_positive_diagonal(int rows, int columns)
    {
        Matrix a = Samples.GaussianMatrix(new Random(rows), rows, columns);
        (Matrix q, Matrix r) = Factor(a);
        // Each of the columns reflections rounds each entry a few times.
        double allowed = 10 * (columns + 2) * Epsilon;
        Assert.True(Distance.FromOrthonormal(q) <= allowed);
        Assert.True(Distance.Largest(Samples.Product(q, r), a) <= allowed * Math.Sqrt(rows + 1));
        for (int j = 0; j < columns; j++)
        {
            Assert.True(r[j, j] > 0);
            Assert.All(r.View.Column(j)[(j + 1)..].ToArray(), entry => Assert.Equal(0, entry));
        }
    }

    [Fact]
    public void Extreme_scales_and_dependent_columns_keep_Q_orthonormal()
    {
        foreach (double scale in new[] { 1e-320, 1e-300, 1e-160, 1e160, 1e307 })
        {
            Matrix a = Samples.GaussianMatrix(new Random(3), 12, 5);
            for (int i = 0; i < 12; i++)
            {
                a[i, 2] = 0;
                a[i, 3] = a[i, 1];
                a[i, 0] *= scale;
            }
            (Matrix q, _) = Factor(a);
            Assert.True(Distance.FromOrthonormal(q) <= 70 * Epsilon, $"scale {scale}");
        }
    }

    [Fact]
    public void Least_squares_agrees_with_MathNet()
    {
        Random random = new(4);
        Matrix a = Samples.GaussianMatrix(random, 50, 8);
        double[] b = Samples.GaussianMatrix(random, 50, 1).Data.ToArray(), x = new double[8];
        QrFactorization qr = new(50, 8);
        Assert.True(qr.TryFactor(a.View));
        Assert.True(qr.TrySolveLeastSquares(b, x));
        double[] expected = new DenseMatrix(50, 8, a.Data.ToArray()).QR().Solve(new DenseVector(b)).ToArray();
        for (int i = 0; i < 8; i++)
        {
            // A 50 × 8 Gaussian matrix has a condition number near 2.3; both solvers err by a multiple of 50·ε·κ.
            Assert.True(Math.Abs(x[i] - expected[i]) <= 50 * Epsilon * 10);
        }
    }

    [Fact]
    public void What_cannot_be_solved_or_is_not_a_number_is_refused()
    {
        Matrix a = new(3, 2);
        a[0, 0] = 1;
        QrFactorization qr = new(3, 2);
        Assert.True(qr.TryFactor(a.View));
        Assert.False(qr.TrySolveLeastSquares([1, 2, 3], new double[2]));
        a[2, 1] = double.NaN;
        Assert.False(qr.TryFactor(a.View));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QrFactorization(2, 3));
    }

    [Fact]
    public void Q_of_a_gaussian_matrix_has_no_preferred_sign()
    {
        // Entries of a uniform orthogonal matrix have mean 0; a Householder Q without the sign has a first entry that is always negative.
        Random random = new(5);
        int positive = 0;
        const int trials = 4000;
        for (int trial = 0; trial < trials; trial++)
        {
            (Matrix q, _) = Factor(Samples.GaussianMatrix(random, 3, 3));
            positive += q[0, 0] > 0 ? 1 : 0;
        }
        // Five standard deviations of a fair coin.
        Assert.InRange(positive, trials / 2 - 5 * Math.Sqrt(trials) / 2, trials / 2 + 5 * Math.Sqrt(trials) / 2);
    }

    private static (Matrix Q, Matrix R) Factor(Matrix a)
    {
        QrFactorization qr = new(a.Rows, a.Columns);
        Assert.True(qr.TryFactor(a.View));
        Matrix q = new(a.Rows, a.Columns), r = new(a.Columns, a.Columns);
        qr.FormQ(q.View);
        qr.FormR(r.View);
        return (q, r);
    }
}
