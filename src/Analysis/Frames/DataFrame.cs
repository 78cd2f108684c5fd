using System.Collections.Immutable;

namespace DlnDynamics.Analysis;

/// <summary>Named, typed, equally long columns. Immutable: every change makes a new frame.</summary>
public sealed class DataFrame
{
    /// <summary>A frame of the given columns.</summary>
    /// <exception cref="ArgumentException">Two columns share a name or differ in length.</exception>
    public DataFrame(params IEnumerable<Column> columns)
    {
        Columns = [.. columns];
        foreach (Column column in Columns)
        {
            if (column.Count != RowCount)
            {
                throw new ArgumentException($"Column '{column.Name}' has {column.Count} rows, '{Columns[0].Name}' has {RowCount}.", nameof(columns));
            }
        }
        if (Columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() != Columns.Length)
        {
            throw new ArgumentException("Two columns have the same name.", nameof(columns));
        }
    }

    /// <summary>The columns, in order.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Columns.IsEmpty ? 0 : Columns[0].Count;

    /// <summary>A column by name.</summary>
    /// <exception cref="ArgumentException">No column has that name.</exception>
    public Column this[string name] =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ArgumentException($"No column '{name}'; there are: {string.Join(", ", Columns.Select(column => column.Name))}.", nameof(name));

    /// <summary>Whether a column has that name.</summary>
    public bool Has(string name) => Columns.Any(column => column.Name == name);

    /// <summary>The values of a column whose type is known.</summary>
    public ImmutableArray<T> Get<T>(string name) =>
        this[name] is Column<T> column
            ? column.Values
            : throw new ArgumentException($"Column '{name}' does not hold values of type {typeof(T).Name}.", nameof(name));

    /// <summary>This frame with one more column, last.</summary>
    public DataFrame With(Column column) => new([.. Columns, column]);

    /// <summary>This frame with one more column, first.</summary>
    public DataFrame WithFirst(Column column) => new([column, .. Columns]);

    /// <summary>The rows with the given numbers, in that order.</summary>
    public DataFrame Select(IReadOnlyList<int> rows) => new(Columns.Select(column => column.Select(rows)));

    /// <summary>The rows for which a condition on the row number holds.</summary>
    public DataFrame Where(Func<int, bool> condition) => Select([.. Enumerable.Range(0, RowCount).Where(condition)]);

    /// <summary>The frame cut by the text of one column, in order of first appearance.</summary>
    public ImmutableArray<(string Key, DataFrame Rows)> GroupBy(string name)
    {
        Column column = this[name];
        return [.. Enumerable.Range(0, RowCount).GroupBy(column.TextAt).Select(group => (group.Key, Select([.. group])))];
    }

    /// <summary>Frames with the same columns, one below the other.</summary>
    public static DataFrame Stack(IReadOnlyList<DataFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return frames.Count == 0
            ? new()
            : new(frames[0].Columns.Select(column => frames.Skip(1).Aggregate(column, (all, frame) => all.Concat(frame[column.Name]))));
    }
}
