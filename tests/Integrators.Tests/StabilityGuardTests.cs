namespace DlnDynamics.Integrators.Tests;

/// <summary>Explicit pairs on stiff problems: slow, but what has settled stays settled.</summary>
public sealed class StabilityGuardTests
{
    private const double Rate = 1000;

    public static TheoryData<string, double> Cases => new(
        from name in (string[])["tsitouras5", "dormand-prince8"] from tolerance in (double[])[1e-1, 1e-3, 1e-6] select (name, tolerance));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stiff_component_is_damped_and_not_kept_at_the_size_of_the_tolerance(string name, double tolerance)
    {
        // Beside a slow component of size 1, a fast one that starts there too: at t = 5 it is exp(−5000).
        DelegateField field = new(2, (_, y, d) => (d[0], d[1]) = (-y[0], -Rate * y[1]));
        Fast seen = new();
        IntegrationResult result = new InitialValueProblem(field, new(0, 5), [1, 1]).Solve(name, new() { Tolerances = new(0, tolerance) }, seen);
        Assert.True(result.IsFinished, result.Sentence);

        // It shows again where it is as large as the smooth part of a step's error, (h·1)⁵ = (6e-3)⁵ = 1e-11 at most, and grows for a few steps.
        Assert.InRange(seen.Largest, 0, 1e-8);
        Assert.Equal(Math.Exp(-5), result.State[0], 1e-8);
    }

    [Fact]
    public void The_step_bound_costs_little_where_stability_limits()
    {
        // Stable steps of tsitouras5 are at most 3.5068/1000 long; the bound is nine tenths of that, and the start and the end add a few.
        DelegateField stiff = new(1, (t, y, d) => d[0] = -Rate * (y[0] - Math.Cos(t)));
        IntegrationResult slow = new InitialValueProblem(stiff, new(0, 10), [1]).Solve("tsitouras5", new() { Tolerances = new(1e-4, 1e-4) });
        Assert.InRange(slow.Work.Steps + slow.Work.Rejected, 10 * Rate / 3.5068, 10 * Rate / (0.9 * 3.5068) + 20);
    }

    private sealed class Fast : ITrajectorySink
    {
        public double Largest { get; private set; }

        public void Begin(InitialValueProblem problem)
        {
        }

        public void Accept(in AcceptedStep step)
        {
            if (step.End > 0.1)
            {
                Largest = Math.Max(Largest, Math.Abs(step.EndState[1]));
            }
        }

        public void End(IntegrationResult result)
        {
        }
    }
}
