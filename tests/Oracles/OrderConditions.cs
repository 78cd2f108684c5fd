using System.Collections.Immutable;
using DlnDynamics.Integrators;

namespace DlnDynamics.Oracles;

/// <summary>The order conditions of Runge–Kutta methods, from rooted trees made up on the spot. Source: [HNW93] II.2, Theorem 2.13.</summary>
public static class OrderConditions
{
    /// <summary>
    /// The largest violation |Σ bᵢφᵢ(tree) − θ^order/density| over all trees with at most <paramref name="order"/> vertices; stages for dense
    /// output have weights too.
    /// </summary>
    public static double LargestViolation(ExplicitTableau tableau, Func<int, double> weight, int order, double theta = 1)
    {
        double largest = 0;
        for (int size = 1; size <= order; size++)
        {
            foreach (RootedTree tree in RootedTree.OfSize(size))
            {
                ImmutableArray<double> phi = StageWeights(tableau, tree);
                double sum = 0;
                for (int i = 0; i < phi.Length; i++)
                {
                    sum += weight(i) * phi[i];
                }
                largest = Math.Max(largest, Math.Abs(sum - Math.Pow(theta, size) / tree.Density));
            }
        }
        return largest;
    }

    // φᵢ(root with children) = Π over children of Σⱼ aᵢⱼ φⱼ(child).
    private static ImmutableArray<double> StageWeights(ExplicitTableau tableau, RootedTree tree)
    {
        double[] phi = [.. Enumerable.Repeat(1.0, tableau.Nodes.Length)];
        foreach (RootedTree child in tree.Children)
        {
            ImmutableArray<double> inner = StageWeights(tableau, child);
            for (int i = 0; i < phi.Length; i++)
            {
                double sum = 0;
                for (int j = 0; j < tableau.Coefficients[i].Length; j++)
                {
                    sum += tableau.Coefficients[i][j] * inner[j];
                }
                phi[i] *= sum;
            }
        }
        return [.. phi];
    }
}
