using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Measurements by matrices with few entries. Cost: the number of its entries a measurement.</summary>
public sealed class SparseMeasurements : ILinearMeasurements
{
    private readonly (int Row, int Column, double Value)[] entries;
    private readonly int[] starts;

    /// <summary>Measurements by lists of entries, one list an operator; an operator without entries measures 0.</summary>
    /// <exception cref="ArgumentException">There is no operator, an entry lies outside, or is NaN or infinite.</exception>
    public SparseMeasurements(int rows, int columns, IEnumerable<IEnumerable<(int Row, int Column, double Value)>> operators)
    {
        ArgumentNullException.ThrowIfNull(operators);
        Rows = rows;
        Columns = columns;
        List<(int, int, double)> all = [];
        List<int> ends = [0];
        foreach (IEnumerable<(int Row, int Column, double Value)> one in operators)
        {
            foreach ((int row, int column, double value) in one)
            {
                if (row < 0 || row >= rows || column < 0 || column >= columns || !double.IsFinite(value))
                {
                    throw new ArgumentException(
                        $"Operator {ends.Count} has {value} in row {row + 1}, column {column + 1}; expected a finite number inside {rows} × {columns}.", nameof(operators));
                }
                all.Add((row, column, value));
            }
            ends.Add(all.Count);
        }
        if (ends.Count == 1)
        {
            throw new ArgumentException("There is no operator to measure with.", nameof(operators));
        }
        entries = [.. all];
        starts = [.. ends];
    }

    /// <inheritdoc/>
    public int Count => starts.Length - 1;

    /// <inheritdoc/>
    public int Rows { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public double Measure(int k, ReadOnlyMatrixView x)
    {
        double sum = 0;
        foreach ((int row, int column, double value) in Entries(k))
        {
            sum += value * x[row, column];
        }
        return sum;
    }

    /// <inheritdoc/>
    public void AddTo(int k, double factor, MatrixView sum)
    {
        foreach ((int row, int column, double value) in Entries(k))
        {
            sum[row, column] += factor * value;
        }
    }

    private ReadOnlySpan<(int Row, int Column, double Value)> Entries(int k) => entries.AsSpan(starts[k], starts[k + 1] - starts[k]);
}
