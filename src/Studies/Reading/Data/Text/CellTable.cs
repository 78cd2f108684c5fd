using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>A table as it is read: its first row and first column as text, for they may be names, and the numbers inside.</summary>
/// <param name="FirstRow">The cells of the first row.</param>
/// <param name="FirstColumn">The first cell of every row.</param>
/// <param name="Lines">The line of every row.</param>
/// <param name="Inner">The numbers of every row but the first, from the second column on.</param>
/// <param name="Kept">The indices in the file of the columns that are read; null for all.</param>
internal sealed record CellTable(string[] FirstRow, ImmutableArray<string> FirstColumn, ImmutableArray<int> Lines, List<double[]> Inner, int[]? Kept)
{
    /// <summary>Errors of one file beyond which the rest is not listed.</summary>
    public const int ErrorLimit = 20;

    public int Width => FirstRow.Length;

    /// <summary>The table in some bytes, or null after an error.</summary>
    public static CellTable? Read(byte[] bytes, bool isTabbed, string file, MissingRule missing, int[]? kept, ErrorList errors)
    {
        using CsvRows text = new(bytes, isTabbed);
        int before = errors.Count;
        string[] all = text.Next() ?? [""], first = Of(all, kept);
        ImmutableArray<string>.Builder column = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<int>.Builder lines = ImmutableArray.CreateBuilder<int>();
        List<double[]> inner = [];
        column.Add(first[0]);
        lines.Add(Math.Max(1, text.Line));
        int emptyAt = 0;
        while (errors.Count - before < ErrorLimit && text.Next() is { } cells)
        {
            // Empty lines at the end are not rows; an empty line elsewhere is one, with a single blank cell.
            if (cells is [""] && all.Length > 1)
            {
                emptyAt = emptyAt > 0 ? emptyAt : text.Line;
                continue;
            }
            int wrong = emptyAt > 0 ? 1 : cells.Length;
            if (wrong != all.Length)
            {
                throw new DataFormatException($"this row has {(wrong == 1 ? "1 cell" : $"{wrong} cells")}, the first row has {all.Length}; every row must have as many.",
                    emptyAt > 0 ? emptyAt : text.Line, Math.Min(wrong, all.Length) + 1);
            }
            cells = Of(cells, kept);
            column.Add(cells[0]);
            lines.Add(text.Line);
            DataLimits.CheckShape(column.Count - 1L, Math.Max(1, first.Length - 1), text.Line);
            inner.Add(Numbers(cells, kept, new(file, text.Line, 1), missing, before + ErrorLimit, errors));
        }
        ReportMore(new(file, lines[^1], all.Length), before, errors);
        if (all.Length == 1 && column.All(cell => cell.Length == 0))
        {
            errors.Add(new(file, 1, 1), "", "the file is empty; expected a matrix of numbers.");
        }
        return errors.Count == before ? new(first, column.ToImmutable(), lines.ToImmutable(), inner, kept) : null;
    }

    /// <summary>The cells of the first row, dropped ones included.</summary>
    /// <exception cref="DataFormatException">Something else than commas or tabs separates them.</exception>
    public static string[] FirstRowOf(byte[] bytes, bool isTabbed)
    {
        using CsvRows text = new(bytes, isTabbed);
        return text.Next() ?? [""];
    }

    /// <summary>The place in the file, from 1, of a column that is read.</summary>
    public int FileColumn(int column) => (Kept is null ? column : Kept[column]) + 1;

    /// <summary>Says that errors were left out, where that many were found.</summary>
    public static void ReportMore(Place last, int before, ErrorList errors)
    {
        if (errors.Count - before >= ErrorLimit)
        {
            errors.Add(last, "", "there may be more errors in this file; only the first of them are listed.");
        }
    }

    private static string[] Of(string[] cells, int[]? kept) => kept is null ? cells : [.. kept.Select(column => cells[column])];

    private static double[] Numbers(string[] cells, int[]? kept, Place row, MissingRule missing, int limit, ErrorList errors)
    {
        double[] numbers = cells.Length == 1 ? [] : new double[cells.Length - 1];
        for (int j = 1; j < cells.Length && errors.Count < limit; j++)
        {
            numbers[j - 1] = CellNumber.Of(cells[j], missing, out string? wrong);
            if (wrong is not null)
            {
                errors.Add(row with { Column = (kept is null ? j : kept[j]) + 1 }, "", wrong);
            }
        }
        return numbers;
    }
}
