using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>One key that a study file may have.</summary>
/// <param name="Name">The key.</param>
/// <param name="Default">Its default as YAML text; null when it is required, or when absence means something.</param>
/// <param name="Children">The keys under it, for a mapping.</param>
internal sealed record SchemaKey(string Name, string? Default = null, params ImmutableArray<SchemaKey> Children)
{
    /// <summary>Whether a list is the value itself, here and everywhere below, and not an axis of the sweep.</summary>
    public bool IsListValue { get; init; }

    /// <summary>Whether the value names a file.</summary>
    public bool IsFile { get; init; }

    /// <summary>Whether the mapping is filled in with the defaults of its children when it is absent.</summary>
    public bool IsFilledIn { get; init; }

    /// <summary>A sibling that, where it is stated, takes the place of this key, so that no default is filled in.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>The child with a name, or null.</summary>
    public SchemaKey? this[string name] => Children.IsDefault ? null : Children.FirstOrDefault(child => child.Name == name);

    /// <summary>Whether the value is, or may be, a mapping.</summary>
    public bool HasChildren => !Children.IsDefaultOrEmpty;
}
