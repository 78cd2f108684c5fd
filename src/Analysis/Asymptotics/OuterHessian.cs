using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>The Hessian of a loss on products uᵢvⱼᵀ of a point's singular vectors, by thin factors where the point is given by its modes.</summary>
internal sealed class OuterHessian(ILoss loss)
{
    private Matrix? imageRight;
    private Matrix? imageLeft;

    // Of m × n only where the loss cannot do with thin factors.
    private Matrix Outer => field ??= new(loss.Rows, loss.Columns);

    private Matrix Image => field ??= new(loss.Rows, loss.Columns);

    /// <summary>⟨uⱼvⱼᵀ, E″[uⱼvⱼᵀ]⟩.</summary>
    public double Along(FlowState point, int j)
    {
        if (point.Factored is null)
        {
            Fill(point, j, j);
            return VectorOperations.Dot(Outer.Data, Image.Data);
        }
        Matrix image = Thin(point.Factored, point, j, j, point.Left.View.Block(0, j, loss.Rows, 1), point.Right.View.Block(0, j, loss.Columns, 1));
        return VectorOperations.Dot(point.Left.View.Column(j), image.Data);
    }

    /// <summary>E″[uᵢvⱼᵀ]·V, m × modes, in memory that the next call uses again.</summary>
    public Matrix TimesRight(FlowState point, int i, int j)
    {
        if (point.Factored is not null)
        {
            return Thin(point.Factored, point, i, j, point.Left.View, point.Right.View);
        }
        Fill(point, i, j);
        Matrix product = Sized(ref imageRight, loss.Rows, point.Modes);
        DenseKernels.Default.Multiply(1, Image.View, Transpose.No, point.Right.View, Transpose.No, 0, product.View);
        return product;
    }

    private Matrix Thin(IFactoredLoss factored, FlowState point, int i, int j, ReadOnlyMatrixView left, ReadOnlyMatrixView right)
    {
        Matrix product = Sized(ref imageRight, loss.Rows, right.Columns);
        factored.ApplyHessian(
            point.Left.View.Block(0, i, loss.Rows, 1), point.Right.View.Block(0, j, loss.Columns, 1), left, right,
            product.View, Sized(ref imageLeft, loss.Columns, left.Columns).View);
        return product;
    }

    private void Fill(FlowState point, int i, int j)
    {
        for (int column = 0; column < loss.Columns; column++)
        {
            VectorOperations.Scale(point.Right[column, j], point.Left.View.Column(i), Outer.View.Column(column));
        }
        loss.ApplyHessian(point.EndToEnd.View, Outer.View, Image.View);
    }

    private static Matrix Sized(ref Matrix? kept, int rows, int columns) => kept is not null && kept.Columns == columns ? kept : kept = new(rows, columns);
}
