namespace DlnDynamics.Studies;

/// <summary>A value under the name it has in tables.</summary>
/// <param name="Name">Kebab-case name of the column.</param>
/// <param name="Value">A double, an int or long, a string, or null where there is none; NaN counts as none.</param>
public readonly record struct NamedValue(string Name, object? Value);
