using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>A table as it is read: its first row and first column as text, for they may be names, and the numbers inside.</summary>
/// <param name="FirstRow">The cells of the first row.</param>
/// <param name="FirstColumn">The first cell of every row.</param>
/// <param name="Lines">The line of every row.</param>
/// <param name="Inner">The numbers of every row but the first, from the second column on.</param>
internal sealed record CellTable(string[] FirstRow, ImmutableArray<string> FirstColumn, ImmutableArray<int> Lines, List<double[]> Inner)
{
    /// <summary>Errors of one file beyond which the rest is not listed.</summary>
    public const int ErrorLimit = 20;

    public int Width => FirstRow.Length;

    /// <summary>The table in some bytes, or null after an error.</summary>
    public static CellTable? Read(byte[] bytes, bool isTabbed, string file, MissingRule missing, ErrorList errors)
    {
        using CsvRows text = new(bytes, isTabbed);
        int before = errors.Count;
        string[] first = text.Next() ?? [""];
        ImmutableArray<string>.Builder column = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<int>.Builder lines = ImmutableArray.CreateBuilder<int>();
        List<double[]> inner = [];
        column.Add(first[0]);
        lines.Add(Math.Max(1, text.Line));
        if (!isTabbed && first is [var only] && only.Contains(';', StringComparison.Ordinal))
        {
            throw new DataFormatException("the cells are separated by semicolons; expected commas (.csv) or tabs (.tsv), and decimal points.");
        }
        int emptyAt = 0;
        while (errors.Count - before < ErrorLimit && text.Next() is { } cells)
        {
            // Empty lines at the end are not rows; an empty line elsewhere is one, with a single blank cell.
            if (cells is [""] && first.Length > 1)
            {
                emptyAt = emptyAt > 0 ? emptyAt : text.Line;
                continue;
            }
            int wrong = emptyAt > 0 ? 1 : cells.Length;
            if (wrong != first.Length)
            {
                throw new DataFormatException($"this row has {(wrong == 1 ? "1 cell" : $"{wrong} cells")}, the first row has {first.Length}; every row must have as many.",
                    emptyAt > 0 ? emptyAt : text.Line, Math.Min(wrong, first.Length) + 1);
            }
            column.Add(cells[0]);
            lines.Add(text.Line);
            DataLimits.CheckShape(column.Count - 1L, Math.Max(1, first.Length - 1), text.Line);
            inner.Add(Numbers(cells, new(file, text.Line, 1), missing, before + ErrorLimit, errors));
        }
        ReportMore(new(file, lines[^1], first.Length), before, errors);
        if (first.Length == 1 && column.All(cell => cell.Length == 0))
        {
            errors.Add(new(file, 1, 1), "", "the file is empty; expected a matrix of numbers.");
        }
        return errors.Count == before ? new(first, column.ToImmutable(), lines.ToImmutable(), inner) : null;
    }

    /// <summary>Says that errors were left out, where that many were found.</summary>
    public static void ReportMore(Place last, int before, ErrorList errors)
    {
        if (errors.Count - before >= ErrorLimit)
        {
            errors.Add(last, "", "there may be more errors in this file; only the first of them are listed.");
        }
    }

    private static double[] Numbers(string[] cells, Place row, MissingRule missing, int limit, ErrorList errors)
    {
        double[] numbers = cells.Length == 1 ? [] : new double[cells.Length - 1];
        for (int j = 1; j < cells.Length && errors.Count < limit; j++)
        {
            numbers[j - 1] = CellNumber.Of(cells[j], missing, out string? wrong);
            if (wrong is not null)
            {
                errors.Add(row with { Column = j + 1 }, "", wrong);
            }
        }
        return numbers;
    }
}
