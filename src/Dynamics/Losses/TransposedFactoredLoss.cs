using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X ↦ E(Xᵀ) of a loss that needs only thin factors: these change places.</summary>
internal sealed class TransposedFactoredLoss(IFactoredLoss inner) : IFactoredLoss
{
    private readonly TransposedLoss dense = new(inner);

    public int Rows => inner.Columns;

    public int Columns => inner.Rows;

    public double Value(ReadOnlyMatrixView x) => dense.Value(x);

    public double Value(ReadOnlyMatrixView a, ReadOnlyMatrixView b) => inner.Value(b, a);

    public double GradientNorm(ReadOnlyMatrixView a, ReadOnlyMatrixView b) => inner.GradientNorm(b, a);

    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient) => dense.Gradient(x, gradient);

    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product) => dense.ApplyHessian(x, direction, product);

    public void ApplyGradient(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView gradientRight, MatrixView leftGradient) =>
        inner.ApplyGradient(b, a, right, left, leftGradient, gradientRight);

    public void ApplyHessian(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView productRight, MatrixView leftProduct) =>
        inner.ApplyHessian(b, a, right, left, leftProduct, productRight);
}
