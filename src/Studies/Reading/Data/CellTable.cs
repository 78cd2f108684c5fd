using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace DlnDynamics.Studies;

/// <summary>The cells of a comma- or tab-separated file, every row equally long, each row with the line it stood in.</summary>
internal sealed record CellTable(ImmutableArray<string[]> Rows, ImmutableArray<int> Lines)
{
    public int Width => Rows[0].Length;

    /// <summary>The table in some bytes (UTF-8, or UTF-16 with its mark), or null after an error.</summary>
    public static CellTable? Read(byte[] bytes, string file, ErrorList errors)
    {
        bool isTabbed = file.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
        ImmutableArray<string[]>.Builder rows = ImmutableArray.CreateBuilder<string[]>();
        ImmutableArray<int>.Builder lines = ImmutableArray.CreateBuilder<int>();
        using StreamReader text = new(new MemoryStream(bytes));
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Delimiter = isTabbed ? "\t" : ",",
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => errors.Add(new(file, bad.Context.Parser?.RawRow ?? 1, 1), "", "a quotation mark stands where none may; write \"\" inside a quoted cell."),
        };
        int before = errors.Count;
        using CsvParser parser = new(text, configuration);
        while (parser.Read())
        {
            rows.Add(parser.Record!);
            lines.Add(parser.RawRow);
        }
        // Empty lines at the end are not rows; an empty line elsewhere is one, with a single blank cell.
        while (rows.Count > 0 && rows[^1] is [""] && rows[0].Length > 1)
        {
            rows.RemoveAt(rows.Count - 1);
            lines.RemoveAt(lines.Count - 1);
        }
        if (rows.Count == 0 || rows.All(row => row is [""]))
        {
            errors.Add(new(file, 1, 1), "", "the file is empty; expected a matrix of numbers.");
        }
        if (errors.Count == before && !isTabbed && rows[0] is [var only] && only.Contains(';', StringComparison.Ordinal))
        {
            errors.Add(new(file, 1, 1), "", "the cells are separated by semicolons; expected commas (.csv) or tabs (.tsv), and decimal points.");
        }
        for (int i = 1; i < rows.Count && errors.Count == before; i++)
        {
            if (rows[i].Length != rows[0].Length)
            {
                errors.Add(new(file, lines[i], Math.Min(rows[i].Length, rows[0].Length) + 1), "",
                    $"this row has {Count(rows[i].Length)}, the first row has {rows[0].Length}; every row must have as many.");
            }
        }
        return errors.Count == before ? new(rows.ToImmutable(), lines.ToImmutable()) : null;
    }

    private static string Count(int cells) => cells == 1 ? "1 cell" : $"{cells} cells";
}
