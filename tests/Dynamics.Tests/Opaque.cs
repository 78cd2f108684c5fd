using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>A loss that hides what it can do with thin factors.</summary>
internal sealed class Opaque(ILoss inner) : ILoss
{
    public int Rows => inner.Rows;

    public int Columns => inner.Columns;

    public double Value(ReadOnlyMatrixView x) => inner.Value(x);

    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient) => inner.Gradient(x, gradient);

    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product) => inner.ApplyHessian(x, direction, product);
}
