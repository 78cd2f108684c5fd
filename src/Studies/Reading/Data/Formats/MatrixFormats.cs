namespace DlnDynamics.Studies;

/// <summary>The formats in which a matrix may lie, by the end of the file's name.</summary>
internal static class MatrixFormats
{
    private const string Gzip = ".gz";

    /// <summary>What a sentence expects in place of another file.</summary>
    public const string Known = "a .csv, .tsv, .mtx, .npy, .npz or .mat file, or one of them with .gz at its end";

    /// <summary>The end of a name that says the format, without .gz; null for none that is known.</summary>
    public static string? Of(string file)
    {
        string end = Path.GetExtension(IsGzip(file) ? file[..^Gzip.Length] : file).ToLowerInvariant();
        return end is ".csv" or ".tsv" or ".mtx" or ".npy" or ".npz" or ".mat" ? end : null;
    }

    /// <summary>The matrix in the bytes of a file of a known format; null after errors that are reported.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static NamedMatrix? Read(byte[] bytes, string file, DataRules rules, ErrorList errors)
    {
        string format = Of(file)!;
        CheckRules(format, rules);
        byte[] contents = IsGzip(file) ? GzipFile.Read(bytes) : bytes;
        NamedMatrix? matrix = format switch
        {
            ".csv" or ".tsv" when rules.Triplets is not null => TripletFile.Read(contents, format == ".tsv", rules),
            ".csv" or ".tsv" => TableFile.Read(contents, format == ".tsv", file, rules, errors),
            ".mtx" => MatrixMarketFile.Read(contents, rules),
            ".npy" => NpyArray.Read(contents, rules),
            ".npz" => NpzArchive.Read(contents, rules),
            _ => MatFile.Read(contents, rules),
        };
        // A table may hold text in the columns that are dropped, so it leaves them out itself.
        bool isTable = format is ".csv" or ".tsv" && rules.Triplets is null;
        matrix = matrix is null || isTable || rules.Drop is null ? matrix : rules.Drop.From(matrix, errors);
        return matrix is null || matrix.PresentCount > 0
            ? matrix
            : throw new DataFormatException("every entry of the matrix is missing; at least one must be a number.");
    }

    /// <summary>The names of the arrays in the bytes of a file of a known format, in its order.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else, or the format no arrays with names.</exception>
    public static IReadOnlyList<string> ArraysOf(byte[] bytes, string file)
    {
        string format = Of(file)!;
        if (format is not (".npz" or ".mat"))
        {
            throw new DataFormatException($"a {format} file holds one matrix only; expected a .npz or .mat file with an array for each layer, or a list of files under files.");
        }
        byte[] contents = IsGzip(file) ? GzipFile.Read(bytes) : bytes;
        return format == ".npz" ? NpzArchive.Names(contents) : MatFile.Names(contents);
    }

    private static bool IsGzip(string file) => file.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);

    private static void CheckRules(string format, DataRules rules)
    {
        bool isTable = format is ".csv" or ".tsv";
        if (rules.Names is not (NamesRule.Auto or NamesRule.None) && !isTable)
        {
            throw new DataFormatException($"a {format} file holds no names; expected names: auto.");
        }
        if (rules.Triplets is not null && (!isTable || rules.Names is NamesRule.Rows or NamesRule.Both))
        {
            throw new DataFormatException(isTable
                ? "in triplets only a header can hold names, and the ids name rows and columns; expected names: auto, columns (the first row is a header) or none."
                : $"layout: triplets is for tables (.csv, .tsv), and a {format} file says itself what it holds; expected layout: table.");
        }
        if (rules.Array is not null && format is not (".npz" or ".mat"))
        {
            throw new DataFormatException($"a {format} file holds one matrix only; an array is stated, by array or behind #, of .npz and .mat files.");
        }
    }
}
