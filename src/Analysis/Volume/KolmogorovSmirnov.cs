namespace DlnDynamics.Analysis;

/// <summary>Are numbers from [0, 1] uniform? The largest distance of their distribution from the diagonal, and how likely a larger one is by chance.</summary>
/// <param name="Distance">D, in [0, 1].</param>
/// <param name="Probability">Of a larger D if they are uniform and independent: the p-value. Asymptotic, good from some forty numbers on.</param>
/// <remarks>Source: [Ste70], whose correction makes the asymptotic series good for small samples.</remarks>
public readonly record struct KolmogorovSmirnov(double Distance, double Probability)
{
    /// <summary>The test of some numbers, in any order.</summary>
    /// <exception cref="ArgumentException">There are none, or one is not in [0, 1].</exception>
    public static KolmogorovSmirnov Uniform(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0 || !(sorted[0] >= 0 && sorted[^1] <= 1))
        {
            throw new ArgumentException("The test needs at least one number, and all of them in [0, 1].", nameof(values));
        }
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            distance = Math.Max(distance, Math.Max(sorted[i] - (double)i / sorted.Length, (i + 1.0) / sorted.Length - sorted[i]));
        }
        double root = Math.Sqrt(sorted.Length);
        return new(distance, Tail((root + 0.12 + 0.11 / root) * distance));
    }

    /// <summary>2 Σ (−1)^(k−1)·e^(−2k²x²); for small x by its other series, which converges there.</summary>
    private static double Tail(double x)
    {
        double sum = 0;
        if (x < 1)
        {
            for (int k = 1; k <= 5; k += 2)
            {
                sum += Math.Exp(-k * k * Math.PI * Math.PI / (8 * x * x));
            }
            return x == 0 ? 1 : 1 - Math.Sqrt(2 * Math.PI) / x * sum;
        }
        for (int k = 1; k <= 5; k++)
        {
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2 * k * k * x * x);
        }
        return sum;
    }
}
