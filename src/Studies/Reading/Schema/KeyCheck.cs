namespace DlnDynamics.Studies;

/// <summary>Reports every key that a study file cannot have, with the nearest one that it can.</summary>
internal static class KeyCheck
{
    public static void Check(StudyNode node, SchemaKey schema, string path, ErrorList errors)
    {
        switch (node)
        {
            case MappingNode mapping when schema.HasChildren:
                foreach (MappingEntry entry in mapping.Entries)
                {
                    string below = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
                    if (schema[entry.Key] is { } known)
                    {
                        Check(entry.Value, known, below, errors);
                    }
                    else
                    {
                        errors.Add(entry.Place, below, $"unknown key \"{entry.Key}\"{Hint(entry.Key, schema, path)}");
                    }
                }
                break;
            case ListNode list:
                foreach (StudyNode item in list.Items)
                {
                    Check(item, schema, path, errors);
                }
                break;
        }
    }

    private static string Hint(string key, SchemaKey schema, string path)
    {
        string known = $"; known here: {string.Join(", ", schema.Children.Select(child => child.Name))}.";
        if (NearestName.Of(key, schema.Children.Select(child => child.Name)) is { } nearest)
        {
            return $": did you mean \"{nearest}\"?";
        }
        string[] elsewhere = [.. StudySchema.Paths.Where(candidate => candidate.EndsWith("." + key, StringComparison.Ordinal))];
        return elsewhere.Length == 1 && elsewhere[0] != path ? $": it belongs under {elsewhere[0][..^(key.Length + 1)]}." : known;
    }
}
