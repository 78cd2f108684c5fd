using System.Collections.Immutable;
using DlnDynamics.Oracles;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Integrators.Tests;

public sealed class Rodas5PTests
{
    // The coefficients reach 147 and are published to 16 digits; going back to the usual form multiplies a few of them.
    private const double Rounding = 2e-12;

    private static readonly RosenbrockTableau Tableau = Rodas5P.Tableau;
    private static readonly ImplicitOrderConditions Conditions = ImplicitOrderConditions.Of(Tableau);
    private static readonly ImmutableArray<double> EmbeddedWeights = [.. Tableau.PointWeights[^1], 0];
    private static readonly ImmutableArray<double> SolutionWeights = [.. Tableau.PointWeights[^1], 1];

    [Fact]
    public void The_solution_has_order_five_and_not_six()
    {
        Assert.InRange(Conditions.LargestViolation(Conditions.WeightsOf(SolutionWeights), 5), 0, Rounding);
        Assert.InRange(Conditions.LargestViolation(Conditions.WeightsOf(SolutionWeights), 6), 1e-6, 1);
    }

    [Fact]
    public void The_embedded_solution_has_order_four_and_not_five()
    {
        Assert.InRange(Conditions.LargestViolation(Conditions.WeightsOf(EmbeddedWeights), 4), 0, Rounding);
        Assert.InRange(Conditions.LargestViolation(Conditions.WeightsOf(EmbeddedWeights), 5), 1e-6, 1);
    }

    [Fact]
    public void Time_enters_as_one_more_component_would()
    {
        // Then the conditions of autonomous problems are enough: αᵢ = Σ αᵢⱼ and γᵢ = Σ γᵢⱼ.
        Assert.All(Conditions.Alpha.RowSums().Zip(Tableau.Nodes), pair => Assert.Equal(pair.Second, pair.First, Rounding));
        Assert.All(Conditions.Gamma.RowSums().Zip(Tableau.TimeWeights), pair => Assert.Equal(pair.Second, pair.First, Rounding));
    }

    [Fact]
    public void The_dense_output_has_order_four_everywhere()
    {
        for (double theta = 0; theta <= 1; theta += 0.125)
        {
            IEnumerable<double> weights = Enumerable.Range(0, Tableau.Stages).Select(j => theta * SolutionWeights[j]
                + theta * (1 - theta) * Tableau.DenseWeights.Select((row, k) => Math.Pow(theta, k) * row[j]).Sum());
            Assert.InRange(Conditions.LargestViolation(Conditions.WeightsOf(weights), 4, theta), 0, Rounding);
        }
    }

    [Fact]
    public void It_is_stiffly_accurate()
    {
        // The last row of B is b: a step ends on the last stage, so that infinitely stiff components are solved for.
        Vector<double> last = Conditions.Alpha.Row(Tableau.Stages - 1) + Conditions.Gamma.Row(Tableau.Stages - 1);
        Assert.InRange((last - Conditions.WeightsOf(SolutionWeights)).AbsoluteMaximum(), 0, Rounding);
    }

    [Fact]
    public void Its_steps_follow_the_stability_function_on_both_sides_of_zero()
    {
        // Across the pole at z = 1/γ ≈ 4.72 and beyond it, where a growing mode would be damped: the reason for a guard at saddles.
        Vector<double> b = Conditions.WeightsOf(SolutionWeights);
        for (double size = 1e-3; size < 1e3; size *= 1.3)
        {
            foreach (double z in (double[])[-size, size])
            {
                double expected = Conditions.Stability(b, z);
                double distanceToPole = Math.Min(1, Math.Abs(z * Tableau.Gamma - 1));
                double allowed = Rounding * Math.Max(1, Math.Abs(expected)) / Math.Pow(distanceToPole, Tableau.Stages);
                Assert.Equal(expected, Amplification(z), allowed);
            }
        }
    }

    [Fact]
    public void It_is_A_stable_on_the_negative_real_axis_and_damps_infinitely_fast_modes_to_nothing()
    {
        for (double z = -1e-3; z > -1e12; z *= 1.3)
        {
            Assert.InRange(Math.Abs(Amplification(z)), 0, 1);
        }

        // L-stable: |R(z)| falls like 1/|z|.
        Assert.InRange(Math.Abs(Amplification(-1e8)), 0, 1e-6);
        Assert.InRange(Math.Abs(Amplification(-1e12)), 0, 1e-10);
    }

    [Fact]
    public void Near_zero_it_agrees_with_the_exponential_to_fifth_order() =>
        Assert.Equal(Math.Exp(-0.01), Amplification(-0.01), 1e-14);

    [Fact]
    public void A_field_without_a_jacobian_is_refused_with_a_remedy()
    {
        DelegateField field = new(1, (_, y, d) => d[0] = -y[0]);
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new InitialValueProblem(field, new(0, 1), [1]).Solve("rodas5p", new() { Tolerances = new(1e-6, 1e-9) }));
        Assert.Contains("rodas5p needs a Jacobian: wrap the field in FiniteDifferenceField.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejected_step_keeps_the_jacobian()
    {
        IntegrationResult result = Oracles.StiffTestSet.VanDerPolThousand().Problem.Solve("rodas5p", new() { Tolerances = new(1e-4, 1e-7) });
        Assert.True(result.Work.Rejected > 0);
        Assert.Equal(result.Work.Steps, result.Work.Jacobians);
    }

    private static double Amplification(double z) => LinearDecay.Amplification(new RosenbrockMethod(Rodas5P.Tableau) { GuardsSaddles = false }, z);
}
