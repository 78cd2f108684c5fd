using System.Buffers.Binary;
using System.IO.Compression;

namespace DlnDynamics.Studies;

/// <summary>Bytes that were compressed, unpacked twice: first only counted, so that memory is taken for what is really there.</summary>
internal static class Unpacked
{
    /// <summary>The contents of a .gz file.</summary>
    /// <exception cref="DataFormatException">The bytes are no such file, are damaged, or unpack to too much.</exception>
    /// <remarks>Source: RFC 1952: the last four bytes are the length of the contents.</remarks>
    public static byte[] Gzip(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
        {
            throw new DataFormatException("the file does not begin as a gzip file does (bytes 1F 8B); if it is not compressed, remove .gz from its name.");
        }
        byte[] contents = All(() => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress), "the gzip file");
        // The stream checks sums where they stand, but ends in silence where the file does.
        uint length = bytes.Length < 18 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4));
        return contents.Length == length
            ? contents
            : throw new DataFormatException($"the gzip file unpacks to {contents.Length} bytes, and its last bytes say another length; it is cut short, or is several in one: pack it again.");
    }

    /// <summary>The contents of an entry of a zip file.</summary>
    /// <exception cref="DataFormatException">They are damaged, or too many.</exception>
    public static byte[] Zip(ZipArchiveEntry entry)
    {
        string what = $"the array \"{CellNumber.Shown(entry.FullName)}\"";
        byte[] contents = All(entry.Open, what);
        return Crc32(contents) == entry.Crc32 ? contents : throw new DataFormatException($"{what} is damaged: its check sum is wrong.");
    }

    /// <summary>All that a stream gives; it is opened twice.</summary>
    /// <exception cref="DataFormatException">The stream is damaged, or gives too much.</exception>
    private static byte[] All(Func<Stream> open, string what)
    {
        try
        {
            byte[] bytes = new byte[Count(open, what)];
            using Stream stream = open();
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException)
        {
            throw new DataFormatException($"{what} is damaged or cut short: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static int Count(Func<Stream> open, string what)
    {
        byte[] buffer = new byte[1 << 16];
        int count = 0;
        using Stream stream = open();
        while (stream.Read(buffer) is > 0 and int read)
        {
            count += read;
            if (count > DataLimits.Bytes)
            {
                throw new DataFormatException($"{what} unpacks to more than {DataLimits.Bytes >> 20} MiB, the most that is read.");
            }
        }
        return count;
    }

    // Source: RFC 1952, section 8.
    private static uint Crc32(byte[] bytes)
    {
        uint[] table = new uint[256];
        for (uint k = 0; k < table.Length; k++)
        {
            table[k] = k;
            for (int bit = 0; bit < 8; bit++)
            {
                table[k] = (table[k] & 1) == 0 ? table[k] >> 1 : table[k] >> 1 ^ 0xEDB88320;
            }
        }
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum = sum >> 8 ^ table[(byte)sum ^ value];
        }
        return ~sum;
    }
}
