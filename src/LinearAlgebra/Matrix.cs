namespace DlnDynamics.LinearAlgebra;

/// <summary>A dense matrix that owns its memory, column-major.</summary>
public sealed class Matrix
{
    private readonly double[] data;

    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        data = new double[checked(rows * columns)];
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>All entries, column after column.</summary>
    public Span<double> Data => data;

    /// <summary>The whole matrix as a view on its own memory.</summary>
    public MatrixView View => new(data, Rows, Columns);

    /// <summary>The entry in a row and a column.</summary>
    public ref double this[int row, int column] => ref data[row + column * Rows];

    /// <summary>The identity matrix.</summary>
    public static Matrix Identity(int size)
    {
        Matrix identity = new(size, size);
        for (int i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }
        return identity;
    }

    /// <summary>A matrix from a table written as it is read: first index the row.</summary>
    public static Matrix Of(double[,] entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Matrix matrix = new(entries.GetLength(0), entries.GetLength(1));
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                matrix[i, j] = entries[i, j];
            }
        }
        return matrix;
    }

    /// <summary>A square matrix with the given diagonal and zeros elsewhere.</summary>
    public static Matrix Diagonal(params ReadOnlySpan<double> values)
    {
        Matrix matrix = new(values.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i, i] = values[i];
        }
        return matrix;
    }

    /// <summary>A copy of a view.</summary>
    public static Matrix CopyOf(ReadOnlyMatrixView view)
    {
        Matrix matrix = new(view.Rows, view.Columns);
        view.CopyTo(matrix.View);
        return matrix;
    }
}
