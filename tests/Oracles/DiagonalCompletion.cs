using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.RootFinding;

namespace DlnDynamics.Oracles;

/// <summary>Limits in closed form of completions of which only the diagonal is observed. Source: MATH.md 3.5 g, h.</summary>
public static class DiagonalCompletion
{
    /// <summary>Symmetric 2 × 2, X = [[x, y], [y, x]], both observed entries a: σ± = x ± y keep σ₋^−q − σ₊^−q, q = 1 − 2/N (N = 2: σ₊/σ₋).</summary>
    public static (double Large, double Small) Symmetric(double depth, double target, double large, double small)
    {
        double q = 1 - 2 / depth, sum = 2 * target;
        if (q == 0)
        {
            return (sum * large / (large + small), sum * small / (large + small));
        }

        // In u = ln σ₋, where the smaller value may be far below 1.
        double invariant = Math.Pow(small, -q) - Math.Pow(large, -q);
        double u = Brent.FindRoot(v => Math.Log(Math.Pow(sum - Math.Exp(v), -q) + invariant) + q * v, Math.Log(small) - 50, Math.Log(target), 1e-14, 500);
        return (sum - Math.Exp(u), Math.Exp(u));
    }

    /// <summary>Depth 2, any size, targets a: the singular values of the limit from a balanced start X₀ of full rank.</summary>
    public static double[] DepthTwo(double[] targets, double[,] start)
    {
        int d = targets.Length;
        var svd = Matrix<double>.Build.DenseOfArray(start).Svd();
        var root = Matrix<double>.Build.DenseOfDiagonalVector(svd.S.PointwiseSqrt());
        var rows = svd.U * root;
        var columns = svd.VT.Transpose() * root;
        for (int i = 0; i < d; i++)
        {
            var p = rows.Row(i) + columns.Row(i);
            var q = rows.Row(i) - columns.Row(i);
            double sum = p.DotProduct(p), difference = q.DotProduct(q);
            double z = (2 * targets[i] + Math.Sqrt(4 * targets[i] * targets[i] + sum * difference)) / sum;
            rows.SetRow(i, 0.5 * (p * Math.Sqrt(z) + q / Math.Sqrt(z)));
            columns.SetRow(i, 0.5 * (p * Math.Sqrt(z) - q / Math.Sqrt(z)));
        }
        return [.. (rows * columns.Transpose()).Svd().S];
    }
}
