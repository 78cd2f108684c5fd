using System.Buffers.Binary;
using System.IO.Compression;

namespace DlnDynamics.Studies;

/// <summary>A matrix of an archive that numpy.savez or savez_compressed wrote: a zip of .npy files.</summary>
internal static class NpzArchive
{
    private const string Suffix = ".npy";
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>The matrix that the study names, or the only one.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static NamedMatrix Read(byte[] bytes, DataRules rules) => Of(bytes, arrays =>
    {
        if (rules.Array is null && arrays.Any(array => array.Name == "indptr"))
        {
            throw new DataFormatException("the file holds a SciPy sparse matrix; save it with scipy.io.mmwrite as a .mtx file.");
        }
        ZipArchiveEntry entry = OneOf.Of(arrays, rules.Array);
        byte[] array = Unpacked.Zip(entry);
        try
        {
            return NpyArray.Read(array, rules);
        }
        catch (DataFormatException exception)
        {
            throw new DataFormatException($"in \"{CellNumber.Shown(entry.FullName)}\": {exception.Message}");
        }
    });

    /// <summary>The names of all arrays, in the order of the archive.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static IReadOnlyList<string> Names(byte[] bytes) => Of(bytes, arrays => arrays.Select(array => array.Name).ToArray());

    private static T Of<T>(byte[] bytes, Func<(string Name, ZipArchiveEntry Entry)[], T> use)
    {
        CheckDirectory(bytes);
        try
        {
            using ZipArchive archive = new(new MemoryStream(bytes), ZipArchiveMode.Read);
            return use([.. archive.Entries.Where(entry => entry.FullName.EndsWith(Suffix, StringComparison.Ordinal)).Select(entry => (entry.FullName[..^Suffix.Length], entry))]);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException)
        {
            throw new DataFormatException($"the file is not a whole .npz archive: {exception.Message.TrimEnd('.')}.");
        }
    }

    // The directory stands at the end of a zip file, and its entries are read before any is opened.
    private static void CheckDirectory(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> tail = bytes[Math.Max(0, bytes.Length - EndLength - LongestComment)..];
        int end = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndLength)
        {
            throw new DataFormatException("the file has no directory of a zip archive at its end; expected what numpy.savez writes, and whole.");
        }
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + 10)..]);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 16)..]);
        if (entries > DataLimits.Variables || bytes.Length - (long)start > LongestComment + DataLimits.Variables * 1024L)
        {
            throw new DataFormatException($"the archive's directory has {entries} entries from byte {start} on; at most {DataLimits.Variables} arrays are read.");
        }
    }
}
