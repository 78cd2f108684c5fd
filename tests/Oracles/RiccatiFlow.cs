using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>Depth 2, full factorization, layers' clock: the matrix Riccati flow in closed form. Source: [Fuk98]; [BDFS22]; MATH.md (3.4).</summary>
public static class RiccatiFlow
{
    /// <summary>X(t) from the balanced start X₀ = UΣVᵀ of any rank and shape.</summary>
    public static Matrix At(Matrix target, Matrix start, double t)
    {
        int m = target.Rows, n = target.Columns;
        Matrix<double> s = ToMathNet(target), x0 = ToMathNet(start);
        var svd = x0.Svd();
        int rank = svd.S.Count(value => value > 1e-12 * svd.S[0]);
        var root = Matrix<double>.Build.DenseOfDiagonalVector(svd.S.SubVector(0, rank).PointwiseSqrt());
        var u = svd.U.SubMatrix(0, m, 0, rank) * root;
        var v = svd.VT.Transpose().SubMatrix(0, n, 0, rank) * root;
        var q = v.Stack(u);
        var f = Matrix<double>.Build.Dense(n + m, n + m);
        f.SetSubMatrix(0, n, s.Transpose());
        f.SetSubMatrix(n, 0, s);
        var eigen = f.Evd(Symmetricity.Symmetric);
        Matrix<double> Spectral(Func<double, double> function) =>
            eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(eigen.EigenValues.Real().Map(function)) * eigen.EigenVectors.Transpose();
        var growth = Spectral(value => Math.Exp(value * t));
        var integral = Spectral(value => Math.Abs(value * t) < 1e-12 ? t : (Math.Exp(2 * value * t) - 1) / (2 * value));
        var bracket = Matrix<double>.Build.DenseIdentity(rank) + q.Transpose() * integral * q;
        var p = growth * q * bracket.Solve(q.Transpose() * growth);
        return FromMathNet(p.SubMatrix(n, m, 0, n));
    }

    private static Matrix<double> ToMathNet(Matrix matrix) =>
        Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());

    private static Matrix FromMathNet(Matrix<double> matrix)
    {
        Matrix result = new(matrix.RowCount, matrix.ColumnCount);
        matrix.ToColumnMajorArray().CopyTo(result.Data);
        return result;
    }
}
