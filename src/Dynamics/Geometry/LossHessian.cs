using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E″(X) on m × n matrices taken as flat vectors, column after column.</summary>
public sealed class LossHessian(ILoss loss, Matrix x) : ISymmetricOperator
{
    /// <inheritdoc/>
    public int Dimension => loss.Rows * loss.Columns;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> vector, Span<double> image) =>
        loss.ApplyHessian(x.View, new(vector, loss.Rows, loss.Columns), new(image, loss.Rows, loss.Columns));
}
