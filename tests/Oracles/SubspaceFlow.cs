using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>Flows of one factor with a symmetric positive definite S whose WWᵀ is known in closed form. Source: MATH.md 3.5 d, e.</summary>
public static class SubspaceFlow
{
    /// <summary>WWᵀ of Oja's flow Ẇ = (I − WWᵀ)SW.</summary>
    public static Matrix Oja(Matrix s, Matrix start, double t)
    {
        Matrix<double> w = ToMathNet(start), growth = Exponential(s, t);
        var moved = growth * w;
        var bracket = Matrix<double>.Build.DenseIdentity(start.Columns) + w.Transpose() * (Exponential(s, 2 * t) - Matrix<double>.Build.DenseIdentity(s.Rows)) * w;
        return FromMathNet(moved * bracket.Solve(moved.Transpose()));
    }

    /// <summary>VVᵀ of the tied autoencoder V̇ = (I − VVᵀ)SV + S(I − VVᵀ)V from orthonormal columns: the projector on e^(St)·V₀.</summary>
    public static Matrix TiedAutoencoder(Matrix s, Matrix start, double t)
    {
        var moved = Exponential(s, t) * ToMathNet(start);
        return FromMathNet(moved * (moved.Transpose() * moved).Solve(moved.Transpose()));
    }

    private static Matrix<double> Exponential(Matrix s, double t)
    {
        var eigen = ToMathNet(s).Evd(Symmetricity.Symmetric);
        return eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalArray([.. eigen.EigenValues.Select(value => Math.Exp(value.Real * t))]) * eigen.EigenVectors.Transpose();
    }

    private static Matrix<double> ToMathNet(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());

    private static Matrix FromMathNet(Matrix<double> matrix)
    {
        Matrix result = new(matrix.RowCount, matrix.ColumnCount);
        matrix.ToColumnMajorArray().CopyTo(result.Data);
        return result;
    }
}
