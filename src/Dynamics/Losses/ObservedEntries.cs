using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>What every completion loss asks of its data.</summary>
internal static class ObservedEntries
{
    /// <summary>Refuses a mask of another shape, an empty mask, and observed entries that are not numbers.</summary>
    public static void Check(Matrix target, Mask mask)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Rows != target.Rows || mask.Columns != target.Columns)
        {
            throw new ArgumentException($"The mask is {mask.Rows} × {mask.Columns}, the target {target.Rows} × {target.Columns}.", nameof(mask));
        }
        if (mask.Count == 0)
        {
            throw new ArgumentException("The mask observes no entry.", nameof(mask));
        }
        foreach ((int i, int j) in mask.Entries)
        {
            if (!double.IsFinite(target[i, j]))
            {
                throw new ArgumentException($"The observed entry in row {i + 1}, column {j + 1} is {target[i, j]}.", nameof(target));
            }
        }
    }
}
