using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = ½ Σ over observed entries ω·(X − T)², kept as a list: for masks that observe a small part of the matrix.</summary>
/// <remarks>Same numbers as <see cref="CompletionLoss"/>. Cost: |Ω|·r for the factored value and gradient, nothing of size m × n; |Ω| numbers of memory.</remarks>
public sealed class SparseCompletionLoss : IFactoredLoss, IMaskedLoss
{
    private readonly ObservedEntry[] entries;

    /// <summary>A loss on a list of entries.</summary>
    /// <exception cref="ArgumentException">There is none, one lies outside or stands there twice, is NaN or infinite, or its weight is not positive.</exception>
    public SparseCompletionLoss(int rows, int columns, IEnumerable<ObservedEntry> observed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);

        // Column after column: neighbours in the list are neighbours in memory.
        entries = [.. observed.OrderBy(entry => entry.Column).ThenBy(entry => entry.Row)];
        Rows = rows;
        Columns = columns;
        if (entries.Length == 0)
        {
            throw new ArgumentException("No entry is observed.", nameof(observed));
        }
        for (int k = 0; k < entries.Length; k++)
        {
            ObservedEntry entry = entries[k];
            if (entry.Row < 0 || entry.Row >= rows || entry.Column < 0 || entry.Column >= columns)
            {
                throw new ArgumentException($"Row {entry.Row + 1}, column {entry.Column + 1} lies outside a {rows} × {columns} matrix.", nameof(observed));
            }
            if (k > 0 && (entries[k - 1].Row, entries[k - 1].Column) == (entry.Row, entry.Column))
            {
                throw new ArgumentException($"Row {entry.Row + 1}, column {entry.Column + 1} is observed twice.", nameof(observed));
            }
            ObservedEntries.Check(entry);
        }
        Components = new(rows, columns, entries.Select(entry => (entry.Row, entry.Column)));
    }

    /// <summary>A loss on the observed entries of a target.</summary>
    /// <exception cref="ArgumentException">The shapes differ, nothing is observed, an observed entry is NaN or infinite, or its weight is not positive.</exception>
    public SparseCompletionLoss(Matrix target, Mask mask, Matrix? weights = null)
        : this(target?.Rows ?? throw new ArgumentNullException(nameof(target)), target.Columns, EntriesOf(target, mask, weights))
    {
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
        foreach (ObservedEntry entry in entries)
        {
            double residual = x[entry.Row, entry.Column] - entry.Value;
            sum += entry.Weight * residual * residual;
        }
        return 0.5 * sum;
    }

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView a, ReadOnlyMatrixView b)
    {
        double sum = 0;
        foreach (ObservedEntry entry in entries)
        {
            double residual = Product(a, b, entry) - entry.Value;
            sum += entry.Weight * residual * residual;
        }
        return 0.5 * sum;
    }

    /// <inheritdoc/>
    public double GradientNorm(ReadOnlyMatrixView a, ReadOnlyMatrixView b)
    {
        double sum = 0;
        foreach (ObservedEntry entry in entries)
        {
            double slope = entry.Weight * (Product(a, b, entry) - entry.Value);
            sum += slope * slope;
        }
        return Math.Sqrt(sum);
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        gradient.Fill(0);
        foreach (ObservedEntry entry in entries)
        {
            gradient[entry.Row, entry.Column] = entry.Weight * (x[entry.Row, entry.Column] - entry.Value);
        }
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        product.Fill(0);
        foreach (ObservedEntry entry in entries)
        {
            product[entry.Row, entry.Column] = entry.Weight * direction[entry.Row, entry.Column];
        }
    }

    /// <inheritdoc/>
    public void ApplyGradient(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView gradientRight, MatrixView leftGradient)
    {
        gradientRight.Fill(0);
        leftGradient.Fill(0);
        foreach (ObservedEntry entry in entries)
        {
            AddEntry(entry, entry.Weight * (Product(a, b, entry) - entry.Value), left, right, gradientRight, leftGradient);
        }
    }

    /// <inheritdoc/>
    public void ApplyHessian(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView productRight, MatrixView leftProduct)
    {
        productRight.Fill(0);
        leftProduct.Fill(0);
        foreach (ObservedEntry entry in entries)
        {
            AddEntry(entry, entry.Weight * Product(a, b, entry), left, right, productRight, leftProduct);
        }
    }

    /// <summary>What one entry of an m × n matrix adds to its products with thin ones.</summary>
    private static void AddEntry(ObservedEntry entry, double value, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView timesRight, MatrixView leftTimes)
    {
        for (int l = 0; l < right.Columns; l++)
        {
            timesRight[entry.Row, l] += value * right[entry.Column, l];
        }
        for (int l = 0; l < left.Columns; l++)
        {
            leftTimes[entry.Column, l] += value * left[entry.Row, l];
        }
    }

    private static double Product(ReadOnlyMatrixView a, ReadOnlyMatrixView b, ObservedEntry entry)
    {
        double sum = 0;
        for (int l = 0; l < a.Columns; l++)
        {
            sum += a[entry.Row, l] * b[entry.Column, l];
        }
        return sum;
    }

    private static ImmutableArray<ObservedEntry> EntriesOf(Matrix target, Mask mask, Matrix? weights)
    {
        ObservedEntries.Check(target, mask, weights);
        return [.. mask.Entries.Select(entry => new ObservedEntry(entry.Row, entry.Column, target[entry.Row, entry.Column], weights?[entry.Row, entry.Column] ?? 1))];
    }
}
