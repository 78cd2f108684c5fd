using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Keys with their values, in the order of the file.</summary>
internal sealed record MappingNode(Place Place, ImmutableArray<MappingEntry> Entries) : StudyNode(Place)
{
    public override string Description =>
        Entries.IsEmpty ? "an empty mapping" : $"a mapping with the key{(Entries.Length > 1 ? "s" : "")} {string.Join(", ", Entries.Select(entry => entry.Key))}";

    /// <summary>The value under a key, or null.</summary>
    public StudyNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>This mapping with a value put under a key: in the old place, or last.</summary>
    public MappingNode With(string key, StudyNode value)
    {
        int index = Entries.IndexOf(Entries.FirstOrDefault(entry => entry.Key == key)!);
        return this with
        {
            Entries = index >= 0 ? Entries.SetItem(index, Entries[index] with { Value = value }) : Entries.Add(new(key, value.Place, value)),
        };
    }
}
