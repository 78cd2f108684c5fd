using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>A matrix that was read, in one line.</summary>
internal static class MatrixSummary
{
    /// <summary>Shape, number and range of the present entries, rows and columns without any.</summary>
    public static string Of(string file, NamedMatrix matrix)
    {
        int present = 0, all = matrix.Values.Length;
        bool[] hasRow = new bool[matrix.Rows], hasColumn = new bool[matrix.Columns];
        (double least, double largest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                if (matrix.IsPresent(i, j))
                {
                    present++;
                    hasRow[i] = hasColumn[j] = true;
                    (least, largest) = (Math.Min(least, matrix[i, j]), Math.Max(largest, matrix[i, j]));
                }
            }
        }
        string count = present == all ? $"all {all} entries present" : string.Create(CultureInfo.InvariantCulture, $"{present} of {all} entries present ({100.0 * present / all:G3} %)");
        string[] empty = [.. new[] { Empty(hasRow, "row", matrix.RowNames), Empty(hasColumn, "column", matrix.ColumnNames) }.OfType<string>()];
        return string.Create(CultureInfo.InvariantCulture, $"{file}: {matrix.Rows} × {matrix.Columns}, {count}, from {least:G6} to {largest:G6}")
            + (empty.Length == 0 ? "." : $"; nothing in {string.Join(" and ", empty)}.");
    }

    private static string? Empty(bool[] has, string what, ImmutableArray<string> names)
    {
        int first = Array.IndexOf(has, false), count = has.Count(any => !any);
        if (count == 0)
        {
            return null;
        }
        string name = $"{what} {first + 1}" + (names.IsDefault ? "" : $" (\"{CellNumber.Shown(names[first])}\")");
        return count == 1 ? name : $"{count} {what}s, the first of them {name}";
    }
}
