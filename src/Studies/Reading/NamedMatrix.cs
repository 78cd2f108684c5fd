using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>A matrix as it stood in a file: values, which of them are present, and the names of rows and columns.</summary>
public sealed class NamedMatrix
{
    private int? present;

    /// <summary>A matrix with possibly missing entries and possibly named rows and columns.</summary>
    /// <param name="rows">Number of rows, m ≥ 1.</param>
    /// <param name="columns">Number of columns, n ≥ 1.</param>
    /// <param name="values">m·n values, column after column; NaN where missing.</param>
    /// <param name="rowNames">m names, or default when rows are not named.</param>
    /// <param name="columnNames">n names, or default when columns are not named.</param>
    public NamedMatrix(
        int rows, int columns, ImmutableArray<double> values,
        ImmutableArray<string> rowNames = default, ImmutableArray<string> columnNames = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, rows * columns);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rowNames.IsDefault ? rows : rowNames.Length, rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(columnNames.IsDefault ? columns : columnNames.Length, columns);
        Rows = rows;
        Columns = columns;
        Values = values;
        RowNames = rowNames;
        ColumnNames = columnNames;
    }

    /// <summary>Number of rows, m.</summary>
    public int Rows { get; }

    /// <summary>Number of columns, n.</summary>
    public int Columns { get; }

    /// <summary>The values in input units, column after column; NaN where missing.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The names of the rows; default when they have none.</summary>
    public ImmutableArray<string> RowNames { get; }

    /// <summary>The names of the columns; default when they have none.</summary>
    public ImmutableArray<string> ColumnNames { get; }

    /// <summary>The value in a row and a column; NaN where missing.</summary>
    public double this[int row, int column] => Values[row + column * Rows];

    /// <summary>Whether the entry in a row and a column is present.</summary>
    public bool IsPresent(int row, int column) => !double.IsNaN(this[row, column]);

    /// <summary>Number of present entries.</summary>
    public int PresentCount => present ??= Values.Count(value => !double.IsNaN(value));

    /// <summary>The values alone.</summary>
    public Matrix ToMatrix()
    {
        Matrix matrix = new(Rows, Columns);
        Values.CopyTo(matrix.Data);
        return matrix;
    }
}
