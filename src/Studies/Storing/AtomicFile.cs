using System.Text;

namespace DlnDynamics.Studies;

/// <summary>Writes a file so that it appears whole or not at all, and leaves a file alone that already holds the same bytes.</summary>
public static class AtomicFile
{
    /// <summary>Ending of what is not finished: left behind only by a killed process.</summary>
    public const string UnfinishedEnding = ".tmp";

    /// <summary>Writes a text as UTF-8.</summary>
    /// <returns>Whether anything was written.</returns>
    public static bool Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes: aside, flushed to the disk, renamed.</summary>
    /// <returns>Whether anything was written.</returns>
    public static bool Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (File.Exists(path) && bytes.SequenceEqual(File.ReadAllBytes(path)))
        {
            return false;
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string aside = UnfinishedName(folder, Path.GetFileName(path));
        WriteThrough(aside, bytes);
        File.Move(aside, path, overwrite: true);
        return true;
    }

    /// <summary>A fresh name in a folder for what will become a file or a folder.</summary>
    internal static string UnfinishedName(string folder, string name) => Path.Combine(folder, $".{name}.{Guid.NewGuid():N}{UnfinishedEnding}");

    /// <summary>Writes a file and waits until the disk has it.</summary>
    internal static void WriteThrough(string path, ReadOnlySpan<byte> bytes)
    {
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }
}
