using System.Collections.Immutable;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class StiffTestSetTests
{
    // Published errors of Rodas-type codes stay within a hundred tolerances on these problems; step counts within twice what we measured.
    [Theory]
    [InlineData("robertson", "rodas5p", 1e-6, 1e-6, 750)]
    [InlineData("robertson", "auto", 1e-6, 1e-6, 900)]
    [InlineData("van der pol 1e3", "rodas5p", 1e-6, 1e-3, 1500)]
    [InlineData("van der pol 1e3", "auto", 1e-6, 1e-3, 1700)]
    [InlineData("van der pol 1e6", "rodas5p", 1e-6, 1, 1500)]
    [InlineData("van der pol 1e6", "auto", 1e-6, 1, 1700)]
    [InlineData("hires", "rodas5p", 1e-6, 1e-2, 320)]
    [InlineData("hires", "auto", 1e-6, 1e-2, 450)]
    [InlineData("hires", "rkc2", 1e-6, 1e-2, 2200)]
    public void The_published_end_is_reached(string problem, string method, double tolerance, double scale, int stepBound)
    {
        (InitialValueProblem stated, ImmutableArray<double> end) = Problem(problem);
        IntegrationResult result = stated.Solve(method, new() { Tolerances = new(tolerance, tolerance * scale) });
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        for (int i = 0; i < end.Length; i++)
        {
            Assert.InRange(Math.Abs(result.State[i] - end[i]), 0, 100 * tolerance * (Math.Abs(end[i]) + scale));
        }
        Assert.InRange(result.Work.Steps + result.Work.Rejected, 10, stepBound);
    }

    [Fact]
    public void The_automatic_method_says_when_and_why_it_switched()
    {
        IntegrationResult result = StiffTestSet.VanDerPolThousand().Problem.Solve("auto", new() { Tolerances = new(1e-6, 1e-9) });
        Assert.Matches(@"^tsitouras5 for \d+ steps, rodas5p from t = [\d.E-]+ because stability limited the step to [\d.E-]+", result.Method);
        Assert.True(result.Work.Jacobians > 0);
    }

    [Fact]
    public void The_automatic_method_turns_to_rkc2_where_there_is_no_jacobian()
    {
        DelegateField field = new(1, (t, y, d) => d[0] = -1e4 * (y[0] - Math.Cos(t)));
        IntegrationResult result = new InitialValueProblem(field, new(0, 10), [0]).Solve("auto", new() { Tolerances = new(1e-4, 1e-4) });
        Assert.Contains("rkc2 from t =", result.Method, StringComparison.Ordinal);

        // y follows cos t at a distance of 1e-4; explicit steps alone would be 30 000.
        Assert.Equal(Math.Cos(10), result.State[0], 2e-3);
        Assert.InRange(result.Work.Steps, 50, 500);
    }

    [Fact]
    public void The_automatic_method_stays_explicit_where_nothing_is_stiff()
    {
        NonlinearRotation rotation = new();
        IntegrationResult result = new InitialValueProblem(rotation, new(0, 100), [.. rotation.Exact(0)])
            .Solve("auto", new() { Tolerances = new(1e-6, 1e-6) });
        Assert.StartsWith("tsitouras5 throughout", result.Method, StringComparison.Ordinal);
        Assert.Equal(0, result.Work.Jacobians);
    }

    private static (InitialValueProblem Problem, ImmutableArray<double> End) Problem(string name) => name switch
    {
        "robertson" => StiffTestSet.Robertson(),
        "van der pol 1e3" => StiffTestSet.VanDerPolThousand(),
        "van der pol 1e6" => StiffTestSet.VanDerPolMillion(),
        _ => StiffTestSet.Hires(),
    };
}
