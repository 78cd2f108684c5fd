using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

/// <summary>Every explicit tableau against the order conditions, all of them, and against its stability function.</summary>
public sealed class ExplicitTableauTests
{
    // Coefficients up to 50 carry 16 digits; sums of products of them lose up to three.
    private const double Rounding = 1e-13;

    private static readonly Dictionary<string, ExplicitTableau> Tableaus =
        new[] { Tsitouras5.Tableau, DormandPrince8.Tableau }.ToDictionary(tableau => tableau.Name);

    public static TheoryData<string> Names => [.. Tableaus.Keys];

    [Fact]
    public void There_are_as_many_rooted_trees_as_the_literature_says() =>
        Assert.Equal([1, 1, 2, 4, 9, 20, 48, 115, 286], Enumerable.Range(1, 9).Select(n => RootedTree.OfSize(n).Length));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_nodes_are_the_row_sums(string name)
    {
        ExplicitTableau tableau = Tableaus[name];
        Assert.All(Enumerable.Range(0, tableau.Nodes.Length), i =>
            Assert.Equal(tableau.Nodes[i], tableau.Coefficients[i].Sum(), Rounding));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_solution_has_the_order_it_states_and_no_higher(string name) =>
        AssertOrder(Tableaus[name], Tableaus[name].Weight, Tableaus[name].Order);

    [Theory]
    [MemberData(nameof(Names))]
    public void Embedded_solutions_have_the_orders_they_state_and_no_higher(string name)
    {
        ExplicitTableau tableau = Tableaus[name];
        AssertOrder(tableau, Difference(tableau, tableau.ErrorWeights), tableau.EmbeddedOrder);
        if (tableau.CoarseOrder > 0)
        {
            AssertOrder(tableau, Difference(tableau, tableau.CoarseErrorWeights), tableau.CoarseOrder);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_dense_output_has_the_order_it_states_everywhere_and_no_higher(string name)
    {
        ExplicitTableau tableau = Tableaus[name];
        for (double theta = 0; theta <= 1; theta += 0.0625)
        {
            double at = theta;
            double Weight(int i) => tableau.DenseWeight(i, at);
            Assert.InRange(OrderConditions.LargestViolation(tableau, Weight, tableau.DenseOrder, at), 0, Rounding);
        }
        Assert.InRange(OrderConditions.LargestViolation(tableau, i => tableau.DenseWeight(i, 0.5), tableau.DenseOrder + 1, 0.5), 1e-8, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_dense_output_ends_at_the_solution(string name)
    {
        ExplicitTableau tableau = Tableaus[name];
        Assert.All(Enumerable.Range(0, tableau.Nodes.Length), i =>
            Assert.Equal(tableau.Weight(i), tableau.DenseWeight(i, 1), 10 * Rounding));
        Assert.All(Enumerable.Range(0, tableau.Nodes.Length), i => Assert.Equal(0, tableau.DenseWeight(i, 0)));
    }

    // Where |R(z)| first passes 1 on the negative axis, by bisection on R = 1 + Σ bᵀAᵏ⁻¹1·zᵏ in a script that we did not keep; codes that
    // watch for stiffness take limits just inside: [HW96] IV.2 has 6.1 for the eighth-order method.
    [Theory]
    [MemberData(nameof(Names))]
    public void The_real_stability_interval_has_the_length_that_the_stability_polynomial_gives(string name)
    {
        double length = Tableaus[name].StabilityInterval;
        Assert.InRange(Math.Abs(Amplification(name, -0.9999 * length)), 0, 1);
        Assert.InRange(Math.Abs(Amplification(name, -1.0001 * length)), 1, 1.01);
        for (int i = 1; i < 1000; i++)
        {
            Assert.InRange(Math.Abs(Amplification(name, -length * i / 1000)), 0, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_multiplies_by_the_stability_polynomial_on_both_sides_of_zero(string name)
    {
        double[] polynomial = Polynomial(Tableaus[name]);
        for (double z = -8; z <= 8; z += 0.25)
        {
            double value = 0;
            double size = 0;
            for (int k = polynomial.Length - 1; k >= 0; k--)
            {
                value = value * z + polynomial[k];
                size = size * Math.Abs(z) + Math.Abs(polynomial[k]);
            }
            Assert.Equal(value, Amplification(name, z), 1e-12 * size);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_stability_polynomial_is_the_exponential_up_to_the_order_and_no_further(string name)
    {
        double[] polynomial = Polynomial(Tableaus[name]);
        double factorial = 1;
        for (int k = 1; k <= Tableaus[name].Order; k++)
        {
            factorial *= k;
            Assert.Equal(1, polynomial[k] * factorial, 1e-11);
        }
        Assert.NotInRange(polynomial[Tableaus[name].Order + 1] * factorial * (Tableaus[name].Order + 1), 0.99, 1.01);
    }

    private static void AssertOrder(ExplicitTableau tableau, Func<int, double> weight, int order)
    {
        Assert.InRange(OrderConditions.LargestViolation(tableau, weight, order), 0, Rounding);
        Assert.InRange(OrderConditions.LargestViolation(tableau, weight, order + 1), 1e-8, 1);
    }

    private static Func<int, double> Difference(ExplicitTableau tableau, IReadOnlyList<double> errorWeights) =>
        i => tableau.Weight(i) - (i < errorWeights.Count ? errorWeights[i] : 0);

    // Coefficients of R(z): 1, then bᵀAᵏ⁻¹1.
    private static double[] Polynomial(ExplicitTableau tableau)
    {
        double[] polynomial = new double[tableau.Stages + 1];
        double[] powers = [.. Enumerable.Repeat(1.0, tableau.Stages)];
        polynomial[0] = 1;
        for (int k = 1; k <= tableau.Stages; k++)
        {
            polynomial[k] = powers.Select((value, i) => value * tableau.Weight(i)).Sum();
            powers = [.. Enumerable.Range(0, tableau.Stages).Select(i => tableau.Coefficients[i].Select((a, j) => a * powers[j]).Sum())];
        }
        return polynomial;
    }

    // One step of size 1 on y' = z·y from 1.
    private static double Amplification(string name, double z)
    {
        IStepper stepper = MethodCatalog.Find(name).Bind(new DelegateField(1, (_, y, d) => d[0] = z * y[0]), default);
        double[] proposal = new double[1];
        stepper.Start(0, [1]);
        Assert.Equal(AttemptOutcome.Proposed, stepper.Attempt(0, 1, [1], proposal, new double[1]));
        return proposal[0];
    }
}
