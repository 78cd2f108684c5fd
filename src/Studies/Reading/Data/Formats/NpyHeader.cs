using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DlnDynamics.Studies;

/// <summary>What stands before the numbers of a NumPy file.</summary>
/// <param name="Type">The type of an element as NumPy names it.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The lengths of the array's dimensions.</param>
/// <param name="Start">Where the numbers begin.</param>
/// <remarks>Source: numpy.lib.format, format versions 1.0, 2.0 and 3.0.</remarks>
internal sealed partial record NpyHeader(string Type, bool IsFortran, ImmutableArray<long> Shape, int Start)
{
    /// <summary>NumPy itself reads no longer header unless told to trust it.</summary>
    private const int Longest = 10_000;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The header in the first bytes of a file.</summary>
    /// <exception cref="DataFormatException">There is none.</exception>
    public static NpyHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12 && bytes.StartsWith(Magic.AsSpan(0, Math.Min(bytes.Length, Magic.Length))))
        {
            throw new DataFormatException($"the file ends after byte {bytes.Length - 1}, inside the header of a NumPy array; it is cut short.");
        }
        if (!bytes.StartsWith(Magic))
        {
            throw new DataFormatException("the file does not begin as a NumPy array does (byte 93 and NUMPY).");
        }
        int version = bytes[Magic.Length];
        if (version is < 1 or > 3)
        {
            throw new DataFormatException($"byte {Magic.Length} says that the NumPy format is {version}; known are 1, 2 and 3.");
        }
        int start = version == 1 ? 10 : 12;
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > Longest || length > bytes.Length - start)
        {
            throw new DataFormatException($"the NumPy header should have {length} bytes from byte {start} on; {(length > Longest ? $"at most {Longest} are read" : $"the file ends after {bytes.Length}: it is cut short")}.");
        }
        string text = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        return Parse(text, start + (int)length)
            ?? throw new DataFormatException($"the NumPy header at byte {start} must give descr, fortran_order and shape of an array of plain numbers, found {CellNumber.Shown(text.Trim())}");
    }

    private static NpyHeader? Parse(string text, int end)
    {
        MatchCollection types = TypeOf().Matches(text), orders = OrderOf().Matches(text), shapes = ShapeOf().Matches(text);
        if (types.Count != 1 || orders.Count != 1 || shapes.Count != 1)
        {
            return null;
        }
        ImmutableArray<long>.Builder shape = ImmutableArray.CreateBuilder<long>();
        foreach (string length in shapes[0].Groups["lengths"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Python 2 wrote a long integer as 3L.
            if (!long.TryParse(length.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                return null;
            }
            shape.Add(value);
        }
        return new(types[0].Groups["type"].Value, orders[0].Groups["order"].Value == "True", shape.ToImmutable(), end);
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"](?<type>[^'"]*)['"]""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TypeOf();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(?<order>True|False)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrderOf();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<lengths>[^)]*)\)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShapeOf();
}
