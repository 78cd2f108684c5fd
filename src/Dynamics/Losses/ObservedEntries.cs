using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>What every completion loss asks of its data.</summary>
internal static class ObservedEntries
{
    /// <summary>Refuses a mask or weights of another shape, an empty mask, observed entries that are not numbers, and weights that are not positive there.</summary>
    public static void Check(Matrix target, Mask mask, Matrix? weights)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Rows != target.Rows || mask.Columns != target.Columns)
        {
            throw new ArgumentException($"The mask is {mask.Rows} × {mask.Columns}, the target {target.Rows} × {target.Columns}.", nameof(mask));
        }
        if (weights is not null && (weights.Rows != target.Rows || weights.Columns != target.Columns))
        {
            throw new ArgumentException($"The weights are {weights.Rows} × {weights.Columns}, the target {target.Rows} × {target.Columns}.", nameof(weights));
        }
        if (mask.Count == 0)
        {
            throw new ArgumentException("The mask observes no entry.", nameof(mask));
        }
        foreach ((int i, int j) in mask.Entries)
        {
            Check(new(i, j, target[i, j], weights?[i, j] ?? 1));
        }
    }

    /// <summary>Refuses an entry that is not a number, and a weight that is not positive.</summary>
    public static void Check(ObservedEntry entry)
    {
        if (!double.IsFinite(entry.Value))
        {
            throw new ArgumentException($"The observed entry in row {entry.Row + 1}, column {entry.Column + 1} is {entry.Value}.", nameof(entry));
        }
        if (!(double.IsFinite(entry.Weight) && entry.Weight > 0))
        {
            throw new ArgumentException(
                $"The weight of the observed entry in row {entry.Row + 1}, column {entry.Column + 1} is {entry.Weight}; it must be positive: an entry that does not count is not observed.", nameof(entry));
        }
    }
}
