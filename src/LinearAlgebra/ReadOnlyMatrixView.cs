using System.Runtime.CompilerServices;

namespace DlnDynamics.LinearAlgebra;

/// <summary>A column-major window onto doubles that may be read but not written.</summary>
/// <remarks>Shape and layout as <see cref="MatrixView"/>. The default value is the empty 0 × 0 matrix.</remarks>
public readonly ref struct ReadOnlyMatrixView
{
    /// <summary>A view of the first rows × columns entries of <paramref name="data"/>, columns one after the other.</summary>
    public ReadOnlyMatrixView(ReadOnlySpan<double> data, int rows, int columns)
        : this(data, rows, columns, rows)
    {
    }

    /// <summary>A view whose columns start <paramref name="stride"/> doubles apart.</summary>
    public ReadOnlyMatrixView(ReadOnlySpan<double> data, int rows, int columns, int stride)
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
    public ReadOnlySpan<double> Data { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance in doubles from one column to the next.</summary>
    public int Stride { get; }

    /// <summary>The entry in a row and a column.</summary>
    public double this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Data[row + column * Stride];
    }

    /// <summary>One column, contiguous.</summary>
    public ReadOnlySpan<double> Column(int column) => Data.Slice(column * Stride, Rows);

    /// <summary>A block that shares the memory of this view.</summary>
    public ReadOnlyMatrixView Block(int row, int column, int rows, int columns) =>
        rows == 0 || columns == 0 ? new([], rows, columns) : new(Data[(row + column * Stride)..], rows, columns, Stride);

    /// <summary>Copies every entry into a view of the same shape.</summary>
    public void CopyTo(MatrixView destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Rows, Rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Columns, Columns);
        for (int j = 0; j < Columns; j++)
        {
            Column(j).CopyTo(destination.Column(j));
        }
    }
}
