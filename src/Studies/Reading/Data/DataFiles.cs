using System.Security.Cryptography;

namespace DlnDynamics.Studies;

/// <summary>The data files of a study: each read once, whatever the number of runs that use it.</summary>
/// <param name="folder">The folder of the study file, as the user named it.</param>
/// <param name="errors">Takes what is wrong with a file.</param>
internal sealed class DataFiles(string folder, ErrorList errors)
{
    private readonly Dictionary<(string, NamesRule, MissingRule), (NamedMatrix Matrix, string Sha256)?> matrices = [];
    private readonly SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);

    /// <summary>SHA-256 of every file read, under the path that the study states.</summary>
    public IReadOnlyDictionary<string, string> Hashes => hashes;

    /// <summary>The matrix that a key of the study names, with the hash of its file; null after an error.</summary>
    public (NamedMatrix Matrix, string Sha256)? Matrix(ScalarNode name, string path, NamesRule names, MissingRule missing)
    {
        string file = Path.Combine(folder, name.Text);
        if (matrices.TryGetValue((file, names, missing), out (NamedMatrix, string)? known))
        {
            return known;
        }
        return matrices[(file, names, missing)] = Read(name, file, path, names, missing);
    }

    private (NamedMatrix, string)? Read(ScalarNode name, string file, string path, NamesRule names, MissingRule missing)
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
        if (Path.GetExtension(file).ToUpperInvariant() is not (".CSV" or ".TSV"))
        {
            errors.Add(name.Place, path, $"expected a .csv or .tsv file, found \"{name.Text}\".");
            return null;
        }
        try
        {
            byte[] bytes = File.ReadAllBytes(file);
            string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            hashes[name.Text] = hash;
            return MatrixFile.Read(bytes, file, names, missing, errors) is { } matrix ? (matrix, hash) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(name.Place, path, $"the file \"{name.Text}\" cannot be read: {exception.Message}");
            return null;
        }
    }
}
