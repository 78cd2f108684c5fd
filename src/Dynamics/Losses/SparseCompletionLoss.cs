using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = ½ Σ over observed entries (X − T)², kept as a list: for masks that observe a small part of the matrix.</summary>
/// <remarks>Same numbers as <see cref="CompletionLoss"/>. Cost: |Ω|·r for the factored gradient, nothing of size m × n.</remarks>
public sealed class SparseCompletionLoss : IFactoredLoss, IMaskedLoss
{
    private readonly (int Row, int Column)[] entries;
    private readonly double[] values;

    /// <summary>A loss on the observed entries of a target.</summary>
    /// <exception cref="ArgumentException">The shapes differ, nothing is observed, or an observed entry is NaN or infinite.</exception>
    public SparseCompletionLoss(Matrix target, Mask mask)
    {
        ObservedEntries.Check(target, mask);
        Mask = mask;
        Rows = target.Rows;
        Columns = target.Columns;
        entries = [.. mask.Entries];
        values = [.. entries.Select(entry => target[entry.Row, entry.Column])];
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
        for (int k = 0; k < entries.Length; k++)
        {
            double residual = x[entries[k].Row, entries[k].Column] - values[k];
            sum += residual * residual;
        }
        return 0.5 * sum;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        gradient.Fill(0);
        for (int k = 0; k < entries.Length; k++)
        {
            (int i, int j) = entries[k];
            gradient[i, j] = x[i, j] - values[k];
        }
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        product.Fill(0);
        foreach ((int i, int j) in entries)
        {
            product[i, j] = direction[i, j];
        }
    }

    /// <inheritdoc/>
    public void ApplyGradient(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView gradientRight, MatrixView leftGradient)
    {
        gradientRight.Fill(0);
        leftGradient.Fill(0);
        for (int k = 0; k < entries.Length; k++)
        {
            (int i, int j) = entries[k];
            double residual = -values[k];
            for (int l = 0; l < a.Columns; l++)
            {
                residual += a[i, l] * b[j, l];
            }
            for (int l = 0; l < a.Columns; l++)
            {
                gradientRight[i, l] += residual * right[j, l];
                leftGradient[j, l] += residual * left[i, l];
            }
        }
    }
}
