using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>The limits of regression (and of factorization, inputs white) from theory: Eckart and Young in the metric of the data, signs kept where they are locked.</summary>
/// <remarks>Source: MATH.md traps 4 and 5, 5.1, 10.5; [BRTW20].</remarks>
internal static class DataMetric
{
    /// <summary>What the flow tends to.</summary>
    /// <param name="Values">Singular values of the limit, rounding taken as zero.</param>
    /// <param name="Push">g, the gradient through zero of the mode that a wrong sign cuts off; 0 where none is.</param>
    /// <param name="Separation">How far the values kept stand above those cut off: 1 − s_{r+1}/s_r in the metric.</param>
    internal sealed record Limit(double[] Values, double Push, double Separation);

    /// <summary>The limit of the flow of ½‖(X − X*)Σ^½‖² from a start.</summary>
    public static Limit Of(Depth depth, Matrix minimizer, Matrix? covariance, PolarFactors start)
    {
        Matrix<double> best = Dense(minimizer), sigma = covariance is null ? Matrix<double>.Build.DenseIdentity(minimizer.Columns) : Dense(covariance);
        bool isFrozen = depth.IsInfinite || (best.RowCount == start.Rank && best.ColumnCount == start.Rank);
        if (isFrozen)
        {
            Matrix<double> left = Dense(start.Left), right = Dense(start.Right);
            Matrix<double> inside = right.TransposeThisAndMultiply(sigma * right);
            best = left.TransposeThisAndMultiply(best * sigma * right) * inside.Inverse();
            sigma = inside;
        }
        var eigen = sigma.Evd(Symmetricity.Symmetric);
        Matrix<double> root = eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(eigen.EigenValues.Real().PointwiseSqrt()) * eigen.EigenVectors.Transpose();
        var svd = (best * root).Svd();
        bool isZero(double value) => value < 1e-12 * svd.S[0];
        bool wrongSign = isFrozen && !isZero(svd.S[^1]) && best.Determinant() < 0;
        int rank = Math.Min(start.Rank, svd.S.Count) - (wrongSign ? 1 : 0);
        rank = Math.Min(rank, svd.S.Count(value => !isZero(value)));
        Matrix<double> kept = svd.U.SubMatrix(0, best.RowCount, 0, rank) * Matrix<double>.Build.DenseOfDiagonalArray([.. svd.S.Take(rank)])
            * svd.VT.SubMatrix(0, rank, 0, best.ColumnCount) * root.Inverse();
        double[] values = [.. kept.Svd().S.Take(rank).Concat(Enumerable.Repeat(0.0, start.Rank - rank))];
        double next = rank < svd.S.Count ? svd.S[rank] : 0;
        double push = 0;
        if (wrongSign)
        {
            var limit = kept.Svd();
            Matrix<double> gradient = (kept - best) * sigma;
            push = Math.Abs(limit.U.Column(rank) * gradient * limit.VT.Row(rank));
        }
        return new(values, push, 1 - next / svd.S[rank - 1]);
    }

    /// <summary>The problem of one target, one covariance of inputs and one start.</summary>
    public static RankProblem Problem(string family, string name, Depth depth, ILoss loss, Matrix minimizer, Matrix? covariance, IBalancedStart start)
    {
        PolarFactors factors = start.At(minimizer.Rows, minimizer.Columns);
        Limit limit = Of(depth, minimizer, covariance, factors);
        double curvature = covariance is null ? 1 : Dense(covariance).Evd(Symmetricity.Symmetric).EigenValues.Real().Min();
        double[] sizes = [.. Dense(factors.LogSize).Evd(Symmetricity.Symmetric).EigenValues.Real().Select(Math.Exp)];
        bool turnsSlowly = limit.Push > 0 || !(minimizer.Rows == factors.Rank && minimizer.Columns == factors.Rank);
        double slowness = turnsSlowly ? limit.Separation / Math.Min(depth.Value, 20) : 1;
        double horizon = Horizon.Of(depth, limit.Values, sizes.Min(), sizes.Max(), Math.Max(minimizer.Rows, minimizer.Columns), curvature, limit.Push, slowness);
        return new($"{name}, N = {depth}", GradientFlow.From(start, depth, loss), [.. limit.Values], horizon)
        {
            Family = family,
            Cause = limit.Push > 0 ? VanishingCause.Push : limit.Values.Contains(0) ? VanishingCause.ZeroTarget : null,
        };
    }

    public static Matrix<double> Dense(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());

    public static Matrix Plain(Matrix<double> matrix)
    {
        Matrix plain = new(matrix.RowCount, matrix.ColumnCount);
        matrix.ToColumnMajorArray().CopyTo(plain.Data);
        return plain;
    }
}
