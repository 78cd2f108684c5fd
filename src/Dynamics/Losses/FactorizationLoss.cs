using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = ½‖X − T‖²_F: every entry observed; also regression on whitened inputs.</summary>
/// <remarks>Gradient X − T; Hessian the identity. Source: [BRTW20].</remarks>
public sealed class FactorizationLoss(Matrix target) : IDistanceLoss
{
    /// <inheritdoc/>
    public int Rows => target.Rows;

    /// <inheritdoc/>
    public int Columns => target.Columns;

    /// <inheritdoc/>
    public Matrix? Factor => null;

    /// <summary>T, the target.</summary>
    public Matrix Projected => target;

    /// <inheritdoc/>
    public double LeastLoss => 0;

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView x)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<double> column = x.Column(j), wanted = target.View.Column(j);
            for (int i = 0; i < column.Length; i++)
            {
                double residual = column[i] - wanted[i];
                sum += residual * residual;
            }
        }
        return 0.5 * sum;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<double> column = x.Column(j), wanted = target.View.Column(j);
            Span<double> residual = gradient.Column(j);
            for (int i = 0; i < column.Length; i++)
            {
                residual[i] = column[i] - wanted[i];
            }
        }
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product) => direction.CopyTo(product);
}
