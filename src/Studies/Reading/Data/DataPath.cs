namespace DlnDynamics.Studies;

/// <summary>What a study states where a data file may stand: its path, and perhaps which array of it, as in layers.npz#W1.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Array">The array behind #; null where none is stated.</param>
internal sealed record DataPath(string File, string? Array)
{
    private const char Sign = '#';

    /// <summary>The parts of a text, its path relative to a folder. A name that exists as it stands is no array's, and neither is what follows something that is no data file.</summary>
    public static DataPath Of(string text, string folder)
    {
        int at = text.LastIndexOf(Sign);
        string whole = Path.Combine(folder, text);
        return at < 0 || MatrixFormats.Of(text[..at]) is null || System.IO.File.Exists(whole) || Directory.Exists(whole)
            ? new(text, null)
            : new(text[..at], text[(at + 1)..]);
    }

    /// <summary>The same in one text.</summary>
    public override string ToString() => Array is null ? File : $"{File}{Sign}{Array}";
}
