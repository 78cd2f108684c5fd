using System.Numerics;

namespace DlnDynamics.LinearAlgebra.Tests;

public class ComplexLuFactorizationTests
{
    private const double Epsilon = 2.220446049250313e-16;

    // Every remainder of panels (16) and of vectors (8 and less), within one panel and beyond it.
    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, 26), 31, 32, 33, 47, 64, 65, 101];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_solution_satisfies_its_equations_and_agrees_with_MathNet(int size)
    {
        Random random = new(size);
        Matrix re = Samples.GaussianMatrix(random, size, size), im = Samples.GaussianMatrix(random, size, size);
        Matrix factoredReal = new(size + 2, size), factoredImaginary = new(size + 3, size);
        MatrixView lr = factoredReal.View.Block(0, 0, size, size), li = factoredImaginary.View.Block(0, 0, size, size);
        ((ReadOnlyMatrixView)re.View).CopyTo(lr);
        ((ReadOnlyMatrixView)im.View).CopyTo(li);
        double[] br = Samples.GaussianMatrix(random, size, 1).Data.ToArray(), bi = Samples.GaussianMatrix(random, size, 1).Data.ToArray();
        double[] xr = [.. br], xi = [.. bi];
        ComplexLuFactorization lu = new(size);
        Assert.True(lu.TryFactor(lr, li));
        lu.Solve(lr, li, xr, xi);
        double largest = Math.Max(VectorOperations.MaximumNorm(xr), VectorOperations.MaximumNorm(xi));
        for (int i = 0; i < size; i++)
        {
            (Complex sum, double row) = (0, 0);
            for (int j = 0; j < size; j++)
            {
                sum += new Complex(re[i, j], im[i, j]) * new Complex(xr[j], xi[j]);
                row += Math.Abs(re[i, j]) + Math.Abs(im[i, j]);
            }
            // As in the real case n·ε·|L||U|·|x|, with twice as many terms in every sum.
            Assert.True(Complex.Abs(sum - new Complex(br[i], bi[i])) <= 2 * size * Epsilon * size * row * largest);
        }
        if (size > 0)
        {
            MathNet.Numerics.LinearAlgebra.Complex.DenseMatrix other = new(
                size, size, [.. re.Data.ToArray().Zip(im.Data.ToArray(), (a, b) => new Complex(a, b))]);
            Complex[] right = [.. br.Zip(bi, (a, b) => new Complex(a, b))];
            Complex[] expected = other.LU().Solve(new MathNet.Numerics.LinearAlgebra.Complex.DenseVector(right)).ToArray();
            double condition = other.ConditionNumber().Real, scale = expected.Max(Complex.Abs);
            for (int i = 0; i < size; i++)
            {
                Assert.True(Complex.Abs(new Complex(xr[i], xi[i]) - expected[i]) <= 4 * size * Epsilon * condition * scale);
            }
        }
    }

    [Fact]
    public void A_real_matrix_gives_the_real_solution()
    {
        Random random = new(7);
        Matrix a = Samples.GaussianMatrix(random, 40, 40), zero = new(40, 40), real = Matrix.CopyOf(a.View);
        double[] b = Samples.GaussianMatrix(random, 40, 1).Data.ToArray(), x = [.. b], expected = [.. b], nothing = new double[40];
        ComplexLuFactorization lu = new(40);
        LuFactorization other = new(40);
        Assert.True(lu.TryFactor(a.View, zero.View));
        Assert.True(other.TryFactor(real.View));
        lu.Solve(a.View, zero.View, x, nothing);
        other.Solve(real.View, expected);
        Assert.All(nothing, value => Assert.Equal(0, value));
        Assert.All(x.Zip(expected), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-11 * VectorOperations.MaximumNorm(expected)));
    }

    [Fact]
    public void Pivoting_survives_zeros_in_the_corner_and_hugely_different_rows()
    {
        // Rows i·x₁, 1e-200·x₀ and (3 + 4i)·1e150·x₂ + 1e150·x₁; the solution is (4, 2i, 1 − i).
        Matrix re = Matrix.Of(new double[,] { { 0, 0, 0 }, { 1e-200, 0, 0 }, { 0, 1e150, 3e150 } });
        Matrix im = Matrix.Of(new double[,] { { 0, 1, 0 }, { 0, 0, 0 }, { 0, 0, 4e150 } });
        double[] xr = [-2, 4e-200, 7e150], xi = [0, 0, 3e150];
        ComplexLuFactorization lu = new(3);
        Assert.True(lu.TryFactor(re.View, im.View));
        lu.Solve(re.View, im.View, xr, xi);
        Assert.All(xr.Zip([4.0, 0.0, 1.0]), pair => Assert.Equal(pair.Second, pair.First, 20 * Epsilon));
        Assert.All(xi.Zip([0.0, 2.0, -1.0]), pair => Assert.Equal(pair.Second, pair.First, 20 * Epsilon));
    }

    [Fact]
    public void A_singular_matrix_or_one_with_NaN_is_refused()
    {
        foreach (int size in new[] { 1, 5, 40 })
        {
            Matrix re = Samples.GaussianMatrix(new Random(1), size, size), im = Samples.GaussianMatrix(new Random(2), size, size);
            Matrix zeroReal = Matrix.CopyOf(re.View), zeroImaginary = Matrix.CopyOf(im.View);
            zeroReal.View.Column(size - 1).Clear();
            zeroImaginary.View.Column(size - 1).Clear();
            Assert.False(new ComplexLuFactorization(size).TryFactor(zeroReal.View, zeroImaginary.View));
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
            {
                Matrix copyReal = Matrix.CopyOf(re.View), copyImaginary = Matrix.CopyOf(im.View);
                copyImaginary[size / 2, size - 1] = bad;
                Assert.False(new ComplexLuFactorization(size).TryFactor(copyReal.View, copyImaginary.View));
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Matrix re = Samples.GaussianMatrix(new Random(2), 90, 90), im = Samples.GaussianMatrix(new Random(3), 90, 90);
        Matrix factoredReal = new(90, 90), factoredImaginary = new(90, 90);
        double[] xr = new double[90], xi = new double[90];
        IComplexLuFactorization lu = new ManagedKernels().ComplexLu(90);
        Assert.Equal(0, Allocation.Of(() =>
        {
            re.Data.CopyTo(factoredReal.Data);
            im.Data.CopyTo(factoredImaginary.Data);
            lu.TryFactor(factoredReal.View, factoredImaginary.View);
            lu.Solve(factoredReal.View, factoredImaginary.View, xr, xi);
        }));
    }
}
