using System.Security.Cryptography;

namespace DlnDynamics.Studies;

/// <summary>The data files of a study: each read once, whatever the number of runs that use it.</summary>
/// <param name="folder">The folder of the study file, as the user named it.</param>
/// <param name="errors">Takes what is wrong with a file.</param>
internal sealed class DataFiles(string folder, ErrorList errors)
{
    private readonly Dictionary<(string, DataRules), (NamedMatrix Matrix, string Sha256)?> matrices = [];
    private readonly SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
    private readonly List<string> summaries = [];

    /// <summary>A line on every matrix that was read, in the order of reading.</summary>
    public IReadOnlyList<string> Summaries => summaries;

    /// <summary>SHA-256 of every file read, under the path that the study states.</summary>
    public IReadOnlyDictionary<string, string> Hashes => hashes;

    /// <summary>The matrix that a key of the study names, with the hash of its file; null after an error.</summary>
    public (NamedMatrix Matrix, string Sha256)? Matrix(ScalarNode name, string path, DataRules rules)
    {
        string file = Path.Combine(folder, name.Text);
        if (matrices.TryGetValue((file, rules), out (NamedMatrix, string)? known))
        {
            return known;
        }
        return matrices[(file, rules)] = Read(name, file, path, rules);
    }

    private (NamedMatrix, string)? Read(ScalarNode name, string file, string path, DataRules rules)
    {
        if (name.IsEmpty || Directory.Exists(file))
        {
            errors.Add(name.Place, path, $"expected a matrix file, found {(name.IsEmpty ? "nothing" : $"the folder \"{name.Text}\"")}.");
            return null;
        }
        if (!File.Exists(file))
        {
            errors.Add(name.Place, path, $"the file \"{name.Text}\" does not exist; looked for {Path.GetFullPath(file)}.");
            return null;
        }
        if (MatrixFormats.Of(file) is null)
        {
            errors.Add(name.Place, path, $"expected {MatrixFormats.Known}, found \"{name.Text}\".");
            return null;
        }
        try
        {
            byte[] bytes = Bytes(file);
            string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            hashes[name.Text] = hash;
            if (MatrixFormats.Read(bytes, file, rules, errors) is not { } matrix)
            {
                return null;
            }
            string summary = MatrixSummary.Of(name.Text, matrix);
            if (!summaries.Contains(summary))
            {
                summaries.Add(summary);
            }
            return (matrix, hash);
        }
        catch (DataFormatException exception)
        {
            errors.Add(new(file, exception.Line, exception.Column), "", exception.Message);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(name.Place, path, $"the file \"{name.Text}\" cannot be read: {exception.Message}");
            return null;
        }
    }

    // A device has no length, and is not read without end.
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
