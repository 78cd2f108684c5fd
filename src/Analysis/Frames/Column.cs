using System.Globalization;

namespace DlnDynamics.Analysis;

/// <summary>A named list of values of one kind; the part of a frame.</summary>
public abstract class Column
{
    private protected Column(string name, string? unit)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Unit = unit;
    }

    /// <summary>Name, kebab-case as in files.</summary>
    public string Name { get; }

    /// <summary>Unit or clock, where there is one.</summary>
    public string? Unit { get; }

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>The value in a row; null where there is none.</summary>
    public abstract object? ValueAt(int row);

    /// <summary>The rows with the given numbers, in that order.</summary>
    public abstract Column Select(IReadOnlyList<int> rows);

    /// <summary>This column followed by one of the same name and kind.</summary>
    public abstract Column Concat(Column other);

    /// <summary>The value in a row as text: round-trip numbers, invariant culture, empty where there is none.</summary>
    public string TextAt(int row) => ValueAt(row) switch
    {
        null => "",
        double x when double.IsNaN(x) => "",
        double x when double.IsPositiveInfinity(x) => "inf",
        double x when double.IsNegativeInfinity(x) => "-inf",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString() ?? "",
    };
}
