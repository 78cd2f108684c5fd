using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DlnDynamics.Studies;

/// <summary>Finds the axes of a study and forms their product, in the order in which they stand in the file.</summary>
internal static partial class Sweep
{
    /// <summary>More runs than this are a slip of the pen.</summary>
    private const int Limit = 100_000;

    /// <summary>All points of the sweep; a single one when nothing is swept, none after an error.</summary>
    public static ImmutableArray<SweepPoint> Points(MappingNode root, ErrorList errors) => Expand(root, StudySchema.Root, "", errors);

    private static ImmutableArray<SweepPoint> Expand(StudyNode node, SchemaKey? schema, string path, ErrorList errors)
    {
        if (schema is { IsListValue: true } || schema is null)
        {
            return [new(node, [])];
        }
        switch (node)
        {
            case ListNode { Items.IsEmpty: true }:
                errors.Add(node.Place, path, "this axis has no values.");
                return [];
            case ListNode list:
                // A range among the items stands for its integers.
                ImmutableArray<StudyNode> items = [.. list.Items.SelectMany(item => IsRange(item, out ScalarNode scalar, out Match match)
                    ? Integers(scalar, match, path, errors)?.Items ?? []
                    : [item])];
                return ExpandAxis(list with { Items = items }, schema, path, errors);
            case ScalarNode when IsRange(node, out ScalarNode scalar, out Match range):
                return Integers(scalar, range, path, errors) is { } integers ? ExpandAxis(integers, schema, path, errors) : [];
            case MappingNode mapping:
                ImmutableArray<SweepPoint> points = [new(mapping with { Entries = [] }, [])];
                foreach (MappingEntry entry in mapping.Entries)
                {
                    string below = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
                    ImmutableArray<SweepPoint> values = Expand(entry.Value, schema[entry.Key], below, errors);
                    if ((long)points.Length * values.Length > Limit)
                    {
                        errors.Add(entry.Place, below, $"with this axis the sweep has more than {Limit} runs.");
                        return [];
                    }
                    points = [.. points.SelectMany(
                        _ => values, (point, value) => new SweepPoint(Append(point.Node, entry, value.Node), point.Choices.AddRange(value.Choices)))];
                }
                return points;
            default:
                return [new(node, [])];
        }
    }

    private static ImmutableArray<SweepPoint> ExpandAxis(ListNode list, SchemaKey schema, string path, ErrorList errors)
    {
        string[] labels = [.. list.Items.Select(item => item is MappingNode { Entries: [{ } only] } ? only.Key : Label(item))];
        if (labels.Distinct(StringComparer.Ordinal).Count() < labels.Length)
        {
            labels = [.. list.Items.Select(Label)];
        }
        if (list.Items.Select(Label).GroupBy(label => label).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            errors.Add(list.Items.Last(item => Label(item) == twice.Key).Place, path, $"the value {twice.Key} stands on this axis twice.");
        }
        return [.. list.Items.SelectMany((item, i) => Expand(item, item is ListNode ? null : schema, path, errors)
            .Select(point => point with { Choices = point.Choices.Insert(0, (path, labels[i])) }))];
    }

    private static bool IsRange(StudyNode node, out ScalarNode scalar, out Match match)
    {
        scalar = node as ScalarNode ?? new ScalarNode(node.Place, "", IsPlain: false);
        match = IntegerRange().Match(scalar.IsPlain ? scalar.Text : "");
        return match.Success;
    }

    private static ListNode? Integers(ScalarNode scalar, Match range, string path, ErrorList errors)
    {
        if (!int.TryParse(range.Groups["first"].Value, CultureInfo.InvariantCulture, out int first)
            || !int.TryParse(range.Groups["last"].Value, CultureInfo.InvariantCulture, out int last) || last < first || last - (long)first >= Limit)
        {
            errors.Add(scalar.Place, path, $"expected a range of at most {Limit} increasing integers, as in 1..20, found \"{scalar.Text}\".");
            return null;
        }
        return new(scalar.Place, [.. Enumerable.Range(first, last - first + 1)
            .Select(i => new ScalarNode(scalar.Place, i.ToString(CultureInfo.InvariantCulture)))]);
    }

    private static MappingNode Append(StudyNode mapping, MappingEntry entry, StudyNode value) =>
        ((MappingNode)mapping) with { Entries = ((MappingNode)mapping).Entries.Add(entry with { Value = value }) };

    // 1e-3, 0.001 and 1E-03 are one value.
    private static string Label(StudyNode node) =>
        node is ScalarNode scalar ? YamlNumber.TryParse(scalar, out double number) ? number.ToString(CultureInfo.InvariantCulture) : scalar.Text
        : YamlWriter.Inline(node);

    [GeneratedRegex(@"^(?<first>[+-]?\d+)\.\.(?<last>[+-]?\d+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IntegerRange();
}
