using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
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

    /// <summary>X = QDQᵀ, d × d, with every entry of Q of size 1/√d: all modes see one push, the mean of D less the target, until it is zero.</summary>
    /// <returns>The singular values of the limit, descending, from the diagonal of D at the start; at least one entry of it is positive.</returns>
    /// <remarks>|σᵢ|^−q ∓ the same clock, for positive and negative entries (q = 0: logarithms). As 3.5 h; the largest entry is the unknown.</remarks>
    public static double[] Uniform(double depth, double target, double[] start)
    {
        double q = 1 - 2 / depth, first = start.Max();
        double Along(double size, double largest)
        {
            if (q == 0)
            {
                return size > 0 ? size * (largest / first) : -size * (first / largest);
            }
            double moved = Math.Pow(largest, -q) - Math.Pow(first, -q);
            return Math.Pow(Math.Pow(Math.Abs(size), -q) + Math.Sign(size) * moved, -1 / q);
        }
        double MeanAt(double logLargest) => start.Average(size => Math.Sign(size) * Along(size, Math.Exp(logLargest)));
        double low = Math.Log(first), high = Math.Log(start.Length * (target + first) * 10);
        for (int halving = 0; halving < 100; halving++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = MeanAt(middle) < target ? (middle, high) : (low, middle);
        }
        return [.. start.Select(size => Along(size, Math.Exp(low))).OrderDescending()];
    }

    /// <summary>Depth 2, any size, targets a: the singular values of the limit from a balanced start X₀ of full rank.</summary>
    public static double[] DepthTwo(double[] targets, double[,] start) =>
        [.. ToMathNet(DepthTwoAt(targets, Matrix.Of(start), double.PositiveInfinity)).Svd().S];

    /// <summary>Depth 2: X at a time of the layers' clock from a balanced start X₀ of full rank.</summary>
    public static Matrix DepthTwoAt(double[] targets, Matrix start, double t) =>
        MatchingCompletion.At(Matrix.Diagonal(targets), Mask.Diagonal(targets.Length), start, t);

    /// <summary>Depth 2: X at a time of the layers' clock from any two layers, balanced or not (3.5).</summary>
    public static Matrix DepthTwoAt(double[] targets, Matrix second, Matrix first, double t) =>
        MatchingCompletion.At(Matrix.Diagonal(targets), Mask.Diagonal(targets.Length), second, first, t);

    /// <summary>Rank one, 2 × 2, targets a and b: the limit [[a, w], [ab/w, b]], whose w keeps σ^(2/N−2)(w² − a²b²/w²) (3.5 j); positive start.</summary>
    public static Matrix RankOne(double depth, double a, double b, Matrix start)
    {
        double Invariant(double above, double below, double sizeSquared) => Math.Pow(sizeSquared, 1 / depth - 1) * (above * above - below * below);
        double square = 0;
        foreach (double entry in start.Data)
        {
            square += entry * entry;
        }
        double kept = Invariant(start[0, 1], start[1, 0], square);
        double w = Brent.FindRoot(
            x => Invariant(x, a * b / x, a * a + b * b + x * x + a * a * b * b / (x * x)) - kept, 1e-6, 1e6, 1e-15, 1000);
        return Matrix.Of(new[,] { { a, w }, { a * b / w, b } });
    }

    private static Matrix<double> ToMathNet(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());
}
