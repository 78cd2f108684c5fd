using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = ½ Σ over observed entries ω·(X − T)², for masks that observe a good part of the matrix; weights ω are 1 where none are stated.</summary>
/// <remarks>
/// Gradient ω∘(X − T), zero where nothing is observed; Hessian Z ↦ ω∘Z. Entries that are not observed are never read from the target, they may hold NaN.
/// Cost: m·n a call. Source: [CMV23] §1.
/// </remarks>
public sealed class CompletionLoss : IMaskedLoss
{
    private readonly double[] target;
    private readonly double[] weights;

    /// <summary>A loss on the observed entries of a target.</summary>
    /// <param name="target">T, m × n; may hold NaN where nothing is observed.</param>
    /// <param name="mask">The observed entries.</param>
    /// <param name="weights">ω, m × n, positive where observed; null: 1 everywhere.</param>
    /// <exception cref="ArgumentException">The shapes differ, nothing is observed, an observed entry is NaN or infinite, or its weight is not positive.</exception>
    public CompletionLoss(Matrix target, Mask mask, Matrix? weights = null)
    {
        ObservedEntries.Check(target, mask, weights);
        Components = new(mask);
        Rows = target.Rows;
        Columns = target.Columns;
        this.target = new double[Rows * Columns];
        this.weights = new double[Rows * Columns];
        foreach ((int i, int j) in mask.Entries)
        {
            this.target[i + j * Rows] = target[i, j];
            this.weights[i + j * Rows] = weights?[i, j] ?? 1;
        }
    }

    /// <inheritdoc/>
    public MaskComponents Components { get; }

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
                double residual = column[i] - wanted[i];
                sum += weight[i] * residual * residual;
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
