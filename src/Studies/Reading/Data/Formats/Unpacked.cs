using System.IO.Compression;

namespace DlnDynamics.Studies;

/// <summary>Bytes that were compressed, unpacked twice: first only counted, so that memory is taken for what is really there.</summary>
internal static class Unpacked
{
    /// <summary>The contents of an entry of a zip file.</summary>
    /// <exception cref="DataFormatException">They are damaged, or too many.</exception>
    public static byte[] Zip(ZipArchiveEntry entry)
    {
        string what = $"the array \"{CellNumber.Shown(entry.FullName)}\"";
        byte[] contents;
        using (Stream counted = Open(entry, what))
        {
            contents = new byte[Count(counted, what, 0, null)];
        }
        using (Stream stream = Open(entry, what))
        {
            Fill(stream, contents, what);
        }
        return Crc32.Of(contents) == entry.Crc32 ? contents : throw new DataFormatException($"{what} is damaged: its check sum is wrong.");
    }

    /// <summary>How many bytes a stream gives; each is shown to the check sum.</summary>
    /// <param name="stream">What unpacks them.</param>
    /// <param name="what">What a sentence calls them.</param>
    /// <param name="before">How many of the same file were counted before.</param>
    /// <param name="sum">The check sum; null for none.</param>
    /// <exception cref="DataFormatException">The stream is damaged, or with what was before gives more than is read.</exception>
    public static int Count(Stream stream, string what, int before, Crc32? sum)
    {
        byte[] buffer = new byte[1 << 16];
        int count = 0;
        try
        {
            while (stream.Read(buffer) is > 0 and int read)
            {
                sum?.Add(buffer.AsSpan(0, read));
                count += read;
                if (before + count > DataLimits.Bytes)
                {
                    throw new DataFormatException($"{what} unpacks to more than {DataLimits.Bytes >> 20} MiB, the most that is read.");
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Damaged(what);
        }
        return count;
    }

    /// <summary>Fills memory with what a stream gives.</summary>
    /// <exception cref="DataFormatException">The stream is damaged.</exception>
    public static void Fill(Stream stream, Span<byte> contents, string what)
    {
        try
        {
            stream.ReadExactly(contents);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Damaged(what);
        }
    }

    private static Stream Open(ZipArchiveEntry entry, string what)
    {
        try
        {
            return entry.Open();
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException)
        {
            throw new DataFormatException($"{what} cannot be unpacked: {exception.Message.TrimEnd('.')}.");
        }
    }

    // What the streams themselves say of wrong data is that the method of compression is not supported.
    private static DataFormatException Damaged(string what) => new($"{what} is damaged: its compressed data cannot be unpacked.");
}
