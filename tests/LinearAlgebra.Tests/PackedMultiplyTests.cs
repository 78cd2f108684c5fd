namespace DlnDynamics.LinearAlgebra.Tests;

public class PackedMultiplyTests
{
    private static readonly ManagedKernels Kernels = new ManagedKernels();

    [Theory]
    [InlineData(Transpose.No, Transpose.No)]
    [InlineData(Transpose.No, Transpose.Yes)]
    [InlineData(Transpose.Yes, Transpose.No)]
    [InlineData(Transpose.Yes, Transpose.Yes)]
    public void Every_small_shape_agrees_with_the_plain_loop(Transpose transposeA, Transpose transposeB)
    {
        Random random = new(1);
        for (int m = 0; m <= 21; m++)
        {
            for (int n = 0; n <= 21; n++)
            {
                for (int k = 0; k <= 21; k++)
                {
                    Check(random, m, n, k, transposeA, transposeB, padding: (m + n + k) % 3);
                }
            }
        }
    }

    [Theory]
    [InlineData(25, 37, 100)]
    [InlineData(100, 100, 100)]
    [InlineData(193, 9, 257)]
    [InlineData(400, 5, 3)]
    [InlineData(7, 130, 600)]
    [InlineData(1, 1, 1000)]
    public void Shapes_beyond_one_block_agree_with_the_plain_loop(int m, int n, int k)
    {
        Random random = new(2);
        foreach (Transpose transposeA in Enum.GetValues<Transpose>())
        {
            foreach (Transpose transposeB in Enum.GetValues<Transpose>())
            {
                Check(random, m, n, k, transposeA, transposeB, padding: 3);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public void With_beta_zero_the_old_entries_are_not_read(int size)
    {
        Matrix identity = Matrix.Identity(size), c = new(size, size);
        c.Data.Fill(double.NaN);
        Kernels.Multiply(2, identity.View, Transpose.No, identity.View, Transpose.No, 0, c.View);
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                Assert.Equal(i == j ? 2 : 0, c[i, j]);
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(30)]
    public void Not_a_number_reaches_exactly_the_entries_that_depend_on_it(int size)
    {
        Random random = new(3);
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
        {
            Matrix a = Samples.GaussianMatrix(random, size, size), b = Samples.GaussianMatrix(random, size, size), c = new(size, size);
            a[size - 1, 1] = bad;
            Kernels.Multiply(1, a.View, Transpose.No, b.View, Transpose.No, 0, c.View);
            for (int j = 0; j < size; j++)
            {
                for (int i = 0; i < size; i++)
                {
                    Assert.Equal(i < size - 1, double.IsFinite(c[i, j]));
                }
            }
        }
    }

    [Fact]
    public void An_entry_has_the_same_bits_wherever_it_lies()
    {
        // The flows rely on it: the same matrix inside a larger one, or transposed, is the same number.
        Random random = new(4);
        Matrix a = Samples.GaussianMatrix(random, 50, 40), b = Samples.GaussianMatrix(random, 40, 30), c = new(50, 30), part = new(5, 6);
        Kernels.Multiply(1.3, a.View, Transpose.No, b.View, Transpose.No, 0, c.View);
        Kernels.Multiply(1.3, a.View.Block(45, 0, 5, 40), Transpose.No, b.View.Block(0, 3, 40, 6), Transpose.No, 0, part.View);
        Matrix flipped = new(30, 50);
        Kernels.Multiply(1.3, b.View, Transpose.Yes, a.View, Transpose.Yes, 0, flipped.View);
        Assert.Equal(Matrix.CopyOf(c.View.Block(45, 3, 5, 6)).Data.ToArray(), part.Data.ToArray());
        Assert.Equal(c.Data.ToArray(), Samples.Transposed(flipped).Data.ToArray());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Matrix a = new(3, 4), b = new(5, 6), c = new(3, 6);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Kernels.Multiply(1, a.View, Transpose.No, b.View, Transpose.No, 0, c.View));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Kernels.Multiply(1, a.View, Transpose.Yes, a.View, Transpose.No, 0, c.View));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        Random random = new(5);
        foreach (int size in new[] { 5, 70, 300 })
        {
            Matrix a = Samples.GaussianMatrix(random, size, size), c = new(size, size);
            Assert.Equal(0, Allocation.Of(() =>
                Kernels.Multiply(1, a.View, Transpose.Yes, a.View, Transpose.No, 0.5, c.View)));
        }
    }

    private static void Check(Random random, int m, int n, int k, Transpose transposeA, Transpose transposeB, int padding)
    {
        Matrix a = Samples.GaussianMatrix(random, m, k), b = Samples.GaussianMatrix(random, k, n), c = Samples.GaussianMatrix(random, m, n);
        double alpha = random.NextDouble() - 0.5, beta = random.Next(3) - 1;
        Matrix storedA = Padded(transposeA == Transpose.No ? a : Samples.Transposed(a), padding);
        Matrix storedB = Padded(transposeB == Transpose.No ? b : Samples.Transposed(b), padding), target = Padded(c, padding);
        ReadOnlyMatrixView viewA = storedA.View.Block(0, 0, storedA.Rows - padding, storedA.Columns);
        ReadOnlyMatrixView viewB = storedB.View.Block(0, 0, storedB.Rows - padding, storedB.Columns);
        Kernels.Multiply(alpha, viewA, transposeA, viewB, transposeB, beta, target.View.Block(0, 0, m, n));
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                double sum = 0, size = 0;
                for (int p = 0; p < k; p++)
                {
                    sum += a[i, p] * b[p, j];
                    size += Math.Abs(a[i, p] * b[p, j]);
                }
                // Two sums of k terms, each within k·u·Σ|ab| (u = 2⁻⁵³), and a few roundings more for alpha and beta.
                double expected = alpha * sum + beta * c[i, j];
                double allowed = (2 * k + 6) * Math.ScaleB(1, -53) * (Math.Abs(alpha) * size + Math.Abs(beta * c[i, j]));
                Assert.True(Math.Abs(target[i, j] - expected) <= allowed, $"{m} x {n} x {k} at ({i}, {j})");
            }
            for (int i = m; i < target.Rows; i++)
            {
                Assert.True(double.IsNaN(target[i, j]), $"{m} x {n} x {k} wrote outside its view");
            }
        }
    }

    // Rows of NaN below, so that reading or writing outside the view shows.
    private static Matrix Padded(Matrix inside, int padding)
    {
        Matrix outside = new(inside.Rows + padding, inside.Columns);
        outside.Data.Fill(double.NaN);
        ((ReadOnlyMatrixView)inside.View).CopyTo(outside.View.Block(0, 0, inside.Rows, inside.Columns));
        return outside;
    }
}
