namespace DlnDynamics.Studies;

/// <summary>Writes a study with all its defaults, its paths rewritten relative to where it will lie.</summary>
internal static class ResolvedStudy
{
    public static string Write(MappingNode root, string from, string to) =>
        "# This study with every default filled in; running it again gives the same results.\n"
        + YamlWriter.Write((MappingNode)Rewrite(root, StudySchema.Root, from, to));

    private static StudyNode Rewrite(StudyNode node, SchemaKey schema, string from, string to) => node switch
    {
        MappingNode mapping => mapping with
        {
            Entries = [.. mapping.Entries.Select(entry => schema[entry.Key] is { } key ? entry with { Value = Rewrite(entry.Value, key, from, to) } : entry)],
        },
        ListNode list => list with { Items = [.. list.Items.Select(item => Rewrite(item, schema, from, to))] },
        ScalarNode { IsEmpty: false } scalar when schema.IsFile => scalar with { Text = Moved(DataPath.Of(scalar.Text, from), from, to).ToString() },
        _ => node,
    };

    private static DataPath Moved(DataPath path, string from, string to) => path with { File = Path.GetRelativePath(to, Path.GetFullPath(path.File, from)).Replace('\\', '/') };
}
