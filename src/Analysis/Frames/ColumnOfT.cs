using System.Collections.Immutable;

namespace DlnDynamics.Analysis;

/// <summary>A column whose values have one type; use double (NaN: no value), string or a nullable integer.</summary>
public sealed class Column<T>(string name, ImmutableArray<T> values, string? unit = null) : Column(name, unit)
{
    /// <summary>The values, one a row.</summary>
    public ImmutableArray<T> Values { get; } = values;

    /// <inheritdoc/>
    public override int Count => Values.Length;

    /// <inheritdoc/>
    public override object? ValueAt(int row) => Values[row];

    /// <inheritdoc/>
    public override Column Select(IReadOnlyList<int> rows) => new Column<T>(Name, [.. rows.Select(row => Values[row])], Unit);

    /// <inheritdoc/>
    public override Column Concat(Column other) =>
        other is Column<T> same && same.Name == Name
            ? new Column<T>(Name, [.. Values, .. same.Values], Unit)
            : throw new ArgumentException($"Column '{other?.Name}' cannot follow column '{Name}': another name or kind.", nameof(other));
}
