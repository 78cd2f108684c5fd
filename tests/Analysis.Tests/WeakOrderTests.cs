using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Expectations err as h: the weak order of the step, on a moment that is known.</summary>
public sealed class WeakOrderTests
{
    private const int Paths = 4000;
    private const double End = 1;

    /// <remarks>
    /// f = Σy⁴, with y = N·σ^(1/N) the singular values of a Gaussian matrix at finite N, and y = ln σ the eigenvalues of a Gaussian symmetric one at N = ∞. Then
    /// u(τ, y) = E[f(end) | y at τ] is a polynomial, and so is the mean of u over a symmetric Gaussian step: the sum of what the noise of every step makes
    /// of u, less that mean, has mean zero exactly. Less it, what is left of f is the error alone: its slope comes out to 0.02.
    /// </remarks>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_weak_error_of_a_fourth_moment_falls_as_the_step(double n)
    {
        Moment moment = new(Depth.Real(n));
        Estimate coarse = moment.Error(8), fine = moment.Error(32);
        Assert.InRange(coarse.StandardError / Math.Abs(coarse.Mean), 0, 0.02);
        Assert.InRange(fine.StandardError / Math.Abs(fine.Mean), 0, 0.02);
        Assert.InRange(Math.Log2(coarse.Mean / fine.Mean) / 2, 0.9, 1.1);
    }

    [Fact]
    public void At_infinite_depth_the_singular_values_of_Brownian_motion_have_no_error_at_all()
    {
        // u is near 60, and of every path nothing is left: round-off of some steps.
        Estimate error = new Moment(Depth.Infinite).Error(2);
        Assert.InRange(Math.Abs(error.Mean) + error.StandardError, 0, 1e-11);
    }

    private sealed class Moment(Depth depth)
    {
        private readonly LangevinEquation equation = new(depth, 2, 1);
        private readonly double shift = depth.IsInfinite ? 0 : depth.Value;

        public Estimate Error(int steps)
        {
            double[] samples = new double[Paths];
            Parallel.For(0, Paths, k => samples[k] = Sample(k, steps));
            return Estimate.Of([.. samples]);
        }

        private double Sample(int number, int steps)
        {
            RandomSource random = new(7, "weak order", number, steps);
            LangevinPath path = equation.From(new BalancedMatrix(Matrix.Diagonal(1, 0.4)), random);
            double h = End / steps, martingale = 0, exact = Expected(path, End);
            double[] noise = new double[4];
            for (int k = 1; k <= steps; k++)
            {
                for (int j = 0; j < 4; j++)
                {
                    noise[j] = random.NextNormal();
                }
                martingale += Noise(path, h, End - k * h, noise);
                path.Step(h, noise);
            }
            return Expected(path, 0) - exact - martingale;
        }

        /// <summary>u with a time left: the generator of y maps Σy⁴ to 20Σy² at finite N and to 14Σy² + 2(Σy)² at N = ∞, d = 2.</summary>
        private double Expected(LangevinPath path, double left)
        {
            double a = path.Coordinates[0] + shift, b = path.Coordinates[1] + shift, two = a * a + b * b;
            return depth.IsInfinite ? Symmetric(a + b, two, Fourth(a, b, 0), left) : Fourth(a, b, 0) + 20 * (two * left + 4 * left * left);
        }

        /// <summary>E Σλ⁴ of a symmetric matrix, given Σλ, Σλ² and Σλ⁴, after Gaussian noise of variance 2t on its diagonal and t off it.</summary>
        private static double Symmetric(double one, double two, double four, double t) => four + 14 * (two * t + 3 * t * t) + 2 * (one * one * t + 2 * t * t);

        /// <summary>Σλ⁴ of (a, c; c, b).</summary>
        private static double Fourth(double a, double b, double c)
        {
            double two = a * a + b * b + 2 * c * c, determinant = a * b - c * c;
            return two * two - 2 * determinant * determinant;
        }

        /// <summary>What the noise of a step makes of u, with a time left after it, less the mean of that.</summary>
        private double Noise(LangevinPath path, double h, double left, double[] noise)
        {
            double ratio = Math.Exp(path.LogSigma[1] - path.LogSigma[0]), size = Math.Sqrt(2 * h);
            double a = path.Coordinates[0] + shift, b = path.Coordinates[1] + shift, lift = depth.IsInfinite ? 0 : Math.Min(h / (a + b), size);
            a += lift;
            b += lift;
            double c = size * (noise[2] + ratio * noise[1]) / Math.Sqrt(2 * (1 + ratio * ratio)), first = a + size * noise[0], second = b + size * noise[3];
            double two = a * a + b * b, after = first * first + second * second + 2 * c * c;
            return depth.IsInfinite
                ? Symmetric(first + second, after, Fourth(first, second, c), left) - Symmetric(a + b, two, Fourth(a, b, 0), left + h)
                : Fourth(first, second, c) - Symmetric(a + b, two, Fourth(a, b, 0), h) + 20 * left * (after - two - 6 * h);
        }
    }
}
