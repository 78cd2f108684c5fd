namespace DlnDynamics.LinearAlgebra;

/// <summary>Householder QR with rows sorted and columns pivoted, each with its own exponent: the start of an accurate SVD.</summary>
/// <remarks>
/// Pivoting makes R's rows descend in norm and its row-scaled form well conditioned; sorting the rows makes the error small row by row too,
/// so that neither graded columns nor graded rows lose their small singular values. Rows ≥ columns. Source: [DV92], [Hig02] section 19.4.
/// </remarks>
internal sealed class ScaledQr
{
    private readonly Matrix work;
    private readonly double[] tau, head, rowSizes, image;
    private readonly int[] exponents, columnAt, rowAt;
    private int rank;

    public ScaledQr(int rows, int columns)
    {
        work = new(rows, columns);
        tau = new double[columns];
        head = new double[columns];
        rowSizes = new double[rows];
        image = new double[rows];
        exponents = new int[columns];
        columnAt = new int[columns];
        rowAt = new int[rows];
    }

    /// <summary>columnAt[j] is the column of the matrix that became column j of R.</summary>
    public ReadOnlySpan<int> ColumnAt => columnAt;

    /// <summary>Factors a matrix or its transpose. Returns false when it holds NaN or infinity.</summary>
    public bool TryFactor(ReadOnlyMatrixView a, bool transposed)
    {
        if (!TryLoad(a, transposed))
        {
            return false;
        }
        MatrixView x = work.View;
        for (rank = 0; rank < tau.Length; rank++)
        {
            int pivot = Pivot(rank);
            if (pivot < 0)
            {
                break;
            }
            Exchange(rank, pivot);
            Span<double> vector = x.Column(rank)[rank..];
            (head[rank], tau[rank]) = Householder.Reflect(vector);
            for (int j = rank + 1; j < tau.Length; j++)
            {
                Householder.Apply(vector, tau[rank], x.Column(j)[rank..]);
            }
        }
        return true;
    }

    /// <summary>Writes Rᵀ as scaled columns; zeros beyond the rank.</summary>
    public void StoreTransposedR(MatrixView columns, Span<int> columnExponents)
    {
        columns.Fill(0);
        columnExponents.Clear();
        for (int i = 0; i < rank; i++)
        {
            columns[i, i] = head[i];
            columnExponents[i] = exponents[i];
            for (int j = i + 1; j < tau.Length; j++)
            {
                // Pivoting has made every entry of the row at most as large as the pivot, so this only underflows.
                columns[j, i] = Math.ScaleB(work[i, j], exponents[j] - exponents[i]);
            }
        }
    }

    /// <summary>target ← Q·[x; 0], its rows back in the matrix's order.</summary>
    public void ApplyQ(ReadOnlySpan<double> x, Span<double> target)
    {
        x.CopyTo(image);
        image.AsSpan(x.Length).Clear();
        for (int k = rank - 1; k >= 0; k--)
        {
            Householder.Apply(work.View.Column(k)[k..], tau[k], image.AsSpan(k));
        }
        for (int i = 0; i < image.Length; i++)
        {
            target[rowAt[i]] = image[i];
        }
    }

    private bool TryLoad(ReadOnlyMatrixView a, bool transposed)
    {
        Array.Clear(rowSizes);
        for (int j = 0; j < tau.Length; j++)
        {
            double largest = 0;
            for (int i = 0; i < image.Length; i++)
            {
                image[i] = transposed ? a[j, i] : a[i, j];
                largest = Math.Max(largest, Math.Abs(image[i]));
            }
            if (!double.IsFinite(largest))
            {
                return false;
            }
            columnAt[j] = j;
            exponents[j] = largest == 0 ? 0 : Math.ILogB(largest);
            for (int i = 0; i < image.Length; i++)
            {
                work[i, j] = Math.ScaleB(image[i], -exponents[j]);
                rowSizes[i] = Math.Max(rowSizes[i], Math.Abs(work[i, j]));
            }
        }
        Descending.Order(rowSizes, rowAt);
        for (int j = 0; j < tau.Length; j++)
        {
            Span<double> column = work.View.Column(j);
            column.CopyTo(image);
            for (int i = 0; i < image.Length; i++)
            {
                column[i] = image[rowAt[i]];
            }
        }
        return true;
    }

    // The column with the largest rest below row k, exponents counted; −1 if all rests are zero.
    private int Pivot(int k)
    {
        int pivot = -1;
        double best = double.NegativeInfinity;
        for (int j = k; j < tau.Length; j++)
        {
            double norm = VectorOperations.EuclideanNorm(work.View.Column(j)[k..]);
            if (norm > 0)
            {
                // Exponent plus fraction: increases with the norm, and no norm is out of its range.
                int power = Math.ILogB(norm);
                double key = power + exponents[j] + Math.ScaleB(norm, -power);
                (pivot, best) = key > best ? (j, key) : (pivot, best);
            }
        }
        return pivot;
    }

    private void Exchange(int k, int pivot)
    {
        if (pivot == k)
        {
            return;
        }
        (exponents[k], exponents[pivot]) = (exponents[pivot], exponents[k]);
        (columnAt[k], columnAt[pivot]) = (columnAt[pivot], columnAt[k]);
        Span<double> x = work.View.Column(k), y = work.View.Column(pivot);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (y[i], x[i]);
        }
    }
}
