using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Writes every default into a study, so that readers and the resolved study file see all there is.</summary>
internal static class DefaultFiller
{
    public static StudyNode Fill(StudyNode node, SchemaKey schema) => node switch
    {
        ListNode list => list with { Items = [.. list.Items.Select(item => schema.HasChildren ? Fill(item, schema) : item)] },
        // "balanced-orthogonal:" with nothing after it means all defaults; "names:" with nothing after it is left for its reader to refuse.
        ScalarNode { IsEmpty: true } scalar when schema is { HasChildren: true, Default: null } => Fill(new MappingNode(scalar.Place, []), schema),
        MappingNode mapping when schema.HasChildren => Fill(mapping, schema),
        _ => node,
    };

    private static MappingNode Fill(MappingNode mapping, SchemaKey schema)
    {
        ImmutableArray<MappingEntry>.Builder entries = ImmutableArray.CreateBuilder<MappingEntry>();
        foreach (SchemaKey child in schema.Children)
        {
            if (mapping[child.Name] is null && (child.ReplacedBy is null || mapping[child.ReplacedBy] is null) && DefaultOf(child, mapping.Place) is { } value)
            {
                entries.Add(new(child.Name, mapping.Place, value));
            }
        }
        // Stated keys keep their order, for it is the order of the sweep; defaults come after them.
        return mapping with
        {
            Entries = [.. mapping.Entries.Select(entry => schema[entry.Key] is { } child ? entry with { Value = Fill(entry.Value, child) } : entry), .. entries],
        };
    }

    private static StudyNode? DefaultOf(SchemaKey key, Place place)
    {
        if (key.IsFilledIn)
        {
            return Fill(new MappingNode(place, []), key);
        }
        return key.Default switch
        {
            null => null,
            ['[', .. string items, ']'] => new ListNode(place, [.. items.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(item => new ScalarNode(place, item))]),
            string text => new ScalarNode(place, text),
        };
    }
}
