namespace DlnDynamics.Studies;

/// <summary>Puts the values of --set PATH=VALUE into a study, before anything else looks at it.</summary>
internal static class SettingOverride
{
    public static MappingNode Apply(MappingNode root, string assignment, ErrorList errors)
    {
        Place place = new($"--set {assignment}", 1, 1);
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            errors.Add(place, "", "expected PATH=VALUE, as in --set flow.depth=3.");
            return root;
        }
        string stated = assignment[..equals].Trim();
        string[] candidates = [.. StudySchema.Paths.Where(path => StudySchema.EndsWith(path, stated))];
        if (candidates.Length > 1)
        {
            string[] present = [.. candidates.Where(path => IsPresent(root, path.Split('.')))];
            candidates = present.Length == 0 ? candidates : present;
        }
        if (candidates.Length != 1)
        {
            errors.Add(place, stated, candidates.Length > 1
                ? $"the path is ambiguous; it could be {string.Join(", ", candidates)}."
                : NearestName.Of(stated, StudySchema.Paths.SelectMany(Suffixes).Distinct()) is { } nearest
                    ? $"no key has this path: did you mean \"{nearest}\"?"
                    : "no key has this path; `dln new NAME` writes a file that shows them all.");
            return root;
        }
        ErrorList valueErrors = new();
        StudyNode? value = assignment[(equals + 1)..].Trim().Length == 0
            ? new ScalarNode(place, "")
            : YamlReader.Read(assignment[(equals + 1)..], place.File, valueErrors);
        if (value is null || valueErrors.Count > 0)
        {
            errors.Add(place, candidates[0], "the value is not YAML.");
            return root;
        }
        return Put(root, candidates[0].Split('.'), value);
    }

    private static IEnumerable<string> Suffixes(string path)
    {
        string[] parts = path.Split('.');
        return Enumerable.Range(0, parts.Length).Select(skip => string.Join('.', parts.Skip(skip)));
    }

    // A key of which only the parent stands in the file can still be meant: its value is then the default.
    private static bool IsPresent(StudyNode node, ReadOnlySpan<string> path) => node switch
    {
        ListNode list => IsInAnyItem(list, path),
        MappingNode when path.Length == 1 => true,
        MappingNode mapping => mapping[path[0]] is { } inner && IsPresent(inner, path[1..]),
        ScalarNode { IsEmpty: true } => path.Length == 1,
        _ => false,
    };

    private static bool IsInAnyItem(ListNode list, ReadOnlySpan<string> path)
    {
        foreach (StudyNode item in list.Items)
        {
            if (IsPresent(item, path))
            {
                return true;
            }
        }
        return false;
    }

    private static MappingNode Put(MappingNode mapping, ReadOnlySpan<string> path, StudyNode value) =>
        mapping.With(path[0], path.Length == 1 ? value : PutBelow(mapping[path[0]], path[1..], value));

    private static StudyNode PutBelow(StudyNode? node, ReadOnlySpan<string> path, StudyNode value) => node is ListNode alternatives
        ? PutIntoItems(alternatives, path, value)
        : Put(node as MappingNode ?? new MappingNode(value.Place, []), path, value);

    // Among alternatives, the value goes to those that have the key's parent; to all of them when none has.
    private static ListNode PutIntoItems(ListNode list, ReadOnlySpan<string> path, StudyNode value)
    {
        bool isAnywhere = IsInAnyItem(list, path);
        List<StudyNode> items = [];
        foreach (StudyNode item in list.Items)
        {
            items.Add(!isAnywhere || IsPresent(item, path) ? PutBelow(item, path, value) : item);
        }
        return list with { Items = [.. items] };
    }
}
