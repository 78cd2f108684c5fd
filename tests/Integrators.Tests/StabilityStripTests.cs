using System.Numerics;

namespace DlnDynamics.Integrators.Tests;

/// <summary>Eigenvalues off the real axis: what the ellipses promise, and that steppers keep inside them.</summary>
public sealed class StabilityStripTests
{
    [Fact]
    public void Rkc2_is_stable_on_the_ellipses_of_both_dampings()
    {
        foreach (int stages in (int[])[2, 3, 4, 5, 6, 8, 10, 25, 100, 500])
        {
            double square = (double)stages * stages - 1;
            CheckEllipse(
                z => Amplification(stages, ChebyshevCoefficients.LightDamping, z), square / 1.54, RungeKuttaChebyshev2Stepper.LightStrip.Aspect, $"{stages} stages, light");
            CheckEllipse(
                z => Amplification(stages, ChebyshevCoefficients.HeavyDamping, z), square * 0.34, RungeKuttaChebyshev2Stepper.HeavyStrip.Aspect, $"{stages} stages, heavy");
        }
    }

    [Fact]
    public void Rock4_is_stable_on_its_ellipse()
    {
        foreach (int stages in (int[])[5, 6, 7, 8, 10, 13, 20, 37, 50, 100, 200, 400])
        {
            Rock4Coefficients coefficients = Rock4Coefficients.Of(stages);
            CheckEllipse(z => Rock4CoefficientsTests.Amplification(coefficients, z), coefficients.Length, Rock4Stepper.Strip.Aspect, $"{stages} stages");
        }
    }

    [Theory]
    [InlineData("rkc2", 0.3, 3)]
    [InlineData("rkc2", 0.05, 15)]
    [InlineData("rock4", 0.05, 2)]
    [InlineData("rock4", 0.02, 4)]
    public void Damped_oscillations_cost_stages_and_few_rejected_steps(string method, double ratio, double gain)
    {
        const double Tolerance = 1e-3;

        // Fifty blocks with eigenvalues −a ± i·ratio·a, a from 1 to 1000, driven so that a slow solution remains: yₖ → cos(t/10)·(1, 1).
        const int Blocks = 50;
        DelegateField field = new(2 * Blocks, (t, y, d) =>
        {
            (double sine, double cosine) = Math.SinCos(0.1 * t);
            for (int k = 0; k < Blocks; k++)
            {
                double a = Math.Pow(1000, k / (Blocks - 1.0));
                double u = y[2 * k] - cosine;
                double v = y[2 * k + 1] - cosine;
                d[2 * k] = -a * u - ratio * a * v - 0.1 * sine;
                d[2 * k + 1] = ratio * a * u - a * v - 0.1 * sine;
            }
        });
        InitialValueProblem problem = new(field, new(0, 30), [.. Enumerable.Repeat(0.5, 2 * Blocks)]);
        IntegrationResult result = problem.Solve(method, new() { Tolerances = new(Tolerance, Tolerance) });
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.All(result.State, value => Assert.Equal(Math.Cos(3), value, 20 * Tolerance));
        Assert.True(result.Work.Rejected <= 0.1 * result.Work.Steps, result.Sentence);

        // An explicit pair of order 5 takes six evaluations a step of 3.3/ρ.
        double classical = 6 * 30 * 1000 * Math.Sqrt(1 + ratio * ratio) / 3.3;
        Assert.True(result.Work.Evaluations <= classical / gain, result.Sentence + " " + result.Method);
    }

    [Theory]
    [InlineData("rkc2")]
    [InlineData("rock4")]
    public void A_stiff_direction_that_turns_is_followed(string method)
    {
        // z' = −ρ·(z·n)·n + Ω·z with n turning at the rate ω: in the turning frame a constant matrix [[−ρ, ω − Ω], [Ω − ω, 0]].
        const double Rho = 500, Omega = 20, Turn = 20.5;
        DelegateField field = new(2, (t, y, d) =>
        {
            (double sine, double cosine) = Math.SinCos(Turn * t);
            double along = Rho * (y[0] * cosine + y[1] * sine);
            d[0] = -along * cosine - Omega * y[1];
            d[1] = -along * sine + Omega * y[0];
        });
        InitialValueProblem problem = new(field, new(0, 4), [0, 1]);
        IntegrationResult result = problem.Solve(method, new() { Tolerances = new(1e-4, 1e-4) });
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);

        // With δ = Turn − Ω: the slow eigenvalue is (−ρ + √(ρ² − 4δ²))/2 ≈ −δ²/ρ = −5e-4, along (−sin, cos) but for δ/ρ = 1e-3.
        double size = Math.Exp(4 * (-Rho + Math.Sqrt(Rho * Rho - 1)) / 2);
        (double s, double c) = Math.SinCos(Turn * 4);
        Assert.Equal(-s * size, result.State[0], 2e-2);
        Assert.Equal(c * size, result.State[1], 2e-2);
        Assert.True(result.Work.Rejected <= 0.1 * result.Work.Steps, result.Sentence);
    }

    private static void CheckEllipse(Func<Complex, Complex> amplification, double length, double aspect, string what)
    {
        double a = length / 2;
        double b = Math.Sqrt(a * aspect);
        for (int i = 0; i <= 720; i++)
        {
            (double sine, double cosine) = Math.SinCos(i * Math.PI / 720);
            foreach (double share in (double[])[0.3, 0.7, 0.9, 1])
            {
                double size = Complex.Abs(amplification(new(a * (cosine - 1), share * b * sine)));
                Assert.True(size <= 1 + 1e-9, $"{what}: |R| = {size} at {a * (cosine - 1):G4} + {share * b * sine:G4}i");
            }
        }
    }

    private static Complex Amplification(int stages, double damping, Complex z)
    {
        ChebyshevCoefficients c = new(stages, damping);
        Complex previous = 1;
        Complex current = 1 + c.MuTilde * z;
        for (int j = 2; j <= stages; j++)
        {
            c.Advance();
            (current, previous) = (
                c.Mu * current + c.Nu * previous + (1 - c.Mu - c.Nu) + c.MuTilde * z * current + c.GammaTilde * z, current);
        }
        return current;
    }
}
