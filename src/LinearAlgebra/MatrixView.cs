using System.Runtime.CompilerServices;

namespace DlnDynamics.LinearAlgebra;

/// <summary>A column-major window onto doubles that somebody else owns.</summary>
/// <remarks>
/// Shape: entry (i, j) lies at data[i + j·Stride]; Stride ≥ Rows, so a view may be a block of a larger matrix.
/// The default value is the empty 0 × 0 matrix. Views never allocate and never copy.
/// </remarks>
public readonly ref struct MatrixView
{
    /// <summary>A view of the first rows × columns entries of <paramref name="data"/>, columns one after the other.</summary>
    public MatrixView(Span<double> data, int rows, int columns)
        : this(data, rows, columns, rows)
    {
    }

    /// <summary>A view whose columns start <paramref name="stride"/> doubles apart.</summary>
    public MatrixView(Span<double> data, int rows, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, rows);
        long needed = columns == 0 ? 0 : (long)stride * (columns - 1) + rows;
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Length, needed, nameof(data));
        Data = data;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>The memory behind the view, from entry (0, 0) on.</summary>
    public Span<double> Data { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance in doubles from one column to the next.</summary>
    public int Stride { get; }

    /// <summary>The entry in a row and a column.</summary>
    public ref double this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Data[row + column * Stride];
    }

    /// <summary>One column, contiguous.</summary>
    public Span<double> Column(int column) => Data.Slice(column * Stride, Rows);

    /// <summary>A block that shares the memory of this view.</summary>
    public MatrixView Block(int row, int column, int rows, int columns) =>
        rows == 0 || columns == 0 ? new([], rows, columns) : new(Data[(row + column * Stride)..], rows, columns, Stride);

    /// <summary>Sets every entry to one value.</summary>
    public void Fill(double value)
    {
        for (int j = 0; j < Columns; j++)
        {
            Column(j).Fill(value);
        }
    }

    /// <summary>The read-only twin of a view.</summary>
    public static implicit operator ReadOnlyMatrixView(MatrixView view) => new(view.Data, view.Rows, view.Columns, view.Stride);
}
