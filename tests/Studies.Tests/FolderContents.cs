using System.Text;

namespace DlnDynamics.Studies.Tests;

/// <summary>What is in a folder: by bytes, and by times.</summary>
public static class FolderContents
{
    /// <summary>Every file with its bytes as text, but for those that may differ: run.json, manifest.json, timings.csv.</summary>
    public static SortedDictionary<string, string> Reproducible(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("run.json" or "manifest.json" or "timings.csv" or ".lock"))
            .ToDictionary(file => Path.GetRelativePath(folder, file), file => Encoding.Latin1.GetString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    /// <summary>Every file and folder with the time of its last change.</summary>
    public static SortedDictionary<string, DateTime> Times(string folder) => new(
        Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder).ToDictionary(path => path, File.GetLastWriteTimeUtc),
        StringComparer.Ordinal);
}
