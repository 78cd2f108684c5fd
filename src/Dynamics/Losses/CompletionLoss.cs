using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = ½ Σ over observed entries (X − T)², for masks that observe a good part of the matrix.</summary>
/// <remarks>
/// Gradient Ω∘(X − T); Hessian Z ↦ Ω∘Z. Entries that are not observed are never read from the target, they may hold NaN.
/// Cost: m·n a call. Source: [CMV23] §1.
/// </remarks>
public sealed class CompletionLoss : IMaskedLoss
{
    private readonly double[] target;
    private readonly double[] weights;

    /// <summary>A loss on the observed entries of a target.</summary>
    /// <exception cref="ArgumentException">The shapes differ, nothing is observed, or an observed entry is NaN or infinite.</exception>
    public CompletionLoss(Matrix target, Mask mask)
    {
        ObservedEntries.Check(target, mask);
        Mask = mask;
        Rows = target.Rows;
        Columns = target.Columns;
        this.target = new double[Rows * Columns];
        weights = new double[Rows * Columns];
        foreach ((int i, int j) in mask.Entries)
        {
            this.target[i + j * Rows] = target[i, j];
            weights[i + j * Rows] = 1;
        }
    }

    /// <inheritdoc/>
    public Mask Mask { get; }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView x)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<double> column = x.Column(j), wanted = target.AsSpan(j * Rows, Rows), weight = weights.AsSpan(j * Rows, Rows);
            for (int i = 0; i < column.Length; i++)
            {
                double residual = weight[i] * (column[i] - wanted[i]);
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
            ReadOnlySpan<double> column = x.Column(j), wanted = target.AsSpan(j * Rows, Rows), weight = weights.AsSpan(j * Rows, Rows);
            Span<double> residual = gradient.Column(j);
            for (int i = 0; i < residual.Length; i++)
            {
                residual[i] = weight[i] * (column[i] - wanted[i]);
            }
        }
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<double> column = direction.Column(j), weight = weights.AsSpan(j * Rows, Rows);
            Span<double> result = product.Column(j);
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = weight[i] * column[i];
            }
        }
    }
}
