using System.Text;

namespace DlnDynamics.Cli;

/// <summary>Rows of text in columns as wide as they need, two spaces apart.</summary>
internal static class TextTable
{
    public static string Write(string[] header, IEnumerable<string[]> rows)
    {
        string[][] all = [header, .. rows];
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(j => all.Max(row => row[j].Length))];
        StringBuilder text = new();
        foreach (string[] row in all)
        {
            text.Append(string.Join("  ", row.Select((cell, j) => cell.PadRight(widths[j]))).TrimEnd()).Append('\n');
        }
        return text.ToString();
    }
}
