using System.Buffers;
using System.Text;

namespace DlnDynamics.Studies;

/// <summary>Nodes to YAML text: blocks for mappings, one line for lists; what it writes, <see cref="YamlReader"/> reads back the same.</summary>
internal static class YamlWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\n\r,[]{}#\"'\\");

    /// <summary>A whole document.</summary>
    public static string Write(MappingNode root)
    {
        StringBuilder text = new();
        WriteBlock(root, 0, text);
        return text.ToString();
    }

    /// <summary>A node on one line, as in {scale: 0.001, seed: 1}.</summary>
    public static string Inline(StudyNode node) => node switch
    {
        ScalarNode scalar => Quote(scalar),
        ListNode list => $"[{string.Join(", ", list.Items.Select(Inline))}]",
        MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Inline(entry.Value)}"))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static void WriteBlock(MappingNode mapping, int indent, StringBuilder text)
    {
        foreach (MappingEntry entry in mapping.Entries)
        {
            text.Append(' ', indent).Append(entry.Key).Append(':');
            if (entry.Value is MappingNode { Entries.IsEmpty: false } inner)
            {
                text.Append('\n');
                WriteBlock(inner, indent + 2, text);
            }
            else
            {
                text.Append(' ').Append(Inline(entry.Value)).Append('\n');
            }
        }
    }

    // Quoted text is quoted again, and so is plain text that would not survive inside brackets or end early.
    private static string Quote(ScalarNode scalar)
    {
        bool isSafe = scalar.IsPlain
            && scalar.Text.AsSpan().IndexOfAny(Special) < 0
            && !scalar.Text.Contains(": ", StringComparison.Ordinal)
            && !scalar.Text.EndsWith(':');
        return isSafe
            ? scalar.Text
            : $"\"{scalar.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
                .Replace("\t", "\\t", StringComparison.Ordinal)}\"";
    }
}
