using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A ridge on a loss that needs only thin factors: (μ/2)·‖A·Bᵀ‖² and its derivatives need no more.</summary>
/// <remarks>Cost: that of the loss and (m + n)·k². Keeps one small matrix a thread.</remarks>
public sealed class FactoredRidgeLoss : RidgeLoss, IFactoredLoss
{
    // Losses are shared between runs, so scratch belongs to the thread.
    [ThreadStatic]
    private static Matrix[]? products;

    private readonly IFactoredLoss inner;

    internal FactoredRidgeLoss(IFactoredLoss inner, double ridge) : base(inner, ridge) => this.inner = inner;

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView a, ReadOnlyMatrixView b)
    {
        Matrix first = Product(a, a), second = Product(b, b, place: 1);
        return inner.Value(a, b) + 0.5 * Ridge * VectorOperations.Dot(first.Data, second.Data);
    }

    /// <inheritdoc/>
    /// <remarks>‖G + μX‖² from its three terms: where they cancel, the error is √ε of ‖G‖.</remarks>
    public double GradientNorm(ReadOnlyMatrixView a, ReadOnlyMatrixView b)
    {
        Matrix gradientRight = new(a.Rows, b.Columns), leftGradient = new(b.Rows, a.Columns);
        inner.ApplyGradient(a, b, a, b, gradientRight.View, leftGradient.View);
        double across = 0;
        for (int k = 0; k < a.Columns; k++)
        {
            across += VectorOperations.Dot(a.Column(k), gradientRight.View.Column(k));
        }
        double norm = inner.GradientNorm(a, b), square = VectorOperations.Dot(Product(a, a).Data, Product(b, b, place: 1).Data);
        return Math.Sqrt(Math.Max(0, norm * norm + 2 * Ridge * across + Ridge * Ridge * square));
    }

    /// <inheritdoc/>
    public void ApplyGradient(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView gradientRight, MatrixView leftGradient)
    {
        inner.ApplyGradient(a, b, left, right, gradientRight, leftGradient);
        AddMultiple(a, b, left, right, gradientRight, leftGradient);
    }

    /// <inheritdoc/>
    public void ApplyHessian(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView productRight, MatrixView leftProduct)
    {
        inner.ApplyHessian(a, b, left, right, productRight, leftProduct);
        AddMultiple(a, b, left, right, productRight, leftProduct);
    }

    private void AddMultiple(ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView timesRight, MatrixView leftTimes)
    {
        DenseKernels.Default.Multiply(Ridge, a, Transpose.No, Product(b, right).View, Transpose.No, 1, timesRight);
        DenseKernels.Default.Multiply(Ridge, b, Transpose.No, Product(a, left).View, Transpose.No, 1, leftTimes);
    }

    /// <summary>Aᵀ·B into one of the thread's two matrices.</summary>
    private static Matrix Product(ReadOnlyMatrixView a, ReadOnlyMatrixView b, int place = 0)
    {
        products ??= new Matrix[2];
        Matrix product = products[place] is { } kept && kept.Rows == a.Columns && kept.Columns == b.Columns ? kept : products[place] = new(a.Columns, b.Columns);
        DenseKernels.Default.Multiply(1, a, Transpose.Yes, b, Transpose.No, 0, product.View);
        return product;
    }
}
