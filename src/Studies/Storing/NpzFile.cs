using System.IO.Compression;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Named matrices in one file as NumPy's savez writes them: a zip archive of .npy files, not compressed.</summary>
/// <remarks>Source: numpy.savez. Dates are fixed, so that the same arrays give the same bytes.</remarks>
public static class NpzFile
{
    /// <summary>The bytes of an archive.</summary>
    public static byte[] Write(params IReadOnlyList<(string Name, Matrix Array)> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, Matrix array) in arrays)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
                entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream stream = entry.Open();
                stream.Write(NpyFile.Write(array));
            }
        }
        return bytes.ToArray();
    }

    /// <summary>One array of an archive that <see cref="Write"/> made.</summary>
    internal static Matrix Read(byte[] archive, string name)
    {
        using ZipArchive entries = new(new MemoryStream(archive));
        using Stream stream = entries.GetEntry(name + ".npy")!.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return NpyFile.Read(bytes.ToArray());
    }
}
