using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = −⟨C, X⟩: a constant gradient −C, by which every mode that C rewards grows without end.</summary>
/// <remarks>Not bounded below; for tests and for the local picture near a lower rank, where the gradient is nearly constant. Cost: m·n.</remarks>
public sealed class LinearLoss : ILoss
{
    private readonly Matrix direction;

    /// <summary>The loss of C, m × n.</summary>
    /// <exception cref="ArgumentException">An entry of C is NaN or infinite.</exception>
    public LinearLoss(Matrix direction)
    {
        ArgumentNullException.ThrowIfNull(direction);
        if (!VectorOperations.AllFinite(direction.Data))
        {
            throw new ArgumentException("An entry of the functional is not a finite number.", nameof(direction));
        }
        this.direction = Matrix.CopyOf(direction.View);
    }

    /// <inheritdoc/>
    public int Rows => direction.Rows;

    /// <inheritdoc/>
    public int Columns => direction.Columns;

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView x)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            sum -= VectorOperations.Dot(direction.View.Column(j), x.Column(j));
        }
        return sum;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        for (int j = 0; j < Columns; j++)
        {
            VectorOperations.Scale(-1, direction.View.Column(j), gradient.Column(j));
        }
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product) => product.Fill(0);
}
