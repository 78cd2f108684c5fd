using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) + (μ/2)·‖X‖²_F: a loss with a ridge on the end-to-end matrix.</summary>
/// <remarks>By thin factors where the loss can: <see cref="Of"/> chooses. Cost: that of the loss and m·n.</remarks>
public class RidgeLoss : ILoss
{
    private readonly ILoss inner;

    private protected RidgeLoss(ILoss inner, double ridge)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (!(double.IsFinite(ridge) && ridge > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(ridge), ridge, "A ridge is a positive number; without one, use the loss itself.");
        }
        this.inner = inner;
        Ridge = ridge;
    }

    /// <summary>μ.</summary>
    public double Ridge { get; }

    /// <inheritdoc/>
    public int Rows => inner.Rows;

    /// <inheritdoc/>
    public int Columns => inner.Columns;

    /// <summary>A loss with a ridge μ &gt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">μ is not positive.</exception>
    public static RidgeLoss Of(ILoss loss, double ridge) => loss is IFactoredLoss factored ? new FactoredRidgeLoss(factored, ridge) : new RidgeLoss(loss, ridge);

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView x)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            sum += VectorOperations.Dot(x.Column(j), x.Column(j));
        }
        return inner.Value(x) + 0.5 * Ridge * sum;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        inner.Gradient(x, gradient);
        AddMultiple(x, gradient);
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        inner.ApplyHessian(x, direction, product);
        AddMultiple(direction, product);
    }

    private void AddMultiple(ReadOnlyMatrixView x, MatrixView sum)
    {
        for (int j = 0; j < Columns; j++)
        {
            VectorOperations.AddScaled(Ridge, x.Column(j), sum.Column(j));
        }
    }
}
