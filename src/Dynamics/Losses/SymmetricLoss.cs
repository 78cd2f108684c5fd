using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>½(E(X) + E(Xᵀ)) of square X: its gradient is symmetric where X is. At X = VVᵀ it is E, and two layers V·Vᵀ stay each other's transposes.</summary>
/// <remarks>
/// Layers W₂ = V, W₁ = Vᵀ descend it as V descends V ↦ E(VVᵀ), half as fast: for an autoencoder, the tied one. Owns scratch memory: one instance a run. Cost: twice that of E.
/// Source: [BRTW20] §5 for the tied autoencoder; the loss is our own device.
/// </remarks>
public sealed class SymmetricLoss : ILoss
{
    private readonly ILoss inner;
    private readonly Matrix argument;
    private readonly Matrix turned;
    private readonly Matrix image;

    /// <summary>Makes a loss symmetric.</summary>
    /// <param name="inner">E.</param>
    /// <exception cref="ArgumentException">X is not square.</exception>
    public SymmetricLoss(ILoss inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (inner.Rows != inner.Columns)
        {
            throw new ArgumentException($"Only a square X has a transpose of its own shape; the loss is of {inner.Rows} × {inner.Columns} matrices.", nameof(inner));
        }
        this.inner = inner;
        (argument, turned, image) = (new(Rows, Rows), new(Rows, Rows), new(Rows, Rows));
    }

    /// <inheritdoc/>
    public int Rows => inner.Rows;

    /// <inheritdoc/>
    public int Columns => inner.Columns;

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView x)
    {
        TransposedLoss.TransposeInto(x, argument.View);
        return 0.5 * (inner.Value(x) + inner.Value(argument.View));
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        TransposedLoss.TransposeInto(x, argument.View);
        inner.Gradient(argument.View, image.View);
        inner.Gradient(x, gradient);
        AddTransposeOfImage(gradient);
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        TransposedLoss.TransposeInto(x, argument.View);
        TransposedLoss.TransposeInto(direction, turned.View);
        inner.ApplyHessian(argument.View, turned.View, image.View);
        inner.ApplyHessian(x, direction, product);
        AddTransposeOfImage(product);
    }

    /// <summary>matrix ← ½(matrix + imageᵀ).</summary>
    private void AddTransposeOfImage(MatrixView matrix)
    {
        for (int j = 0; j < Columns; j++)
        {
            for (int i = 0; i < Rows; i++)
            {
                matrix[i, j] = 0.5 * (matrix[i, j] + image[j, i]);
            }
        }
    }
}
