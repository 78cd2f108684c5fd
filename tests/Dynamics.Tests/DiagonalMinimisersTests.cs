using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The minimisers of the 2 × 2 diagonal problem and the volume on them.</summary>
public sealed class DiagonalMinimisersTests
{
    private static readonly DiagonalMinimisers Minimisers = new(0.9, -1.3);

    public static TheoryData<double> Depths => [2, 2.5, 3, 8];

    [Fact]
    public void Singular_values_are_those_of_the_matrix()
    {
        RandomSource random = new(4, "minimisers", 2, 2);
        for (int trial = 0; trial < 200; trial++)
        {
            double w12 = 3 * random.NextNormal(), w21 = 3 * random.NextNormal();
            (double first, double second) = Minimisers.SingularValues(w12, w21);
            ReadOnlySpan<double> sigma = SingularFactors.Of(Matrix.Of(new[,] { { 0.9, w12 }, { w21, -1.3 } }).View).Sigma;
            Assert.Equal(sigma[0], first, 1e-14 * first);
            Assert.Equal(sigma[1], second, 1e-14 * first);
        }
    }

    [Fact]
    public void The_hyperbola_is_of_rank_one_and_knows_its_positions()
    {
        foreach (double u in new[] { -3, -0.2, 0, 1.7 })
        {
            foreach (bool positive in new[] { true, false })
            {
                (double w12, double w21) = Minimisers.OnHyperbola(u, positive);
                Assert.Equal(positive, w12 > 0);
                Assert.Equal(0, Minimisers.SingularValues(w12, w21).Second, 1e-14);
                Assert.Equal(u, DiagonalMinimisers.PositionOf(w12, w21), 1e-14);
            }
        }
    }

    /// <summary>Towards the hyperbola, at distance δ across it, √det ĝ grows as δ^(−(1 − 1/N)); at N = ∞ as 1/δ times a logarithm.</summary>
    [Theory, MemberData(nameof(Depths))]
    public void The_log_volume_diverges_on_the_hyperbola_with_the_slope_of_the_depth(double n)
    {
        Depth depth = Depth.Real(n);
        (double w12, double w21) = Minimisers.OnHyperbola(0.3);
        double At(double distance) => Minimisers.LogVolume(depth, w12 + distance, w21);

        // The next term is smaller by σ₂^(2/N): at these singular values, far below what a double holds, it is below 1e-170.
        double slope = (VolumeForm.LogDensity(depth, [0, -300 * n], 2, 2) - VolumeForm.LogDensity(depth, [0, -200 * n], 2, 2)) / (-100 * n);
        Assert.Equal(-(1 - 1 / n), slope, 1e-12);
        Assert.True(At(1e-3) > At(1e-2) + 0.9 * (1 - 1 / n) * Math.Log(10) / 2, $"{At(1e-3)} against {At(1e-2)}");
        Assert.True(At(1e-12) > At(1e-3));
        Assert.Equal(double.PositiveInfinity, new DiagonalMinimisers(1, 1).LogVolume(depth, 1, 1));
    }

    [Fact]
    public void At_infinite_depth_the_log_volume_diverges_like_one_over_the_distance_but_for_a_logarithm()
    {
        double Log(double logSigma) => VolumeForm.LogDensity(Depth.Infinite, [0, logSigma], 2, 2) + logSigma - Math.Log(-2 * logSigma);
        Assert.Equal(Log(-50), Log(-300), 1e-12);
    }

    /// <summary>Along the curve: the stratum's density with respect to its Hausdorff measure, times the length of the curve, up to a constant.</summary>
    [Theory, MemberData(nameof(Depths))]
    public void The_density_along_the_curve_is_that_of_the_stratum(double n)
    {
        Depth depth = Depth.Real(n);
        double Expected(double u)
        {
            (double w12, double w21) = Minimisers.OnHyperbola(u);
            return VolumeForm.LogDensity(depth, [Math.Log(Minimisers.SingularValues(w12, w21).First)], 2, 2) + Math.Log(double.Hypot(w12, w21));
        }
        double shift = Expected(0) - Minimisers.LogCurveDensity(depth, 0);
        foreach (double u in new[] { -4, -1, -0.1, 0.5, 2, 20.0 })
        {
            Assert.Equal(Expected(u), Minimisers.LogCurveDensity(depth, u) + shift, 1e-11);
        }
    }

    [Theory, InlineData(0, 1), InlineData(1, 0), InlineData(double.NaN, 1)]
    public void Entries_without_a_hyperbola_are_refused(double a, double b) =>
        Assert.Contains("hyperbola", Assert.Throws<ArgumentException>(() => new DiagonalMinimisers(a, b)).Message, StringComparison.Ordinal);
}
