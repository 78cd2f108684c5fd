namespace DlnDynamics.Integrators.Tests;

/// <summary>Vectorised passes against plain loops, for every remainder of the vector length.</summary>
public sealed class VectorPassTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 36)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Passes_do_what_plain_loops_do(int n)
    {
        double[] x = Numbers(n, 1), y = Numbers(n, 2), result = new double[n];
        VectorPass.Blend(0.3, x, -1.7, y, result);
        Assert.Equal(x.Zip(y, (a, b) => 0.3 * a + -1.7 * b), result);

        VectorPass.Multiply(x, y, result);
        Assert.Equal(x.Zip(y, (a, b) => a * b), result);
        VectorPass.Divide(x, y, result);
        Assert.Equal(x.Zip(y, (a, b) => a / b), result);

        double[] stages = Numbers(3 * n + 5, 3);
        int[] offsets = [0, n + 2, 2 * n + 5];
        double[] weights = [0.5, -2, 0.25];
        VectorPass.Combine(y, weights, stages, offsets, result);
        Assert.Equal(Enumerable.Range(0, n).Select(i => y[i] + (0 + weights[0] * stages[i] + weights[1] * stages[offsets[1] + i] + weights[2] * stages[offsets[2] + i])), result);
        VectorPass.Combine([], weights, stages, offsets, result);
        Assert.Equal(Enumerable.Range(0, n).Select(i => 0 + weights[0] * stages[i] + weights[1] * stages[offsets[1] + i] + weights[2] * stages[offsets[2] + i]), result);

        // Sums of squares add in another order: n roundings at most.
        double norm = Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum()), length = Math.Sqrt(x.Sum(a => a * a));
        Assert.Equal(norm, VectorPass.SubtractAndMeasure(x, y, result), 1e-15 * (n + 1) * (norm + 1));
        Assert.Equal(x.Zip(y, (a, b) => a - b), result);
        Assert.Equal(norm, VectorPass.Distance(x, y), 1e-15 * (n + 1) * (norm + 1));
        Assert.Equal(length, VectorPass.Distance(x, []), 1e-15 * (n + 1) * (length + 1));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_place_is_looked_at(int n)
    {
        double[] x = Numbers(n, 4), zero = new double[n];
        Assert.True(VectorPass.IsFinite(x));
        for (int i = 0; i < n; i++)
        {
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                double[] spoiled = [.. x];
                spoiled[i] = bad;
                Assert.False(VectorPass.IsFinite(spoiled));
            }
            double[] unit = new double[n];
            unit[i] = -3;
            Assert.Equal(3 / 0.5, ErrorMeasure.Of(unit, zero, zero, new(0, 0.5), ErrorNorm.Maximum));
            Assert.Equal(3 / 0.5, ErrorMeasure.Of(unit, zero, zero, new(0, 0.5), ErrorNorm.Euclidean));
            double[] large = new double[n];
            large[i] = -4;
            Assert.Equal(3 / (0.5 + 4 * 0.25), ErrorMeasure.Of(unit, large, zero, new(0.25, 0.5), ErrorNorm.Maximum));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void An_error_scaled_by_a_coarse_one_is_its_square_over_both_and_never_less_than_the_norms_would_say(int n)
    {
        double[] fine = Numbers(n, 7), coarse = [.. Numbers(n, 8).Select(value => 30 * value)], result = [.. fine];
        VectorPass.ScaleByCoarseError(coarse, result);
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(fine[i] * Math.Abs(fine[i]) / double.Hypot(fine[i], 0.1 * coarse[i]), result[i], 1e-15 * Math.Abs(fine[i]));
        }
        double a = fine.Sum(value => value * value), b = a + 0.01 * coarse.Sum(value => value * value);
        Assert.True(Math.Sqrt(result.Sum(value => value * value)) >= a / Math.Sqrt(Math.Max(b, 1e-300)) * (1 - 1e-14));
    }

    [Fact]
    public void An_error_scaled_by_a_coarse_one_neither_overflows_nor_divides_by_zero()
    {
        double[] error = [0, 3e200, 0, -4e-200, 5, 0, 0, 1];
        VectorPass.ScaleByCoarseError([0, 4e201, 2, 3e-199, 0, 0, 1e300, 1e300], error);
        double[] expected = [0, 3e200 * 0.6, 0, -4e-200 * 0.8, 5, 0, 0, 1e-299];
        Assert.All(error.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-14 * Math.Abs(pair.Second)));
    }

    [Fact]
    public void Error_norms_agree_with_their_definitions()
    {
        for (int n = 1; n < 36; n++)
        {
            double[] error = Numbers(n, 5), before = Numbers(n, 6), after = Numbers(n, 7);
            double[] ratios = [.. Enumerable.Range(0, n).Select(i => Math.Abs(error[i]) / (1e-3 + 0.1 * Math.Max(Math.Abs(before[i]), Math.Abs(after[i]))))];
            Assert.Equal(ratios.Max(), ErrorMeasure.Of(error, before, after, new(0.1, 1e-3), ErrorNorm.Maximum));
            double euclidean = Math.Sqrt(ratios.Sum(ratio => ratio * ratio));
            Assert.Equal(euclidean, ErrorMeasure.Of(error, before, after, new(0.1, 1e-3), ErrorNorm.Euclidean), 1e-15 * n * euclidean);
        }
    }

    [Theory]
    [InlineData("tsitouras5")]
    [InlineData("rkc2")]
    public void Equal_components_stay_equal_to_the_bit_whatever_their_place(string method)
    {
        for (int n = 1; n < 20; n++)
        {
            DelegateField field = new(n, (t, y, derivative) =>
            {
                for (int i = 0; i < y.Length; i++)
                {
                    derivative[i] = -20 * y[i] + Math.Sin(t);
                }
            });
            IntegrationResult result = new InitialValueProblem(field, new(0, 3), [.. Enumerable.Repeat(1.0, n)]).Solve(method, new() { Tolerances = new(1e-5, 1e-5) });
            Assert.All(result.State, value => Assert.Equal(result.State[0], value));
        }
    }

    private static double[] Numbers(int n, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, n).Select(_ => 2 * random.NextDouble() - 1)];
    }
}
