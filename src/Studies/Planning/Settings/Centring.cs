namespace DlnDynamics.Studies;

/// <summary>What is subtracted from the data before they are scaled; means are of the observed entries.</summary>
public enum Centring
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One mean.</summary>
    Global,

    /// <summary>The mean of each row.</summary>
    Rows,

    /// <summary>The mean of each column.</summary>
    Columns,

    /// <summary>The sums of a number a row and a number a column that come closest to the observed entries.</summary>
    Both,
}
