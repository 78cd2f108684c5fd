namespace DlnDynamics.Studies;

/// <summary>A table in which every row states one entry of the matrix: the id of its row, the id of its column, its value.</summary>
internal sealed class TripletFile : IDisposable
{
    private readonly CsvRows rows;
    private readonly DataRules rules;

    private TripletFile(byte[] bytes, bool isTabbed, DataRules rules) => (rows, this.rules) = (new(bytes, isTabbed), rules);

    /// <summary>The matrix in some bytes.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static NamedMatrix Read(byte[] bytes, bool isTabbed, DataRules rules)
    {
        using TripletFile file = new(bytes, isTabbed, rules);
        return file.Read(rules.Triplets!);
    }

    public void Dispose() => rows.Dispose();

    private NamedMatrix Read(TripletColumns columns)
    {
        string[] first = Next() ?? throw new DataFormatException("the file is empty; expected rows of row, column and value.");
        bool hasHeader = HasHeader(first, columns);
        int[] at = [PositionOf(columns.Row, "row", first), PositionOf(columns.Column, "column", first), PositionOf(columns.Value, "value", first)];
        TripletIds rowIds = new(), columnIds = new();
        List<(int Row, int Column, double Value, int Line)> listed = [];
        for (string[]? cells = hasHeader ? Next() : first; cells is not null; cells = Next())
        {
            if (cells.Length != first.Length)
            {
                throw new DataFormatException($"this row has {(cells.Length == 1 ? "1 cell" : $"{cells.Length} cells")}, the first row has {first.Length}; every row must have as many.", rows.Line);
            }
            double value = CellNumber.Of(cells[at[2]], rules.Missing, out string? wrong);
            if (wrong is not null)
            {
                throw new DataFormatException(wrong, rows.Line, at[2] + 1);
            }
            listed.Add((rowIds.IndexOf(Id(cells, at[0])), columnIds.IndexOf(Id(cells, at[1])), value, rows.Line));
            DataLimits.CheckShape(rowIds.Count, columnIds.Count, rows.Line);
            DataLimits.CheckShape(listed.Count, 1, rows.Line);
        }
        if (listed.Count == 0)
        {
            throw new DataFormatException("the file holds a header but no entries.");
        }
        return Fill(rowIds, columnIds, listed);
    }

    private NamedMatrix Fill(TripletIds rowIds, TripletIds columnIds, List<(int Row, int Column, double Value, int Line)> listed)
    {
        (var rowNames, int[] rowPlaces) = rowIds.Sorted();
        (var columnNames, int[] columnPlaces) = columnIds.Sorted();
        ListedEntries entries = new(rowNames, columnNames, rules with { Missing = MissingRule.NaN });
        foreach ((int row, int column, double value, int line) in listed)
        {
            entries.Add(rowPlaces[row], columnPlaces[column], value, line);
        }
        return entries.ToMatrix();
    }

    // As in a table, a row holds names if none of its cells is a number or missing.
    private bool HasHeader(string[] first, TripletColumns columns) => rules.Names switch
    {
        NamesRule.Columns => true,
        NamesRule.None => false,
        _ => columns.Row.Name is not null || columns.Column.Name is not null || columns.Value.Name is not null
            || first.All(cell => !CellNumber.Is(cell) && !rules.Missing.Marks(cell)),
    };

    private static int PositionOf(TripletColumn column, string what, string[] first)
    {
        int position = column.Name is null ? column.Position - 1 : Array.IndexOf(first, column.Name);
        return position >= 0 && position < first.Length
            ? position
            : throw new DataFormatException(column.Name is null
                ? $"layout.triplets.{what} is column {column.Position}, and the first row has {first.Length}."
                : $"layout.triplets.{what} is \"{column.Name}\", and no cell of the first row is; found {CellNumber.Shown(string.Join(", ", first))}.");
    }

    private string Id(string[] cells, int at) =>
        cells[at].Length > 0 ? cells[at] : throw new DataFormatException("this cell is blank; expected the id of a row or a column.", rows.Line, at + 1);

    private string[]? Next()
    {
        string[]? cells = rows.Next();
        while (cells is [""])
        {
            cells = rows.Next();
        }
        return cells;
    }
}
