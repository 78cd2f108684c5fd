namespace DlnDynamics.Integrators.Tests;

public sealed class RungeKuttaChebyshev2Tests
{
    [Fact]
    public void Every_stage_count_is_stable_on_the_interval_that_the_stage_rule_gives_it()
    {
        foreach (int stages in (int[])[2, 3, 4, 5, 7, 10, 20, 50, 100, 200, 350, 500])
        {
            double longest = ((double)stages * stages - 1) / 1.54;
            for (int i = 0; i <= 4000; i++)
            {
                double z = -longest * i / 4000;
                Assert.InRange(Math.Abs(Amplification(stages, z)), 0, 1 + 1e-11);
            }
        }
    }

    [Fact]
    public void Away_from_zero_every_mode_is_damped_by_a_fixed_factor()
    {
        // Damping 2/13 keeps |R| near 2/3 + 1/3·(1 − 2/13) ≈ 0.95 inside.
        foreach (int stages in (int[])[3, 10, 100])
        {
            for (int i = 400; i <= 4000; i++)
            {
                Assert.InRange(Math.Abs(Amplification(stages, -((double)stages * stages - 1) / 1.54 * i / 4000)), 0, 0.96);
            }
        }
    }

    [Fact]
    public void The_stability_function_agrees_with_the_exponential_to_second_order()
    {
        // The remainder of a second-order method is |z|³ times a constant below 1/6.
        foreach (int stages in (int[])[2, 5, 40, 500])
        {
            foreach (double z in (double[])[-1e-2, -1e-1])
            {
                Assert.InRange(Math.Abs(Amplification(stages, z) - Math.Exp(z)), 0, Math.Abs(z * z * z) / 6 + 1e-12);
            }
        }
    }

    [Fact]
    public void The_stage_rule_never_asks_for_more_than_the_limit_at_the_largest_step()
    {
        Assert.Equal(RungeKuttaChebyshev2.StageLimit, RungeKuttaChebyshev2.Stages(RungeKuttaChebyshev2.LargestStep(37.0) * (1 - 1e-12), 37));
        Assert.Equal(2, RungeKuttaChebyshev2.Stages(1, 0));
        Assert.Equal(double.PositiveInfinity, RungeKuttaChebyshev2.LargestStep(0));
    }

    [Fact]
    public void A_heat_equation_costs_the_root_of_its_stiffness()
    {
        // u_t = u_xx on 200 inner points, u = sin πx + sin 3πx: ρ ≈ 4·201² = 161 604; classical methods need ρ/3.3 ≈ 49 000 steps on [0, 1].
        const int Points = 200;
        const double Spacing = 1.0 / (Points + 1);
        DelegateField field = new(Points, (_, y, d) =>
        {
            for (int i = 0; i < y.Length; i++)
            {
                d[i] = ((i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < y.Length - 1 ? y[i + 1] : 0)) / (Spacing * Spacing);
            }
        });
        double Mode(int k, int i) => Math.Sin(k * Math.PI * (i + 1) * Spacing);
        double Rate(int k) => -4 / (Spacing * Spacing) * Math.Pow(Math.Sin(k * Math.PI * Spacing / 2), 2);
        InitialValueProblem problem = new(field, new(0, 1), [.. Enumerable.Range(0, Points).Select(i => Mode(1, i) + Mode(3, i))]);
        IntegrationResult result = problem.Solve("rkc2", new() { Tolerances = new(1e-4, 1e-7) });
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        double worst = Enumerable.Range(0, Points)
            .Max(i => Math.Abs(result.State[i] - Mode(1, i) * Math.Exp(Rate(1)) - Mode(3, i) * Math.Exp(Rate(3))));

        // The error per step is 1e-7 + 1e-4·|u|; what is left of early errors decays with the solution, so ten tolerances of the end suffice.
        Assert.InRange(worst, 0, 10 * (1e-7 + 1e-4 * Math.Exp(Rate(1))));
        // A classical method pays six evaluations for each of 49 000 steps: forty times as much.
        Assert.InRange(result.Work.Steps, 50, 250);
        Assert.InRange(result.Work.Evaluations, 500, 7500);
    }

    // One step of size 1 on y' = z·y from 1.
    private static double Amplification(int stages, double z)
    {
        ChebyshevCoefficients c = new(stages);
        double previous = 1;
        double current = 1 + c.MuTilde * z;
        for (int j = 2; j <= stages; j++)
        {
            c.Advance();
            (current, previous) = (
                c.Mu * current + c.Nu * previous + (1 - c.Mu - c.Nu) + c.MuTilde * z * current + c.GammaTilde * z, current);
        }
        return current;
    }
}
