namespace DlnDynamics.Studies;

/// <summary>How large a data file may be: what a file declares is held against these before memory is taken for it.</summary>
internal static class DataLimits
{
    /// <summary>Entries of a matrix, 4096 × 4096: a run on more would take weeks.</summary>
    public const int Entries = 1 << 24;

    /// <summary>Bytes of a file, and of what it unpacks to: 512 MiB.</summary>
    public const int Bytes = 1 << 29;

    /// <summary>Characters of a row of a table, four million.</summary>
    public const int RowLength = 1 << 22;

    /// <summary>Variables in an archive.</summary>
    public const int Variables = 1000;

    /// <summary>Refuses a shape that no matrix has, or that is too large.</summary>
    /// <exception cref="DataFormatException">The shape cannot be used.</exception>
    public static void CheckShape(long rows, long columns, int line = 1)
    {
        if (rows < 1 || columns < 1)
        {
            throw new DataFormatException($"the matrix is {rows} × {columns}; expected at least one row and one column.", line);
        }
        if (rows > Entries || columns > Entries || rows * columns > Entries)
        {
            throw new DataFormatException($"the matrix is {rows} × {columns}; at most {Entries} entries can be used.", line);
        }
    }
}
