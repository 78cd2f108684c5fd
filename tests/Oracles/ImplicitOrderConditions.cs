using System.Collections.Immutable;
using DlnDynamics.Integrators;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>Order conditions and stability functions of Runge–Kutta and Rosenbrock–Wanner methods that are given by matrices.</summary>
/// <remarks>
/// A Rosenbrock–Wanner method is kᵢ = h·f(y + Σ αᵢⱼkⱼ) + h·J·Σ γᵢⱼkⱼ, y + Σ bᵢkᵢ. A vertex of a tree with one branch counts with βᵢⱼ = αᵢⱼ + γᵢⱼ,
/// one with more branches with αᵢⱼ. For a Runge–Kutta method γᵢⱼ = 0. Source: [HW96] IV.7, Theorem 7.4.
/// </remarks>
public sealed record ImplicitOrderConditions(Matrix<double> Alpha, Matrix<double> Gamma)
{
    private Matrix<double> Beta => Alpha + Gamma;

    /// <summary>The usual form of a tableau that is written in U = Γ·K, with the weights of b(θ) for any weights m(θ) of the Uᵢ.</summary>
    public static ImplicitOrderConditions Of(RosenbrockTableau tableau)
    {
        Matrix<double> gamma = (Matrix<double>.Build.DenseIdentity(tableau.Stages) / tableau.Gamma - Lower(tableau.StageWeights)).Inverse();
        return new(Lower(tableau.PointWeights) * gamma, gamma);
    }

    /// <summary>The conditions of Radau IIA.</summary>
    public static ImplicitOrderConditions OfRadau()
    {
        Matrix<double> a = Matrix<double>.Build.DenseOfRows(Radau5.Coefficients.Select(row => row.AsEnumerable()));
        return new(a, Matrix<double>.Build.Dense(a.RowCount, a.ColumnCount));
    }

    /// <summary>b, from weights m of the Uᵢ: b = m·Γ.</summary>
    public Vector<double> WeightsOf(IEnumerable<double> transformed) => Vector<double>.Build.DenseOfEnumerable(transformed) * Gamma;

    /// <summary>The largest violation |Σ bᵢφᵢ(tree) − θ^order/density| over all trees with at most <paramref name="order"/> vertices.</summary>
    public double LargestViolation(Vector<double> b, int order, double theta = 1) =>
        Enumerable.Range(1, order).SelectMany(size => RootedTree.OfSize(size))
            .Max(tree => Math.Abs(b * StageWeights(tree) - Math.Pow(theta, tree.Size) / tree.Density));

    /// <summary>R(z) = 1 + z·bᵀ(I − z·B)⁻¹·1, what a step makes of y′ = λy with z = hλ.</summary>
    public double Stability(Vector<double> b, double z)
    {
        Vector<double> ones = Vector<double>.Build.Dense(Alpha.RowCount, 1);
        return 1 + z * (b * (Matrix<double>.Build.DenseIdentity(Alpha.RowCount) - z * Beta).Solve(ones));
    }

    private Vector<double> StageWeights(RootedTree tree)
    {
        Vector<double> phi = Vector<double>.Build.Dense(Alpha.RowCount, 1);
        foreach (RootedTree child in tree.Children)
        {
            phi = phi.PointwiseMultiply((tree.Children.Length == 1 ? Beta : Alpha) * StageWeights(child));
        }
        return phi;
    }

    private static Matrix<double> Lower(ImmutableArray<ImmutableArray<double>> rows) =>
        Matrix<double>.Build.Dense(rows.Length, rows.Length, (i, j) => j < rows[i].Length ? rows[i][j] : 0);
}
