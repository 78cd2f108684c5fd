using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DlnDynamics.Studies;

/// <summary>A table of numbers with optional names to a matrix, or every error with its cell.</summary>
internal static class TableFile
{
    /// <summary>The matrix in some bytes, or null after an error.</summary>
    public static NamedMatrix? Read(byte[] bytes, bool isTabbed, string file, DataRules rules, ErrorList errors)
    {
        int before = errors.Count;
        if (KeptColumns.Of(bytes, isTabbed, rules, errors) is not { } kept || CellTable.Read(bytes, isTabbed, file, rules.Missing, kept.Indices, errors) is not { } table)
        {
            return null;
        }
        (bool hasColumnNames, bool hasRowNames) = MatrixNames.Of(table, rules.Names, rules.Missing, file, errors);
        int top = hasColumnNames ? 1 : 0, left = hasRowNames ? 1 : 0;
        int rows = table.Lines.Length - top, columns = table.Width - left;
        if (errors.Count > before)
        {
            return null;
        }
        if (kept.Named is { } named && !hasColumnNames)
        {
            rules.Drop!.RefuseName(named, errors);
            return null;
        }
        if (rows == 0 || columns == 0)
        {
            throw new DataFormatException("the file holds names but no numbers.");
        }
        DataLimits.CheckShape(rows, columns);
        double[] values = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns && errors.Count - before < CellTable.ErrorLimit; j++)
            {
                (int row, int column) = (i + top, j + left);
                values[i + j * rows] = row > 0 && column > 0
                    ? table.Inner[row - 1][column - 1]
                    : EdgeNumber(row > 0 ? table.FirstColumn[row] : table.FirstRow[column], new(file, table.Lines[row], table.FileColumn(column)), rules.Missing, errors);
            }
        }
        CellTable.ReportMore(new(file, table.Lines[^1], table.FileColumn(table.Width - 1)), before, errors);
        ImmutableArray<string> rowNames = hasRowNames ? [.. table.FirstColumn.Skip(top)] : default;
        ImmutableArray<string> columnNames = hasColumnNames ? [.. table.FirstRow.Skip(left)] : default;
        CheckDistinct(rowNames, "rows", rules, i => new(file, table.Lines[i + top], table.FileColumn(0)), errors);
        CheckDistinct(columnNames, "columns", rules, j => new(file, table.Lines[0], table.FileColumn(j + left)), errors);
        if (errors.Count == before && values.All(double.IsNaN))
        {
            errors.Add(new(file, table.Lines[top], table.FileColumn(left)), "", "every entry of the matrix is missing; at least one must be a number.");
        }
        return errors.Count == before ? new(rows, columns, ImmutableCollectionsMarshal.AsImmutableArray(values), rowNames, columnNames) : null;
    }

    private static double EdgeNumber(string cell, Place place, MissingRule missing, ErrorList errors)
    {
        double value = CellNumber.Of(cell, missing, out string? wrong);
        if (wrong is not null)
        {
            errors.Add(place, "", wrong);
        }
        return value;
    }

    private static void CheckDistinct(ImmutableArray<string> names, string what, DataRules rules, Func<int, Place> place, ErrorList errors)
    {
        if (names.IsDefault)
        {
            return;
        }
        HashSet<string> seen = [];
        int twice = Enumerable.Range(0, names.Length).FirstOrDefault(i => !seen.Add(names[i]), -1);
        if (twice >= 0)
        {
            errors.Add(place(twice), "", $"two {what} are named \"{CellNumber.Shown(names[twice])}\"; make the names distinct, or {(rules.Missing == MissingRule.Nothing ? "" : "state names: none and ")}remove them.");
        }
    }
}
