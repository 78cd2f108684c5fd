using System.Globalization;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The means of singular values that are the spectrum of Â (oracles 10, 11, 14).</summary>
public sealed class DepthMeanTests
{
    // Both tables were made once with Python's mpmath at 120 digits, from the doubles as they stand there: (1/N)(σ² − τ²)/(σ^(2/N) − τ^(2/N)),
    // σ^(2−2/N) where σ = τ, σ^(2−2/N)/N where τ = 0; at N = ∞ (σ² − τ²)/(2 ln(σ/τ)), σ², 0. Ratios from 1 + 1e-15 to 1e300, sizes at random.
    [Fact]
    public void Equals_values_known_to_eighty_digits()
    {
        foreach (string[] row in Rows("depth-means.csv"))
        {
            double sigma = Number(row[1]), tau = Number(row[2]), mean = Number(row[3]), found = DepthMean.Of(DepthOf(row[0]), sigma, tau);
            Assert.True(Math.Abs(found - mean) <= 1e-13 * mean, $"N = {row[0]}, σ = {sigma}, τ = {tau}: {found:r} instead of {mean:r}");
            Assert.Equal(found, DepthMean.Of(DepthOf(row[0]), tau, sigma));
        }
    }

    [Fact]
    public void Logarithm_and_root_equal_values_known_to_eighty_digits()
    {
        foreach (string[] row in Rows("depth-mean-logarithms.csv"))
        {
            Depth depth = DepthOf(row[0]);
            double high = Number(row[1]), low = Number(row[2]), mean = Number(row[3]), root = Number(row[4]);
            double log = DepthMean.LogOf(depth, high, low), foundRoot = DepthMean.RootOf(depth, high, low);
            double rounding = 1e-13 + 4 * Math.ScaleB(1, -53) * Math.Abs(high);
            string where = $"N = {row[0]}, ln σ = {high}, ln τ = {low}";
            Assert.True(log == mean || Math.Abs(log - mean) <= rounding, $"{where}: ln λ = {log:r} instead of {mean:r}");
            Assert.True(foundRoot == root || Math.Abs(foundRoot - root) <= rounding * root + double.Epsilon, $"{where}: √λ = {foundRoot:r} instead of {root:r}");
            Assert.Equal(log, DepthMean.LogOf(depth, low, high));
            Assert.Equal(foundRoot, DepthMean.RootOf(depth, low, high));
        }
    }

    [Fact]
    public void Approaches_infinite_depth_like_one_over_the_depth()
    {
        // λ̂_N = λ̂_∞·(1 − c/N + (c²/2 − ℓ²/6)/N² + …) with c = ln(στ), ℓ = ln(σ/τ): the next term is of order c³/N³.
        foreach ((double sigma, double tau) in new[] { (1.7, 0.3), (0.4, 0.4), (0.02, 1e-5), (3.0, 2.9) })
        {
            double c = Math.Log(sigma * tau), gap = Math.Log(sigma / tau), limit = DepthMean.Of(Depth.Infinite, sigma, tau);
            foreach (int n in new[] { 100, 1000, 10000 })
            {
                double found = n * (DepthMean.Of(Depth.Of(n), sigma, tau) / limit - 1), size = Math.Abs(c) + gap + 1;
                Assert.Equal(-c + (c * c / 2 - gap * gap / 6) / n, found, size * size * size / n / n + n * 1e-14);
            }
        }
    }

    [Fact]
    public void Lies_between_the_geometric_and_the_arithmetic_mean_of_its_powers()
    {
        RandomSource random = new(7, "depth-mean", 0, 0);
        for (int trial = 0; trial < 2000; trial++)
        {
            Depth depth = trial % 5 == 0 ? Depth.Infinite : Depth.Real(2 + 20 * random.NextDouble());
            double sigma = Math.Exp(-20 * random.NextDouble()), tau = Math.Exp(-20 * random.NextDouble());
            double power = 1 - depth.Reciprocal, mean = DepthMean.Of(depth, sigma, tau);
            double low = Math.Pow(sigma * tau, power), high = 0.5 * (Math.Pow(sigma, 2 * power) + Math.Pow(tau, 2 * power));
            // Both bounds are attained at σ = τ, so rounding alone may cross them.
            Assert.InRange(mean, low * (1 - 1e-13), high * (1 + 1e-13));
        }
    }

    [Fact]
    public void Is_one_at_depth_one_and_zero_at_the_zero_matrix_beyond()
    {
        Assert.Equal(1, DepthMean.Of(Depth.Of(1), 0, 0));
        Assert.Equal(0, DepthMean.Of(Depth.Of(2), 0, 0));
        Assert.Equal(0, DepthMean.Of(Depth.Infinite, 0, 0));
    }

    private static Depth DepthOf(string depth) => depth == "infinite" ? Depth.Infinite : Depth.Real(Number(depth));

    private static double Number(string text) => text == "-infinite" ? double.NegativeInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", file)).Skip(1).Select(line => line.Split(','));
}
