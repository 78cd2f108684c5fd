namespace DlnDynamics.LinearAlgebra.Tests;

public class VectorOperationsTests
{
    // 0 … 40 meets every remainder of every vector width, unrolled four times; the longer ones meet the main loop often.
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 41), 100, 127, 1000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Dot_agrees_with_the_plain_sum(int length)
    {
        (double[] x, double[] y) = (Numbers(1, length), Numbers(2, length));
        double sum = 0, size = 0;
        for (int i = 0; i < length; i++)
        {
            sum += x[i] * y[i];
            size += Math.Abs(x[i] * y[i]);
        }
        // Both sums err by at most (length + 1)·u·Σ|xy|, u = 2⁻⁵³.
        Assert.True(Math.Abs(VectorOperations.Dot(x, y) - sum) <= 2 * (length + 1) * Math.ScaleB(1, -53) * size);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddScaled_and_Scale_touch_every_entry_once(int length)
    {
        double[] x = Numbers(3, length + 2), y = Numbers(4, length + 2);
        double[] added = [.. y], scaled = [.. y];
        VectorOperations.AddScaled(0.3, x.AsSpan(1, length), added.AsSpan(1, length));
        VectorOperations.Scale(-1.7, scaled.AsSpan(1, length));
        for (int i = 0; i < length + 2; i++)
        {
            bool inside = i > 0 && i <= length;
            Assert.Equal(inside ? Math.FusedMultiplyAdd(0.3, x[i], y[i]) : y[i], added[i]);
            Assert.Equal(inside ? -1.7 * y[i] : y[i], scaled[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Norms_and_finiteness_see_every_entry(int length)
    {
        double[] x = Numbers(5, length);
        Assert.True(VectorOperations.AllFinite(x));
        for (int i = 0; i < length; i++)
        {
            double kept = x[i];
            x[i] = -100;
            Assert.Equal(100, VectorOperations.MaximumNorm(x));
            Assert.InRange(VectorOperations.EuclideanNorm(x), 100, 100 + Math.Sqrt(length) * 10);
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                x[i] = bad;
                Assert.False(VectorOperations.AllFinite(x));
                Assert.Equal(Math.Abs(bad), VectorOperations.MaximumNorm(x));
                Assert.Equal(Math.Abs(bad), VectorOperations.EuclideanNorm(x));
            }
            x[i] = kept;
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-170)]
    [InlineData(1e-308)]
    [InlineData(1e170)]
    [InlineData(1e307)]
    public void EuclideanNorm_neither_overflows_nor_underflows(double scale)
    {
        double[] x = [2 * scale, -3 * scale, 6 * scale, 0];
        // √(4 + 9 + 36) = 7; five roundings of scaled entries, squares and root.
        Assert.True(Distance.Relative(VectorOperations.EuclideanNorm(x), 7 * scale) <= 5 * Math.ScaleB(1, -52));
    }

    [Fact]
    public void EuclideanNorm_of_one_number_is_its_size_over_the_whole_range()
    {
        foreach (double value in new[] { double.Epsilon, 3 * double.Epsilon, 1e-310, 2.3e-308, 1.5, 9e307, double.MaxValue })
        {
            Assert.Equal(value, VectorOperations.EuclideanNorm([-value]));
        }
        Assert.Equal(0, VectorOperations.EuclideanNorm([]));
        Assert.Equal(0, VectorOperations.EuclideanNorm([0, 0, 0, 0, 0]));
    }

    private static double[] Numbers(int seed, int length)
    {
        Random random = new(seed);
        double[] numbers = new double[length];
        for (int i = 0; i < length; i++)
        {
            numbers[i] = 2 * random.NextDouble() - 1;
        }
        return numbers;
    }
}
