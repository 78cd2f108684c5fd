using System.Security.Cryptography;

namespace DlnDynamics.Studies;

/// <summary>The data files of a study: each read once, whatever the number of runs that use it.</summary>
/// <param name="folder">The folder of the study file, as the user named it.</param>
/// <param name="errors">Takes what is wrong with a file.</param>
internal sealed class DataFiles(string folder, ErrorList errors)
{
    private readonly Dictionary<(string, DataRules), (NamedMatrix Matrix, string Sha256)?> matrices = [];
    private readonly Dictionary<string, IReadOnlyList<string>?> arrays = [];
    private readonly SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
    private readonly List<string> summaries = [];

    /// <summary>A line on every matrix that was read, in the order of reading.</summary>
    public IReadOnlyList<string> Summaries => summaries;

    /// <summary>SHA-256 of every file read, under the path that the study states, without the array behind #.</summary>
    public IReadOnlyDictionary<string, string> Hashes => hashes;

    /// <summary>The matrix that a key of the study names, with the hash of its file; null after an error.</summary>
    public (NamedMatrix Matrix, string Sha256)? Matrix(ScalarNode name, string path, DataRules rules)
    {
        DataPath at = DataPath.Of(name.Text, folder);
        DataRules all = rules with { Array = at.Array ?? rules.Array };
        string file = Path.Combine(folder, at.File);
        if (matrices.TryGetValue((file, all), out (NamedMatrix, string)? known))
        {
            return known;
        }
        (NamedMatrix, string)? found = null;
        Open(name, at.File, path, bytes =>
        {
            if (MatrixFormats.Read(bytes, file, all, errors) is not { } matrix)
            {
                return;
            }
            string summary = MatrixSummary.Of(name.Text, matrix);
            if (!summaries.Contains(summary))
            {
                summaries.Add(summary);
            }
            found = (matrix, hashes[at.File]);
        });
        return matrices[(file, all)] = found;
    }

    /// <summary>Which array a name means of a file that holds several: the one behind its #, else the one that the rules state.</summary>
    public string? ArrayOf(ScalarNode name, DataRules rules) => DataPath.Of(name.Text, folder).Array ?? rules.Array;

    /// <summary>The names of all arrays in a file, in its order; null after an error.</summary>
    public IReadOnlyList<string>? Arrays(ScalarNode name, string path)
    {
        string file = Path.Combine(folder, name.Text);
        if (!arrays.TryGetValue(file, out IReadOnlyList<string>? names))
        {
            Open(name, name.Text, path, bytes => names = MatrixFormats.ArraysOf(bytes, file));
            arrays[file] = names;
        }
        return names;
    }

    private void Open(ScalarNode name, string shown, string path, Action<byte[]> use)
    {
        string file = Path.Combine(folder, shown);
        if (name.IsEmpty || Directory.Exists(file))
        {
            errors.Add(name.Place, path, $"expected a matrix file, found {(name.IsEmpty ? "nothing" : $"the folder \"{shown}\"")}.");
        }
        else if (!File.Exists(file))
        {
            errors.Add(name.Place, path, $"the file \"{shown}\" does not exist; looked for {Path.GetFullPath(file)}.");
        }
        else if (MatrixFormats.Of(file) is null)
        {
            errors.Add(name.Place, path, $"expected {MatrixFormats.Known}, found \"{shown}\".");
        }
        else
        {
            try
            {
                if (!OrdinaryFile.HasContent(file))
                {
                    throw new DataFormatException(OrdinaryFile.Refusal);
                }
                byte[] bytes = Bytes(file);
                hashes[shown] = Convert.ToHexStringLower(SHA256.HashData(bytes));
                use(bytes);
            }
            catch (DataFormatException exception)
            {
                errors.Add(new(file, exception.Line, exception.Column), "", exception.Message);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.Add(name.Place, path, $"the file \"{shown}\" cannot be read: {exception.Message}");
            }
        }
    }

    private static byte[] Bytes(string file)
    {
        using FileStream stream = File.OpenRead(file);
        if (stream.Length > DataLimits.Bytes)
        {
            throw new DataFormatException($"the file has {stream.Length} bytes; at most {DataLimits.Bytes >> 20} MiB are read.");
        }
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
