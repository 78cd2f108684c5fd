namespace DlnDynamics.Studies;

/// <summary>What a study says of a data file: how to understand it, where the file itself does not tell.</summary>
/// <param name="Names">Where a table holds names.</param>
/// <param name="Missing">What marks a missing entry.</param>
internal sealed record DataRules(NamesRule Names, MissingRule Missing)
{
    /// <summary>Whether an entry that a sparse file does not list is 0; otherwise it is missing.</summary>
    public bool IsUnlistedZero { get; init; }

    /// <summary>The columns of a table of triplets; null where a table is the matrix itself.</summary>
    public TripletColumns? Triplets { get; init; }

    /// <summary>The array to take of several; null for the only one.</summary>
    public string? Array { get; init; }

    /// <summary>The columns that are left out; null for none.</summary>
    public DroppedColumns? Drop { get; init; }

    /// <summary>Nothing may be missing: masks, starts and layers. What a sparse file does not list is 0.</summary>
    public static DataRules Whole { get; } = new(NamesRule.Auto, MissingRule.Nothing) { IsUnlistedZero = true };

    /// <summary>A number of a file as an entry of the matrix: NaN where it is missing. Line and byte say where it stands, if that is known.</summary>
    /// <exception cref="DataFormatException">The number is not finite, and nothing says that it is missing.</exception>
    public double Entry(double value, int row, int column, int line = 1, long? at = null)
    {
        if (Missing.Marks(value))
        {
            return double.NaN;
        }
        if (double.IsFinite(value))
        {
            return value;
        }
        string holds = $"the entry in row {row + 1}, column {column + 1}{(at is null ? "" : $" (byte {at})")} is ";
        throw new DataFormatException(
            !double.IsNaN(value) ? holds + "infinite; expected a finite number."
            : Missing == MissingRule.Nothing ? holds + "NaN; here every entry must be a number."
            : holds + "NaN; state missing: nan if that means a missing entry.", line);
    }
}
