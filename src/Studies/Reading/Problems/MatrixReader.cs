using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>The data matrix of a problem: a file, or a synthetic matrix with a known truth.</summary>
internal sealed class MatrixReader(DataFiles files)
{
    /// <summary>The matrix under a key.</summary>
    public MatrixSource? Read(Section data, string key = "matrix")
    {
        NamesRule? names = ReadNames(data);
        MissingRule? missing = ReadMissing(data);
        string? unlisted = data.Word("unlisted", "missing", "zero");
        (bool isTriplets, TripletColumns? triplets) = LayoutReader.Read(data);
        if (data[key] is MappingNode)
        {
            return data.Child(key, "")!.Child("synthetic", "the key synthetic, or a file") is { } synthetic ? ReadSynthetic(synthetic) : null;
        }
        if (data[key] is not ScalarNode name)
        {
            data.Refuse(key, Section.Expected($"{MatrixFormats.Known}, relative to the study file, or {{ synthetic: … }}", data[key]));
            return null;
        }
        if (unlisted == "zero" && missing?.Number == 0)
        {
            data.Refuse("unlisted", "unlisted: zero makes every entry that the file does not list the number 0, and missing: zero makes 0 missing; state one of the two.");
        }
        DroppedColumns? drop = data["drop"] is null ? null : DroppedColumns.Read(data, "drop");
        // An unusable rule is reported already; the file is still worth reading for its own errors, if it is known what it should be.
        DataRules rules = new(names ?? NamesRule.Auto, missing ?? MissingRule.Blank)
        {
            IsUnlistedZero = unlisted == "zero",
            Triplets = triplets,
            Array = ReadArray(data),
            Drop = drop,
        };
        bool isKnown = isTriplets == triplets is not null && (data["drop"] is null || drop is not null);
        return isKnown && files.Matrix(name, data.PathOf(key), rules) is var (matrix, hash) && missing is not null
            ? new MatrixOfFile(matrix, hash)
            : null;
    }

    /// <summary>A file under a key of which nothing may be missing; what a sparse file does not list is 0.</summary>
    public MatrixOfFile? ReadWhole(Section data, string key)
    {
        if (data[key] is not ScalarNode name)
        {
            data.Refuse(key, Section.Expected($"{MatrixFormats.Known}, relative to the study file", data[key]));
            return null;
        }
        return files.Matrix(name, data.PathOf(key), DataRules.Whole) is var (matrix, hash) ? new(matrix, hash) : null;
    }

    /// <summary>Which array of a file that holds several; null for the only one.</summary>
    public static string? ReadArray(Section data) => data["array"] is null ? null : data.Text("array", "the name of an array in a .npz or .mat file");

    private static NamesRule? ReadNames(Section data) => MatrixNames.RuleOf(data.Word("names", "auto", "none", "columns", "rows", "both"));

    private static MissingRule? ReadMissing(Section data)
    {
        if (data["missing"] is MappingNode)
        {
            return data.Child("missing", "")!.Number("value", "a number", _ => true) is { } value ? MissingRule.Value(value) : null;
        }
        return data.Word("missing", "blank", "nan", "zero", "{ value: NUMBER }") switch
        {
            "blank" => MissingRule.Blank,
            "nan" => MissingRule.NaN,
            "zero" => MissingRule.Value(0),
            _ => null,
        };
    }

    private static SyntheticMatrix? ReadSynthetic(Section synthetic)
    {
        int? rows = synthetic.Whole("rows", 1), columns = synthetic.Whole("columns", 1), seed = synthetic.Whole("seed", 0);
        ImmutableArray<double>? values = ReadSingularValues(synthetic);
        int? rank = values is { } given && synthetic["rank"] is null ? given.Length : synthetic.Whole("rank", 1);
        if (rows is null || columns is null || seed is null || values is null || rank is null)
        {
            return null;
        }
        if (rank > Math.Min(rows.Value, columns.Value))
        {
            synthetic.Refuse("rank", $"a {rows} × {columns} matrix has rank at most {Math.Min(rows.Value, columns.Value)}, found {rank}.");
            return null;
        }
        if (values.Value.IsEmpty)
        {
            values = [.. Enumerable.Range(0, rank.Value).Select(i => (double)(rank.Value - i))];
        }
        else if (values.Value.Length != rank)
        {
            synthetic.Refuse("singular-values", $"expected as many singular values as the rank, {rank}, found {values.Value.Length}.");
            return null;
        }
        return new(rows.Value, columns.Value, values.Value, seed.Value);
    }

    // Absent: rank, rank − 1, …, 1.
    private static ImmutableArray<double>? ReadSingularValues(Section synthetic)
    {
        const string Expected = "a positive number, none larger than the one before";
        if (synthetic["singular-values"] is null)
        {
            return [];
        }
        if (synthetic["singular-values"] is not ListNode { Items.IsEmpty: false } list)
        {
            synthetic.Refuse("singular-values", Section.Expected("a list of positive numbers, largest first", synthetic["singular-values"]));
            return null;
        }
        List<double> values = [];
        foreach (StudyNode item in list.Items)
        {
            double largest = values.Count > 0 ? values[^1] : double.MaxValue;
            if (synthetic.Number(item, synthetic.PathOf("singular-values"), Expected, value => value > 0 && value <= largest) is not { } value)
            {
                return null;
            }
            values.Add(value);
        }
        return [.. values];
    }
}
