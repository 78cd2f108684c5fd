using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>Depth 2, completions with at most one observation in every row and column: X in closed form at every time of the layers' clock. Source: MATH.md (3.5).</summary>
public static class MatchingCompletion
{
    /// <summary>From any two layers, balanced or not, of any width.</summary>
    public static Matrix At(Matrix target, Mask mask, Matrix second, Matrix first, double t) =>
        Moved(target, mask, ToMathNet(second), ToMathNet(first).Transpose(), t);

    /// <summary>From X₀ alone, balanced: rows of W₂ have the inner products (X₀X₀ᵀ)^½, columns of W₁ (X₀ᵀX₀)^½, and one with the other X₀.</summary>
    public static Matrix At(Matrix target, Mask mask, Matrix start, double t)
    {
        var svd = ToMathNet(start).Svd();
        int modes = svd.S.Count;
        var root = Matrix<double>.Build.DenseOfDiagonalVector(svd.S.PointwiseSqrt());
        return Moved(target, mask, svd.U.SubMatrix(0, start.Rows, 0, modes) * root, svd.VT.Transpose().SubMatrix(0, start.Columns, 0, modes) * root, t);
    }

    // A row of W₂ and the column of W₁ that it is observed with move in the plane of their sum and difference; the others rest.
    private static Matrix Moved(Matrix target, Mask mask, Matrix<double> rows, Matrix<double> columns, double t)
    {
        foreach ((int i, int j) in mask.Entries)
        {
            var p = rows.Row(i) + columns.Row(j);
            var q = rows.Row(i) - columns.Row(j);
            double a = target[i, j], sum = p.DotProduct(p), difference = q.DotProduct(q), root = Math.Sqrt(4 * a * a + sum * difference);

            // z± = (2a ± root)/sum, the one that would cancel from z₊z₋ = −difference/sum.
            double high = a > 0 ? (2 * a + root) / sum : difference / (root - 2 * a), low = a > 0 ? -difference / (2 * a + root) : (2 * a - root) / sum;
            double k = (1 - high) / (1 - low) * Math.Exp(-root * t);
            double z = (high - k * low) / (1 - k);
            rows.SetRow(i, 0.5 * (p * Math.Sqrt(z) + q / Math.Sqrt(z)));
            columns.SetRow(j, 0.5 * (p * Math.Sqrt(z) - q / Math.Sqrt(z)));
        }
        Matrix result = new(target.Rows, target.Columns);
        (rows * columns.Transpose()).ToColumnMajorArray().CopyTo(result.Data);
        return result;
    }

    private static Matrix<double> ToMathNet(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());
}
