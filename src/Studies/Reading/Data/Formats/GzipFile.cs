using System.Buffers.Binary;
using System.IO.Compression;

namespace DlnDynamics.Studies;

/// <summary>A .gz file: one or more members, each compressed for itself, whose contents follow each other.</summary>
/// <remarks>Source: RFC 1952, sections 2.2 and 2.3.</remarks>
internal static class GzipFile
{
    private const string What = "the gzip file";
    private const int FixedHeader = 10, TrailerLength = 8, ShortestData = 2, Deflate = 8;
    private const int HasSum = 2, HasExtra = 4, HasName = 8, HasComment = 16;

    /// <summary>The contents of all members.</summary>
    /// <exception cref="DataFormatException">The bytes are no such file, are damaged, or unpack to too much.</exception>
    public static byte[] Read(byte[] bytes)
    {
        if (!IsMember(bytes))
        {
            throw new DataFormatException("the file does not begin as a gzip file does (bytes 1F 8B); if it is not compressed, remove .gz from its name.");
        }
        List<(int Start, int Count)> members = [];
        int total = 0;
        for (int at = 0; at < bytes.Length;)
        {
            int start = DataOf(bytes, at);
            Crc32 sum = new();
            using DeflateStream data = Data(bytes, start);
            int count = Unpacked.Count(data, What, total, sum);
            at = EndOf(bytes, start, sum.Value, count);
            members.Add((start, count));
            total += count;
        }
        byte[] contents = new byte[total];
        int filled = 0;
        foreach ((int start, int count) in members)
        {
            using DeflateStream data = Data(bytes, start);
            Unpacked.Fill(data, contents.AsSpan(filled, count), What);
            filled += count;
        }
        return contents;
    }

    private static bool IsMember(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    private static DeflateStream Data(byte[] bytes, int start) => new(new MemoryStream(bytes, start, bytes.Length - start), CompressionMode.Decompress);

    // Where the compressed data of the member begin.
    private static int DataOf(ReadOnlySpan<byte> bytes, int member)
    {
        ReadOnlySpan<byte> header = bytes[member..];
        if (header.Length < FixedHeader)
        {
            throw CutShort(bytes);
        }
        if (header[2] != Deflate)
        {
            throw new DataFormatException($"byte {member + 2} of {What} says that it is compressed by method {header[2]}; only {Deflate} is known: it is damaged.");
        }
        int flags = header[3], at = FixedHeader;
        if ((flags & HasExtra) != 0)
        {
            at += header.Length < at + 2 ? header.Length : 2 + BinaryPrimitives.ReadUInt16LittleEndian(header[at..]);
        }
        foreach (int text in (ReadOnlySpan<int>)[HasName, HasComment])
        {
            if ((flags & text) != 0 && at < header.Length)
            {
                int length = header[at..].IndexOf((byte)0);
                at = length < 0 ? header.Length : at + length + 1;
            }
        }
        at += (flags & HasSum) != 0 ? 2 : 0;
        return at < header.Length ? member + at : throw CutShort(bytes);
    }

    // The stream that unpacks does not tell where it ended: there stand the check sum and the length of what it gave, and then nothing, or the next member.
    private static int EndOf(ReadOnlySpan<byte> bytes, int start, uint sum, int count)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, sum);
        BinaryPrimitives.WriteInt32LittleEndian(trailer[4..], count);
        int? found = null;
        int from = Math.Min(start + ShortestData, bytes.Length);
        for (int next = bytes[from..].IndexOf(trailer); next >= 0; next = bytes[from..].IndexOf(trailer))
        {
            int end = from + next + TrailerLength;
            if (end == bytes.Length || IsMember(bytes[end..]))
            {
                return end;
            }
            found ??= end;
            from += next + 1;
        }
        throw new DataFormatException(found is { } other
            ? $"{What} ends at byte {other}, and {bytes.Length - other} bytes follow that belong to no gzip file; remove them."
            : $"{What} is damaged or cut short: behind byte {start} no check sum fits the {count} bytes that it unpacks to.");
    }

    private static DataFormatException CutShort(ReadOnlySpan<byte> bytes) => new($"{What} ends after {bytes.Length} bytes, inside a header; it is cut short.");
}
