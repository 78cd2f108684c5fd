using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Expectations err as h: the weak order of the step, on a moment that is known.</summary>
public sealed class WeakOrderTests
{
    private const int Paths = 40000;
    private const double End = 1;

    /// <remarks>
    /// f = Σy⁴, with y = N·σ^(1/N) the singular values of a Gaussian matrix at finite N, and y = ln σ the eigenvalues of a Gaussian symmetric one at N = ∞. Then
    /// u(τ, y) = E[f(end) | y at τ] is a polynomial. The sum over the steps of what the noise does to u to second order has mean zero exactly; less it, the
    /// standard error of f is 0.5 % of the value's error instead of ten times that error. Two octaves of h then give the slope to 0.03.
    /// </remarks>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void The_weak_error_of_a_fourth_moment_falls_as_the_step(double n)
    {
        Moment moment = new(double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n));
        double[] errors = [moment.Error(8), moment.Error(32)];
        Assert.InRange(Math.Log2(errors[0] / errors[1]) / 2, 0.9, 1.1);
    }

    private sealed class Moment(Depth depth)
    {
        private readonly LangevinEquation equation = new(depth, 2, 1);
        private readonly double shift = depth.IsInfinite ? 0 : depth.Value;

        public double Error(int steps)
        {
            double[] samples = new double[Paths];
            Parallel.For(0, Paths, k => samples[k] = Sample(k, steps));
            Estimate estimate = Estimate.Of([.. samples]);
            Assert.InRange(estimate.StandardError / Math.Abs(estimate.Mean), 0, 0.04);
            return Math.Abs(estimate.Mean);
        }

        private double Sample(int number, int steps)
        {
            RandomSource random = new(7, "weak order", number, steps);
            LangevinPath path = equation.From(new BalancedMatrix(Matrix.Diagonal(1, 0.4)), random);
            double h = End / steps, martingale = 0, exact = Expected(path, End);
            double[] noise = new double[4];
            for (int k = 0; k < steps; k++)
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
            double a = path.Coordinates[0] + shift, b = path.Coordinates[1] + shift, two = a * a + b * b, four = a * a * a * a + b * b * b * b;
            return depth.IsInfinite
                ? four + 14 * (two * left + 3 * left * left) + 2 * ((a + b) * (a + b) * left + 2 * left * left)
                : four + 20 * (two * left + 4 * left * left);
        }

        /// <summary>What the noise of a step does to u, less its mean, to second order in the noise.</summary>
        private double Noise(LangevinPath path, double h, double left, double[] noise)
        {
            double a = path.Coordinates[0] + shift, b = path.Coordinates[1] + shift;
            double gap = path.LogSigma[0] - path.LogSigma[1], ratio = Math.Exp(-gap);
            double variance = h / (1 + ratio * ratio), across = Math.Sqrt(variance) * (noise[2] + ratio * noise[1]);
            double own = depth.IsInfinite ? 28 * left : 40 * left, shared = depth.IsInfinite ? 4 * left : 0;
            double first = Math.Sqrt(2 * h) * ((4 * a * a * a + own * a + shared * (a + b)) * noise[0] + (4 * b * b * b + own * b + shared * (a + b)) * noise[3]);
            double second = h * ((12 * a * a + own + shared) * (noise[0] * noise[0] - 1) + (12 * b * b + own + shared) * (noise[3] * noise[3] - 1)) + 2 * h * shared * noise[0] * noise[3];
            return first + second + (4 * (a * a + a * b + b * b) + own) * (across * across - h);
        }
    }
}
