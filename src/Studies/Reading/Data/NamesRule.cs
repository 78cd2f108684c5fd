namespace DlnDynamics.Studies;

/// <summary>Where a matrix file holds names instead of numbers.</summary>
internal enum NamesRule
{
    /// <summary>The first row and the first column each hold names if none of their cells, the corner aside, is a number or missing.</summary>
    Auto,

    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The first row names the columns.</summary>
    Columns,

    /// <summary>The first column names the rows.</summary>
    Rows,

    /// <summary>Both.</summary>
    Both,
}
