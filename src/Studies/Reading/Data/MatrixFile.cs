using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DlnDynamics.Studies;

/// <summary>A table of numbers with optional names to a matrix, or every error with its cell.</summary>
internal static partial class MatrixFile
{
    /// <summary>Errors of one file beyond which the rest is not listed.</summary>
    private const int Limit = 20;

    /// <summary>The matrix in some bytes, or null after an error.</summary>
    public static NamedMatrix? Read(byte[] bytes, string file, NamesRule names, MissingRule missing, ErrorList errors)
    {
        int before = errors.Count;
        if (CellTable.Read(bytes, file, errors) is not { } table)
        {
            return null;
        }
        (bool hasColumnNames, bool hasRowNames) = MatrixNames.Of(table, names, missing, file, errors);
        int top = hasColumnNames ? 1 : 0, left = hasRowNames ? 1 : 0;
        int rows = table.Rows.Length - top, columns = table.Width - left;
        if (errors.Count > before)
        {
            return null;
        }
        if (rows == 0 || columns == 0)
        {
            errors.Add(new(file, 1, 1), "", "the file holds names but no numbers.");
            return null;
        }
        double[] values = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns && errors.Count - before < Limit; j++)
            {
                values[i + j * rows] = Number(table.Rows[i + top][j + left], new(file, table.Lines[i + top], j + left + 1), missing, errors);
            }
        }
        if (errors.Count - before >= Limit)
        {
            errors.Add(new(file, table.Lines[^1], table.Width), "", "there may be more errors in this file; only the first of them are listed.");
            return null;
        }
        ImmutableArray<string> rowNames = hasRowNames ? [.. table.Rows.Skip(top).Select(row => row[0])] : default;
        ImmutableArray<string> columnNames = hasColumnNames ? [.. table.Rows[0].Skip(left)] : default;
        CheckDistinct(rowNames, "rows", i => new(file, table.Lines[i + top], 1), errors);
        CheckDistinct(columnNames, "columns", j => new(file, table.Lines[0], j + left + 1), errors);
        if (errors.Count == before && values.All(double.IsNaN))
        {
            errors.Add(new(file, table.Lines[top], left + 1), "", "every entry of the matrix is missing; at least one must be a number.");
        }
        return errors.Count == before ? new(rows, columns, [.. values], rowNames, columnNames) : null;
    }

    private static double Number(string cell, Place place, MissingRule missing, ErrorList errors)
    {
        if (missing.Marks(cell))
        {
            return double.NaN;
        }
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value;
        }
        errors.Add(place, "", cell switch
        {
            "" => "this cell is blank; state missing: blank if that means a missing entry.",
            _ when double.IsNaN(value) || cell is "NA" => $"expected a number, found \"{cell}\"; state missing: blank if that means a missing entry.",
            _ when double.IsInfinity(value) => $"expected a finite number, found \"{cell}\", which overflows double precision (largest: 1.8e308).",
            _ when DecimalComma().IsMatch(cell) => $"expected a number, found \"{cell}\"; write a decimal point: {cell.Replace(',', '.')}.",
            _ => $"expected a number, found the text \"{cell}\".",
        });
        return double.NaN;
    }

    private static void CheckDistinct(ImmutableArray<string> names, string what, Func<int, Place> place, ErrorList errors)
    {
        if (names.IsDefault)
        {
            return;
        }
        Dictionary<string, int> first = [];
        for (int i = 0; i < names.Length; i++)
        {
            if (!first.TryAdd(names[i], i))
            {
                errors.Add(place(i), "", $"two {what} are named \"{names[i]}\"; make the names distinct, or state names: none and remove them.");
            }
        }
    }

    [GeneratedRegex(@"^[-+]?\d+,\d+([eE][-+]?\d+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DecimalComma();
}
