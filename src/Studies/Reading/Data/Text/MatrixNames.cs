namespace DlnDynamics.Studies;

/// <summary>Decides whether the first row and the first column of a table hold names.</summary>
internal static class MatrixNames
{
    /// <summary>The rule that a word states; null where it states none.</summary>
    public static NamesRule? RuleOf(string? word) => word switch
    {
        "auto" => NamesRule.Auto,
        "none" => NamesRule.None,
        "columns" => NamesRule.Columns,
        "rows" => NamesRule.Rows,
        "both" => NamesRule.Both,
        _ => null,
    };

    /// <summary>Whether the first row names columns, and whether the first column names rows; an error where cells are mixed.</summary>
    public static (bool Columns, bool Rows) Of(CellTable table, NamesRule rule, MissingRule missing, string file, ErrorList errors)
    {
        if (rule != NamesRule.Auto)
        {
            return (rule is NamesRule.Columns or NamesRule.Both, rule is NamesRule.Rows or NamesRule.Both);
        }
        string[] row = table.FirstRow, column = [.. table.FirstColumn];
        bool HasColumnNames(bool withCorner) => HoldsNames(row, withCorner, j => new(file, table.Lines[0], table.FileColumn(j)), "row", missing, errors);
        bool HasRowNames(bool withCorner) => HoldsNames(column, withCorner, i => new(file, table.Lines[i], table.FileColumn(0)), "column", missing, errors);
        bool hasColumnNames = HasColumnNames(row.Length == 1), hasRowNames = HasRowNames(column.Length == 1);
        // With names in one direction only, the corner is one of them: it must be a name too.
        return (hasColumnNames, hasRowNames) switch
        {
            (true, false) => (HasColumnNames(true), false),
            (false, true) => (false, HasRowNames(true)),
            var both => both,
        };
    }

    /// <summary>Whether a cell can be a name: it is no number, not missing and not blank.</summary>
    public static bool IsName(string cell, MissingRule missing) => !CellNumber.Is(cell) && !missing.Marks(cell) && cell.Length > 0;

    private static bool HoldsNames(string[] cells, bool withCorner, Func<int, Place> place, string what, MissingRule missing, ErrorList errors)
    {
        int first = withCorner ? 0 : 1, count = cells.Length - first;
        bool IsNameAt(int i) => IsName(cells[i], missing);
        int[] names = [.. Enumerable.Range(first, count).Where(IsNameAt)];
        if (names.Length == 0 || names.Length == count)
        {
            return names.Length == count;
        }
        // The few are more likely the slip than the many; the corner votes too.
        int votes = names.Length + (withCorner || CellNumber.Is(cells[0]) || cells[0].Length == 0 ? 0 : 1);
        bool isMostlyNames = votes * 2 > cells.Length;
        int odd = !isMostlyNames ? names[0] : Enumerable.Range(first, count).First(i => !IsNameAt(i));
        string advice = IsNameAt(odd) && CellNumber.MissingAdvice(cells[odd], missing) is { } known ? known + "; else " : "";
        string found = IsNameAt(odd) ? "is text among numbers" : cells[odd].Length == 0 ? "is blank among names" : "is a number among names";
        errors.Add(place(odd), "", $"\"{CellNumber.Shown(cells[odd])}\" {found} in the first {what}: {(missing == MissingRule.Nothing ? "" : "with names: auto, ")}it must hold either names or numbers; "
            + advice + (missing == MissingRule.Nothing ? "correct the cell." : "correct the cell, or state names: none, columns, rows or both."));
        return isMostlyNames;
    }
}
