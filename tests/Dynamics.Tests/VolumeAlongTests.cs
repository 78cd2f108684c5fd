using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Volume along curves and surfaces of minimisers (MATH.md 4.3, 6.1).</summary>
public sealed class VolumeAlongTests
{
    private const double A = 0.9, B = 1.1;

    /// <summary>A rank-1 minimiser of the completion with diagonal (a, b), and its derivative by w.</summary>
    private static (SpectralPoint Point, Matrix Derivative, double Sigma, double Speed) Hyperbola(double w)
    {
        double other = A * B / w;
        return (SpectralPoint.Of(Matrix.Of(new[,] { { A, w }, { other, B } })), Matrix.Of(new[,] { { 0, 1 }, { -other / w, 0 } }),
            Math.Sqrt(A * A + B * B + w * w + other * other), Math.Sqrt(1 + other * other / (w * w)));
    }

    [Fact]
    public void Along_the_hyperbola_it_is_a_power_of_the_singular_value_times_the_arc_length_and_largest_at_the_corner()
    {
        double corner = Math.Sqrt(A * B);
        foreach (double n in new[] { 1, 2, 3, 5, 7.5, 40 })
        {
            Depth depth = Depth.Real(n);
            foreach (double w in new[] { 0.2, 0.7, corner, 1.3, -2.0 })
            {
                (SpectralPoint point, Matrix derivative, double sigma, double speed) = Hyperbola(w);
                Assert.Equal(1, point.Stratum.Rank);

                // The stratum has dimension 3: N^(3/2)·N^(−½) = N in the rescaled clock.
                double expected = -3 * (1 - 1 / n) * Math.Log(sigma) + Math.Log(speed);
                Assert.Equal(expected - 0.5 * Math.Log(n), VolumeAlong.LogStratum(depth, point, [derivative], Clock.Layers), 1e-12);
                Assert.Equal(expected + Math.Log(n), VolumeAlong.LogStratum(depth, point, [derivative]), 1e-12);

                // One dimension: N^½ between the clocks; and the metric of rank one written out, with what Â leaves of u·uᵀZ + Z·v·vᵀ + (N − 2)·u·uᵀZ·v·vᵀ.
                double inside = Samples.Inner(derivative, point.AlongModes([1]));
                double total = speed * speed, length = Math.Log(Math.Pow(sigma, 1 / n - 1)) + 0.5 * Math.Log(n * (total - inside * inside) + inside * inside);
                Assert.Equal(length, VolumeAlong.LogInduced(depth, point, [derivative]), 1e-12);
                Assert.Equal(length - 0.5 * Math.Log(n), VolumeAlong.LogInduced(depth, point, [derivative], Clock.Layers), 1e-12);
            }
            double At(double w)
            {
                (SpectralPoint point, Matrix derivative, double _, double speed) = Hyperbola(w);
                return VolumeAlong.LogStratum(depth, point, [derivative]) - Math.Log(speed);
            }
            Assert.All(new[] { 0.5, 0.9, 0.99, 1.01, 1.2, 3 }, factor => Assert.True(n == 1 ? Math.Abs(At(corner * factor)) < 1e-13 : At(corner * factor) < At(corner) && At(-corner * factor) < At(-corner)));
        }
    }

    [Fact]
    public void A_surface_of_all_directions_has_the_volume_itself_whatever_its_parameters()
    {
        FramedMatrix framed = new(3, 3, [1.4, 0.8, 0.3], 11);
        List<Matrix> derivatives = framed.Tangents();
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Of(5), Depth.Infinite })
        {
            double expected = VolumeForm.LogFrameDensity(depth, framed.LogSigma, 3, 3);
            Assert.Equal(expected, VolumeAlong.LogStratum(depth, framed.Point, derivatives), 1e-11);
            Assert.Equal(expected, VolumeAlong.LogInduced(depth, framed.Point, derivatives), 1e-11);
        }
    }

    [Fact]
    public void Where_there_is_none_it_says_why()
    {
        (SpectralPoint point, Matrix derivative, _, _) = Hyperbola(0.7);
        Assert.Contains("only 1 of 3 directions", Assert.Throws<ArgumentException>(() => VolumeAlong.LogStratum(Depth.Infinite, point, [derivative])).Message, StringComparison.Ordinal);
        Assert.Contains("are frozen", Assert.Throws<ArgumentException>(() => VolumeAlong.LogInduced(Depth.Infinite, point, [derivative])).Message, StringComparison.Ordinal);
        Assert.Contains("linearly dependent", Assert.Throws<ArgumentException>(() => VolumeAlong.LogInduced(Depth.Of(3), point, [derivative, derivative])).Message, StringComparison.Ordinal);
        Assert.Contains("leads out", Assert.Throws<ArgumentException>(() => VolumeAlong.LogInduced(Depth.Of(3), point, [Matrix.Of(new[,] { { 0, 1.0 }, { 0, 0 } })])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one parameter", Assert.Throws<ArgumentException>(() => VolumeAlong.LogStratum(Depth.Of(3), point, [])).Message, StringComparison.Ordinal);
    }
}
