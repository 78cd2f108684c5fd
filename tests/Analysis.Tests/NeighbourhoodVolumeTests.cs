using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.Integration;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Monte Carlo volumes of neighbourhoods against quadrature, against the push-forward sampler, and where there is nothing to estimate.</summary>
public sealed class NeighbourhoodVolumeTests
{
    private static readonly (int, int)[] OffDiagonal = [(0, 1), (1, 0)];

    private static Matrix At(double a, double w, double z, double b) => Matrix.Of(new[,] { { a, w }, { z, b } });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(2.5)]
    [InlineData(5)]
    [InlineData(20)]
    public void Around_a_minimiser_of_rank_one_it_is_that_of_quadrature(double n)
    {
        // On the solution set of a 2 × 2 diagonal completion, at the corner of the hyperbola and along it.
        foreach ((double w, double radius) in new[] { (1.0, 0.3), (0.5, 0.2) })
        {
            double exact = Math.Log(OnTheDisc(Depth.Real(n), 1, 1, w, 1 / w, radius));
            NeighbourhoodVolume found = NeighbourhoodVolume.Of(Depth.Real(n), At(1, w, 1 / w, 1), radius, 2000, 71, OffDiagonal);
            Assert.True(found.StandardError is not null, $"N = {n}, w = {w}: {found.Sentence}");
            Assert.True(Math.Abs(found.LogVolume - exact) <= 3 * found.StandardError + 1e-4, $"N = {n}, w = {w}: {found.Sentence} instead of {exact}");
            Assert.InRange(found.StandardError.Value, 0, 0.05);
        }
    }

    [Fact]
    public void Around_a_matrix_far_from_lower_rank_it_is_that_of_quadrature_at_every_depth()
    {
        foreach (Depth depth in new[] { Depth.Of(1), Depth.Of(2), Depth.Of(7), Depth.Of(1000), Depth.Infinite })
        {
            double exact = Math.Log(OnTheDisc(depth, 1, 1.2, 0.1, -0.3, 0.4));
            NeighbourhoodVolume found = NeighbourhoodVolume.Of(depth, At(1, 0.1, -0.3, 1.2), 0.4, 500, 72, OffDiagonal);
            Assert.True(Math.Abs(found.LogVolume - exact) <= 3 * found.StandardError + 1e-5, $"N = {depth}: {found.Sentence} instead of {exact}");
        }
    }

    [Fact]
    public void On_a_line_it_is_exact_through_a_rank_deficient_matrix()
    {
        // One free entry: X = diag(1, s), |s| ≤ r; σ = (1, |s|), and the chord is the whole neighbourhood.
        foreach (double n in new[] { 2, 3, 10, 100 })
        {
            NeighbourhoodVolume found = NeighbourhoodVolume.Of(Depth.Real(n), At(1, 0, 0, 0), 0.5, 200, 73, [(1, 1)]);

            // With s = uᴺ: λ₁₁ = 1, λ₂₂ = u^(2N−2), λ₁₂ = (1 − u^(2N))/(N(1 − u²)).
            double exact = 2 * GaussKronrodRule.Integrate(u => n * n * (1 - u * u) / (1 - Math.Pow(u, 2 * n)), 0, Math.Pow(0.5, 1 / n), out _, out _, 1e-12);
            Assert.Equal(Math.Log(exact), found.LogVolume, 1e-5);
            Assert.InRange(found.StandardError!.Value, 1e-15, 1e-5);
            Assert.Equal((1, 0.0), (found.Samples, found.TailIndex));
        }
    }

    [Theory]
    [InlineData(2, 1e-4)]
    [InlineData(2, 1e-6)]
    [InlineData(2, 1e-8)]
    [InlineData(2.5, 1e-6)]
    [InlineData(3, 1e-8)]
    [InlineData(10, 1e-8)]
    public void Near_corank_two_it_sees_the_peak_however_narrow(double n, double epsilon)
    {
        // X = [[x, ε], [ε, 0]] with x = 2ε·sinh q has σ₁σ₂ = ε² and σ₁/σ₂ = e^(2q): λ₁₂ = ε^(2−2/N)·sinh 2q/(N·sinh(2q/N)), λ₁₁λ₂₂ = ε^(4−4/N). At N = 2 the integral is elementary.
        NeighbourhoodVolume found = NeighbourhoodVolume.Of(Depth.Real(n), At(0.05, epsilon, epsilon, 0), 0.3, 400, 81, [(0, 0)]);
        double Wing(double x) => GaussLegendrePanels(q => q == 0 ? 1 : n * Math.Sinh(2 * q / n) / Math.Sinh(2 * q) * 2 * epsilon * Math.Cosh(q), Math.Asinh(x / (2 * epsilon)));
        double exact = Math.Log(Wing(0.35) + Wing(0.25)) - (4 - 4 / n) * Math.Log(epsilon);
        if (n == 2)
        {
            Assert.Equal(Math.Log(2 / epsilon * (Math.Asinh(0.175 / epsilon) + Math.Asinh(0.125 / epsilon))), exact, 1e-12);
        }
        Assert.True(found.StandardError is not null, found.Sentence);
        Assert.True(Math.Abs(found.LogVolume - exact) <= found.StandardError, $"{found.Sentence} instead of {exact}");
        Assert.InRange(found.StandardError.Value, 1e-15, 1e-5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_counting_the_hits_of_the_push_forward_sampler(int n)
    {
        // All four entries free, around a matrix of rank one.
        Matrix centre = At(0.8, 0.4, 0.4, 0.2);
        const double radius = 0.5;
        NeighbourhoodVolume found = NeighbourhoodVolume.Of(Depth.Of(n), centre, radius, 2000, 74);
        Assert.NotNull(found.StandardError);
        VolumeSampler sampler = new(Depth.Of(n), 2, 0.7, 75);
        const int samples = 100000;
        double sum = 0, squares = 0;
        for (int k = 0; k < samples; k++)
        {
            SpectralPoint point = sampler.Next();
            Matrix difference = point.ToMatrix();
            VectorOperations.AddScaled(-1, centre.Data, difference.Data);
            double value = VectorOperations.EuclideanNorm(difference.Data) <= radius ? Math.Exp(sampler.LogMass - sampler.LogWeight(point.LogSigma)) : 0;
            sum += value / samples;
            squares += value * value / samples;
        }
        double error = Math.Sqrt((squares - sum * sum) / samples) / sum;
        Assert.InRange(error, 0, 0.05);
        Assert.True(Math.Abs(found.LogVolume - Math.Log(sum)) <= 3 * Math.Sqrt(error * error + found.StandardError.Value * found.StandardError.Value), $"{found.Sentence} against {Math.Log(sum)} ± {error}");
    }

    [Fact]
    public void At_infinite_depth_a_rank_deficient_matrix_inside_makes_it_infinite_and_one_perhaps_inside_undecided()
    {
        NeighbourhoodVolume infinite = NeighbourhoodVolume.Of(Depth.Infinite, At(1, 1, 1, 1), 0.3, 2000, 76, OffDiagonal);
        Assert.Equal(double.PositiveInfinity, infinite.LogVolume);
        Assert.Null(infinite.StandardError);
        Assert.Contains("volume is infinite", infinite.Sentence, StringComparison.Ordinal);

        // det = 1 − wz stays positive, but the smallest singular value of the centre does not say so.
        NeighbourhoodVolume unknown = NeighbourhoodVolume.Of(Depth.Infinite, At(1, 0, 0, 1), 1.2, 500, 76, OffDiagonal);
        Assert.Null(unknown.StandardError);
        Assert.Contains("smaller radius", unknown.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tail_without_variance_is_seen_and_no_standard_error_given()
    {
        // Rectangular matrices are sampled at points, whose tail index is 1 − 1/N.
        foreach (int n in new[] { 2, 5, 20 })
        {
            NeighbourhoodVolume found = NeighbourhoodVolume.Of(Depth.Of(n), Matrix.Of(new[,] { { 1.0, 0 }, { 0, 0 }, { 0, 0 } }), 0.3, 10000, 77);
            Assert.Null(found.StandardError);
            Assert.Contains("tail index", found.Sentence, StringComparison.Ordinal);
            Assert.InRange(found.TailIndex, 1 - 1.0 / n - 0.15, 1.2);
        }

        // Far from lower rank they are as good as any.
        Assert.NotNull(NeighbourhoodVolume.Of(Depth.Of(5), Matrix.Of(new[,] { { 1.0, 0 }, { 0, 1 }, { 0, 0 } }), 0.3, 2000, 77).StandardError);
    }

    [Fact]
    public void Standard_errors_are_as_large_as_the_scatter_of_seeds()
    {
        // Three free entries of a 3 × 3 matrix of rank 2, one of which hardly moves the determinant; the reference has 15 times the samples.
        Matrix centre = Matrix.Of(new[,] { { 0.8, 1.1, 0.3 }, { -0.5, 0.4, -0.2 }, { 1.21, 0.25, 0.47 } });
        (int, int)[] free = [(0, 1), (1, 2), (2, 0)];
        NeighbourhoodVolume reference = NeighbourhoodVolume.Of(Depth.Of(5), centre, 0.1, 6000, 80, free);
        double[] errors = [.. Enumerable.Range(0, 30).Select(seed => NeighbourhoodVolume.Of(Depth.Of(5), centre, 0.1, 400, seed, free))
            .Select(found => (found.LogVolume - reference.LogVolume) / found.StandardError!.Value)];

        // χ² with 30 degrees of freedom, between its 0.5 and 99.5 percentiles.
        Assert.InRange(errors.Sum(error => error * error), 13.8, 53.7);
    }

    [Fact]
    public void What_is_no_neighbourhood_is_told_so()
    {
        Matrix centre = At(1, 0, 0, 1);
        Assert.Contains("positive number", Assert.Throws<ArgumentOutOfRangeException>(() => NeighbourhoodVolume.Of(Depth.Of(2), centre, 0, 500, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("is a point", Assert.Throws<ArgumentException>(() => NeighbourhoodVolume.Of(Depth.Of(2), centre, 1, 500, 1, [])).Message, StringComparison.Ordinal);
        Assert.Contains("no volume form", Assert.Throws<ArgumentException>(() => NeighbourhoodVolume.Of(Depth.Infinite, new(3, 2), 1, 500, 1)).Message, StringComparison.Ordinal);

        Assert.Contains("no entry (0, 5)", Assert.Throws<ArgumentException>(() => NeighbourhoodVolume.Of(Depth.Of(2), centre, 1, 500, 1, [(0, 5)])).Message, StringComparison.Ordinal);
        Assert.Contains("no entry (-1, 0)", Assert.Throws<ArgumentException>(() => NeighbourhoodVolume.Of(Depth.Of(2), centre, 1, 500, 1, [(0, 0), (-1, 0)])).Message, StringComparison.Ordinal);

        // So small a ball holds no matrix of rank 2 to the eye of doubles, or not everywhere.
        foreach (double radius in new[] { 1e-12, 1e-14, 1e-16 })
        {
            NeighbourhoodVolume tiny = NeighbourhoodVolume.Of(Depth.Of(2), At(1, 0, 0, 0), radius, 50000, 1);
            Assert.True(double.IsNaN(tiny.LogVolume), tiny.Sentence);
            Assert.Contains("too small for double precision", tiny.Sentence, StringComparison.Ordinal);
        }

        // The first row alone never makes the rank 2.
        NeighbourhoodVolume stuck = NeighbourhoodVolume.Of(Depth.Of(2), At(1, 0, 0, 0), 0.1, 500, 1, [(0, 0), (0, 1)]);
        Assert.True(double.IsNaN(stuck.LogVolume));
        Assert.Contains("do not change the rank", stuck.Sentence, StringComparison.Ordinal);
    }

    /// <summary>∫ from 0 to an end, in panels of length ½ at most.</summary>
    private static double GaussLegendrePanels(Func<double, double> f, double end)
    {
        int panels = (int)Math.Ceiling(2 * end);
        return Enumerable.Range(0, panels).Sum(k => GaussLegendreRule.Integrate(f, end * k / panels, end * (k + 1) / panels, 16));
    }

    /// <summary>∫√det ĝ over the disc of off-diagonal entries, with σ₁² + σ₂² = ‖X‖² and σ₁σ₂ = |det X|, split where det X = 0 and at its foot points.</summary>
    private static double OnTheDisc(Depth depth, double a, double b, double w, double z, double radius)
    {
        double sum = 0;
        const int panels = 400;
        GaussLegendreRule rule = new(0, 1, 4);
        for (int panel = 0; panel < panels; panel++)
        {
            for (int k = 0; k < 4; k++)
            {
                // x = −ρ·cos ϑ, so that chords shrink smoothly at both ends.
                double angle = Math.PI * (panel + rule.GetAbscissa(k)) / panels, x = w - radius * Math.Cos(angle), half = radius * Math.Sin(angle);
                sum += Math.PI / panels * rule.GetWeight(k) * radius * Math.Sin(angle) * Chord(depth, a, b, x, z - half, z + half);
            }
        }
        return sum;
    }

    [Fact]
    public void Where_two_ranks_are_lost_at_once_it_says_that_nothing_helps()
    {
        NeighbourhoodVolume volume = NeighbourhoodVolume.Of(Depth.Of(3), Matrix.Diagonal(1, 0, 0), radius: 0.3, samples: 2000, seed: 1);
        Assert.Null(volume.StandardError);
        Assert.Contains("Two ranks are lost at once", volume.Sentence, StringComparison.Ordinal);
    }

    private static double Chord(Depth depth, double a, double b, double x, double from, double to)
    {
        double root = a * b / x, power = depth.IsInfinite ? 1 : depth.Value;
        double Density(double y, double determinant)
        {
            double square = a * a + b * b + x * x + y * y, product = Math.Abs(determinant);
            double larger = Math.Sqrt(0.5 * (square + Math.Sqrt(Math.Max(0, square * square - 4 * product * product)))), smaller = product / larger;
            return 1 / (DepthMean.Of(depth, larger, smaller) * Math.Sqrt(DepthMean.Of(depth, larger, larger) * DepthMean.Of(depth, smaller, smaller)));
        }

        // On either side of the root y = root ± tᴺ takes the singularity away; det X = ab − xy = ∓x·tᴺ.
        double Side(int sign, double near, double far) => far <= Math.Max(0, near) ? 0 : GaussKronrodRule.Integrate(
            t => power * Math.Pow(t, power - 1) * Density(root + sign * Math.Pow(t, power), x * Math.Pow(t, power)),
            Math.Pow(Math.Max(0, near), 1 / power), Math.Pow(far, 1 / power), out _, out _, 1e-8);
        return Side(1, from - root, to - root) + Side(-1, root - to, root - from);
    }
}
