using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class Tsitouras5Tests
{
    // The coefficients are at most 13 and carry 16 digits; sums of seven products of up to five of them lose two or three.
    private const double Rounding = 5e-13;

    private static readonly ExplicitTableau Tableau = Tsitouras5.Tableau;

    [Fact]
    public void There_are_as_many_rooted_trees_as_the_literature_says() =>
        Assert.Equal([1, 1, 2, 4, 9, 20], Enumerable.Range(1, 6).Select(n => RootedTree.OfSize(n).Length));

    [Fact]
    public void The_nodes_are_the_row_sums() =>
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(Tableau.Nodes[i], Tableau.Coefficients[i].Sum(), 1e-14));

    [Fact]
    public void The_solution_has_order_five_and_not_six()
    {
        Assert.InRange(OrderConditions.LargestViolation(Tableau, Solution, 5), 0, Rounding);
        Assert.InRange(OrderConditions.LargestViolation(Tableau, Solution, 6), 1e-5, 1);
    }

    [Fact]
    public void The_embedded_solution_has_order_four_and_not_five()
    {
        static double Embedded(int i) => Solution(i) - Tableau.ErrorWeights[i];
        Assert.InRange(OrderConditions.LargestViolation(Tableau, Embedded, 4), 0, Rounding);
        Assert.InRange(OrderConditions.LargestViolation(Tableau, Embedded, 5), 1e-5, 1);
    }

    [Fact]
    public void The_dense_output_has_order_four_everywhere_and_ends_at_the_solution()
    {
        for (double theta = 0; theta <= 1; theta += 0.125)
        {
            double at = theta;
            Assert.InRange(OrderConditions.LargestViolation(Tableau, i => Tableau.DenseWeight(i, at), 4, at), 0, Rounding);
        }
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(Solution(i), Tableau.DenseWeight(i, 1), 1e-13));
    }

    private static double Solution(int i) => i < 6 ? Tableau.Coefficients[6][i] : 0;
}
