using MathNet.Numerics.LinearAlgebra.Double;

namespace DlnDynamics.LinearAlgebra.Tests;

public class LuFactorizationTests
{
    private const double Epsilon = 2.220446049250313e-16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(101)]
    [InlineData(200)]
    public void A_solution_satisfies_its_equations_and_agrees_with_MathNet(int size)
    {
        Random random = new(size);
        Matrix a = Samples.GaussianMatrix(random, size, size), factored = new(size + 2, size);
        MatrixView strided = factored.View.Block(0, 0, size, size);
        ((ReadOnlyMatrixView)a.View).CopyTo(strided);
        double[] b = Samples.GaussianMatrix(random, size, 1).Data.ToArray(), x = [.. b];
        LuFactorization lu = new(size);
        Assert.True(lu.TryFactor(strided));
        lu.Solve(strided, x);
        for (int i = 0; i < size; i++)
        {
            double sum = 0, row = 0;
            for (int j = 0; j < size; j++)
            {
                sum += a[i, j] * x[j];
                row += Math.Abs(a[i, j]);
            }
            // Backward error n·ε·|L||U|·|x|; with pivots of Gaussian matrices |L||U| stays below n times the row sum.
            Assert.True(Math.Abs(sum - b[i]) <= size * Epsilon * size * row * VectorOperations.MaximumNorm(x));
        }
        if (size > 0)
        {
            DenseMatrix other = new(size, size, a.Data.ToArray());
            double[] expected = other.LU().Solve(new DenseVector([.. b])).ToArray();
            double condition = other.ConditionNumber();
            for (int i = 0; i < size; i++)
            {
                Assert.True(Math.Abs(x[i] - expected[i]) <= 2 * size * Epsilon * condition * VectorOperations.MaximumNorm(expected));
            }
        }
    }

    [Fact]
    public void Pivoting_survives_a_zero_in_the_corner_and_hugely_different_rows()
    {
        Matrix a = Matrix.Of(new double[,] { { 0, 1, 1e-5 }, { 1e-200, 0, 0 }, { 0, 3e150, 2e150 } });
        double[] x = [2 + 3e-5, 4e-200, 12e150];
        LuFactorization lu = new(3);
        Assert.True(lu.TryFactor(a.View));
        lu.Solve(a.View, x);
        // With its rows scaled to one size the matrix has a condition number near 5.
        Assert.All(x.Zip([4.0, 2.0, 3.0]), pair => Assert.True(Distance.Relative(pair.First, pair.Second) <= 20 * Epsilon));
    }

    [Fact]
    public void A_singular_matrix_or_one_with_NaN_is_refused()
    {
        foreach (int size in new[] { 1, 5, 40 })
        {
            Matrix zeroColumn = Samples.GaussianMatrix(new Random(1), size, size), broken = Matrix.CopyOf(zeroColumn.View);
            zeroColumn.View.Column(size - 1).Clear();
            Assert.False(new LuFactorization(size).TryFactor(zeroColumn.View));
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
            {
                Matrix copy = Matrix.CopyOf(broken.View);
                copy[size / 2, size - 1] = bad;
                Assert.False(new LuFactorization(size).TryFactor(copy.View));
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Matrix a = Samples.GaussianMatrix(new Random(2), 90, 90), factored = new(90, 90);
        double[] x = new double[90];
        ILuFactorization lu = new ManagedKernels().Lu(90);
        Assert.Equal(0, Allocation.Of(() =>
        {
            a.Data.CopyTo(factored.Data);
            lu.TryFactor(factored.View);
            lu.Solve(factored.View, x);
        }));
    }
}
