using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DlnDynamics.Studies;

/// <summary>A matrix that fills with the entries that a sparse file lists; the rest is missing or 0, as the study says.</summary>
internal sealed class ListedEntries
{
    private readonly int rows;
    private readonly int columns;
    private readonly double[] values;
    private readonly int[] lines;
    private readonly DataRules rules;
    private readonly ImmutableArray<string> rowNames;
    private readonly ImmutableArray<string> columnNames;

    /// <summary>A matrix of these names in which nothing is listed yet.</summary>
    public ListedEntries(ImmutableArray<string> rowNames, ImmutableArray<string> columnNames, DataRules rules)
        : this(rowNames.Length, columnNames.Length, rules) => (this.rowNames, this.columnNames) = (rowNames, columnNames);

    /// <summary>An m × n matrix in which nothing is listed yet.</summary>
    /// <exception cref="DataFormatException">The shape cannot be used.</exception>
    public ListedEntries(long rows, long columns, DataRules rules, int line = 1)
    {
        DataLimits.CheckShape(rows, columns, line);
        (this.rows, this.columns, this.rules) = ((int)rows, (int)columns, rules);
        values = new double[rows * columns];
        lines = new int[rows * columns];
        if (!rules.IsUnlistedZero)
        {
            Array.Fill(values, double.NaN);
        }
    }

    /// <summary>What an entry is counted by, in the plural.</summary>
    public string Listing { get; init; } = "lines";

    /// <summary>Puts in an entry listed in a line; rows and columns from 0.</summary>
    /// <exception cref="DataFormatException">It is listed before, is outside the matrix, or no number.</exception>
    public void Add(long row, long column, double value, int line)
    {
        if (row < 0 || row >= rows || column < 0 || column >= columns)
        {
            throw new DataFormatException($"row {row + 1}, column {column + 1} is outside the {rows} × {columns} matrix.", line);
        }
        int at = (int)(row + column * rows);
        if (lines[at] != 0)
        {
            string entry = $"row {Name(row, rowNames)}, column {Name(column, columnNames)}";
            throw new DataFormatException($"{entry} is listed twice, in {Listing} {lines[at]} and {line}; expected every entry at most once.", line);
        }
        lines[at] = line;
        values[at] = rules.Entry(value, (int)row, (int)column, line);
    }

    /// <summary>What is listed so far; nothing may be added after.</summary>
    public NamedMatrix ToMatrix() => new(rows, columns, ImmutableCollectionsMarshal.AsImmutableArray(values), rowNames, columnNames);

    private static string Name(long index, ImmutableArray<string> names) =>
        names.IsDefault ? (index + 1).ToString(CultureInfo.InvariantCulture) : $"\"{CellNumber.Shown(names[(int)index])}\"";
}
