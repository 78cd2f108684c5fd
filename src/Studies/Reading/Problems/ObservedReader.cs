using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>Which entries a completion observes.</summary>
internal sealed class ObservedReader(DataFiles files)
{
    public ObservedEntries? Read(Section data, MatrixSource? matrix)
    {
        switch (data["observed"])
        {
            case ScalarNode { Text: "all" }:
                return new AllEntries();
            case ScalarNode { Text: "diagonal" }:
                return CheckDiagonal(data, matrix);
            case MappingNode:
                Section observed = data.Child("observed", "")!;
                if ((observed["fraction"] is null) == (observed["mask"] is null))
                {
                    data.Refuse("observed", $"expected either fraction or mask, found {(observed["mask"] is null ? "neither" : "both")}.");
                    return null;
                }
                return observed["mask"] is null ? ReadFraction(observed, matrix) : ReadMask(observed, matrix);
            default:
                data.Refuse("observed", Section.Expected("all, diagonal, { fraction: 0.4, seed: 1 } or { mask: FILE }", data["observed"]));
                return null;
        }
    }

    private static DiagonalEntries? CheckDiagonal(Section data, MatrixSource? source)
    {
        if (source is MatrixOfFile { Matrix: var matrix } && !Enumerable.Range(0, Math.Min(matrix.Rows, matrix.Columns)).Any(i => matrix.IsPresent(i, i)))
        {
            data.Refuse("observed", "every entry of the diagonal is missing, so nothing would be observed.");
            return null;
        }
        return new();
    }

    private static FractionOfEntries? ReadFraction(Section observed, MatrixSource? source)
    {
        if (observed["array"] is not null)
        {
            observed.Refuse("array", "array names an array of the mask's file; remove it, or state a mask.");
        }
        double? fraction = observed.Number("fraction", "a fraction in (0, 1]", value => value is > 0 and <= 1);
        int? seed = observed["seed"] is null ? 1 : observed.Whole("seed", 0);
        ImmutableArray<int>? columns = ReadColumns(observed, source);
        int? present = source is MatrixOfFile { Matrix: var matrix } ? matrix.PresentCount : source?.Rows * source?.Columns;
        if (fraction * present < 0.5)
        {
            observed.Refuse("fraction", string.Create(CultureInfo.InvariantCulture, $"{fraction} of {present} present entries rounds to none; expected a larger fraction."));
            return null;
        }
        return fraction is null || seed is null || columns is null ? null : new(fraction.Value, seed.Value) { Columns = columns.Value };
    }

    private static ImmutableArray<int>? ReadColumns(Section observed, MatrixSource? source)
    {
        if (observed["columns"] is null)
        {
            return default(ImmutableArray<int>);
        }
        if (observed["columns"] is not ListNode { Items.IsEmpty: false } list)
        {
            observed.Refuse("columns", Section.Expected("a list of columns, by name or by position from 1", observed["columns"]));
            return null;
        }
        NamedMatrix? matrix = (source as MatrixOfFile)?.Matrix;
        SortedSet<int> columns = [];
        foreach (StudyNode item in list.Items)
        {
            if (matrix is null || ColumnIndex.Of(item, matrix) is not { } column)
            {
                observed.RefuseAt(item, "columns", matrix is null
                    ? "only a matrix of a file has columns to name."
                    : $"expected the name of a column or its position, from 1 to {matrix.Columns}, found {item.Description}.");
                return null;
            }
            columns.Add(column);
        }
        return [.. columns];
    }

    private MaskedEntries? ReadMask(Section observed, MatrixSource? source)
    {
        if (observed["seed"] is not null)
        {
            observed.Refuse("seed", "a mask is not random; remove the seed, or state a fraction.");
        }
        if (observed["columns"] is not null)
        {
            observed.Refuse("columns", "a mask says for every entry whether it is observed; remove columns, or state a fraction.");
        }
        if (observed["mask"] is not ScalarNode name)
        {
            observed.Refuse("mask", Section.Expected("a file of zeros and ones", observed["mask"]));
            return null;
        }
        DataRules rules = DataRules.Whole with { Array = MatrixReader.ReadArray(observed) };
        if (files.Matrix(name, observed.PathOf("mask"), rules) is not var (mask, hash) || source is null)
        {
            return null;
        }
        if (mask.Rows != source.Rows || mask.Columns != source.Columns)
        {
            observed.Refuse("mask", $"the mask is {mask.Rows} × {mask.Columns} and the matrix is {source.Rows} × {source.Columns}; they must have one shape.");
            return null;
        }
        if (WrongEntries(mask, (source as MatrixOfFile)?.Matrix) is { } wrong)
        {
            observed.Refuse("mask", wrong);
            return null;
        }
        if (!mask.Values.Contains(1))
        {
            observed.Refuse("mask", "the mask observes no entry.");
            return null;
        }
        return new([.. mask.Values.Select(value => value == 1)], hash) { Array = files.ArrayOf(name, rules) };
    }

    private static string? WrongEntries(NamedMatrix mask, NamedMatrix? matrix)
    {
        int missing = 0;
        string first = "";
        for (int i = 0; i < mask.Rows; i++)
        {
            for (int j = 0; j < mask.Columns; j++)
            {
                if (mask[i, j] is not (0 or 1))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"a mask holds 1 (observed) and 0 (not); row {i + 1}, column {j + 1} holds {mask[i, j]}.");
                }
                if (mask[i, j] == 1 && matrix?.IsPresent(i, j) == false && missing++ == 0)
                {
                    first = $"row {i + 1}, column {j + 1}";
                }
            }
        }
        return missing switch
        {
            0 => null,
            1 => $"the mask observes {first}, which is missing in the matrix; write 0 there.",
            _ => $"the mask observes {missing} entries that are missing in the matrix, the first in {first}; write 0 for each of them.",
        };
    }
}
