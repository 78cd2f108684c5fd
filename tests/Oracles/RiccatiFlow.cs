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
        return FromMathNet(Solution(Blocks(s, 0), v.Stack(u), t).SubMatrix(n, m, 0, n));
    }

    /// <summary>X(t) from layers with W₂ᵀW₂ − W₁W₁ᵀ = imbalance·I. Source: MATH.md 3.5 b.</summary>
    public static Matrix Imbalanced(Matrix target, Matrix first, Matrix second, double imbalance, double t)
    {
        var q = ToMathNet(first).Transpose().Stack(ToMathNet(second));
        return FromMathNet(Solution(Blocks(ToMathNet(target), imbalance), q, t).SubMatrix(target.Columns, target.Rows, 0, target.Columns));
    }

    /// <summary>A second layer W₂ = (imbalance·I + W₁W₁ᵀ)^½, so that W₂ᵀW₂ − W₁W₁ᵀ = imbalance·I.</summary>
    public static Matrix SecondLayer(Matrix first, double imbalance) =>
        FromMathNet(Spectral(ToMathNet(first) * ToMathNet(first).Transpose(), value => Math.Sqrt(imbalance + value)));

    /// <summary>X(t) of Ẋ = SX + XS − 2X² from a positive definite start. Source: MATH.md 3.5 c.</summary>
    public static Matrix PositiveDefinite(Matrix target, Matrix start, double t)
    {
        var root = Spectral(ToMathNet(start), Math.Sqrt);
        var growth = Spectral(ToMathNet(target), value => Math.Exp(value * t));
        var integral = Spectral(ToMathNet(target), value => Elementary.Expm1(2 * value * t) / (2 * value));
        var bracket = Matrix<double>.Build.DenseIdentity(target.Rows) + 2 * root * integral * root;
        return FromMathNet(growth * root * bracket.Solve(root * growth));
    }

    /// <summary>½(A + Aᵀ).</summary>
    public static Matrix Symmetrized(Matrix matrix) => FromMathNet(0.5 * (ToMathNet(matrix) + ToMathNet(matrix).Transpose()));

    /// <summary>A·Aᵀ.</summary>
    public static Matrix Gram(Matrix matrix) => FromMathNet(ToMathNet(matrix) * ToMathNet(matrix).Transpose());

    // [[−λ/2·I, Sᵀ], [S, λ/2·I]].
    private static Matrix<double> Blocks(Matrix<double> s, double imbalance)
    {
        int m = s.RowCount, n = s.ColumnCount;
        var f = Matrix<double>.Build.Dense(n + m, n + m, (i, j) => i != j ? 0 : i < n ? -imbalance / 2 : imbalance / 2);
        f.SetSubMatrix(0, n, s.Transpose());
        f.SetSubMatrix(n, 0, s);
        return f;
    }

    // P(t) of Ṗ = FP + PF − P² from QQᵀ.
    private static Matrix<double> Solution(Matrix<double> f, Matrix<double> q, double t)
    {
        var growth = Spectral(f, value => Math.Exp(value * t));
        var integral = Spectral(f, value => Math.Abs(value * t) < 1e-12 ? t : Elementary.Expm1(2 * value * t) / (2 * value));
        var bracket = Matrix<double>.Build.DenseIdentity(q.ColumnCount) + q.Transpose() * integral * q;
        return growth * q * bracket.Solve(q.Transpose() * growth);
    }

    private static Matrix<double> Spectral(Matrix<double> symmetric, Func<double, double> function)
    {
        var eigen = symmetric.Evd(Symmetricity.Symmetric);
        return eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(eigen.EigenValues.Real().Map(function)) * eigen.EigenVectors.Transpose();
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
