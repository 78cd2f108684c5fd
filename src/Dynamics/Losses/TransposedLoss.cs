using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X ↦ E(Xᵀ): lets the log-polar flow always have at least as many rows as columns.</summary>
/// <remarks>Owns scratch memory: one instance a run.</remarks>
internal sealed class TransposedLoss(ILoss inner) : ILoss
{
    private readonly Matrix point = new(inner.Rows, inner.Columns);
    private readonly Matrix argument = new(inner.Rows, inner.Columns);
    private readonly Matrix image = new(inner.Rows, inner.Columns);

    public int Rows => inner.Columns;

    public int Columns => inner.Rows;

    /// <summary>E(Xᵀ), by thin factors where the loss can.</summary>
    public static ILoss Of(ILoss loss) => loss is IFactoredLoss factored ? new TransposedFactoredLoss(factored) : new TransposedLoss(loss);

    public double Value(ReadOnlyMatrixView x)
    {
        TransposeInto(x, point.View);
        return inner.Value(point.View);
    }

    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        TransposeInto(x, point.View);
        inner.Gradient(point.View, image.View);
        TransposeInto(image.View, gradient);
    }

    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        TransposeInto(x, point.View);
        TransposeInto(direction, argument.View);
        inner.ApplyHessian(point.View, argument.View, image.View);
        TransposeInto(image.View, product);
    }

    /// <summary>to ← fromᵀ.</summary>
    internal static void TransposeInto(ReadOnlyMatrixView from, MatrixView to)
    {
        for (int j = 0; j < from.Columns; j++)
        {
            for (int i = 0; i < from.Rows; i++)
            {
                to[j, i] = from[i, j];
            }
        }
    }
}
