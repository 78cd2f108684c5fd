using System.Buffers.Binary;

namespace DlnDynamics.Studies;

/// <summary>How a number lies in bytes.</summary>
/// <param name="Kind">f: floating point, i: integer, u: integer without sign, b: 0 or 1.</param>
/// <param name="Size">Bytes, 1 to 8.</param>
/// <param name="IsBigEndian">Whether the most significant byte is first.</param>
internal readonly record struct NumberType(char Kind, int Size, bool IsBigEndian)
{
    private const long LargestExact = 1L << 53;

    /// <summary>The type that NumPy calls so ("&lt;f8", "|u1"); null for one that is no real number of at most 8 bytes.</summary>
    /// <remarks>Source: numpy.dtype.str.</remarks>
    public static NumberType? OfNumPy(string name) => name is ['<' or '>' or '|' or '=', ..] && name[1..] is "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1"
        ? new(name[1], name[2] - '0', name[0] == '>')
        : null;

    /// <summary>The number at the beginning of some bytes.</summary>
    /// <exception cref="DataFormatException">It is an integer that double precision cannot hold.</exception>
    public double Read(ReadOnlySpan<byte> bytes) => (Kind, Size) switch
    {
        ('f', 8) => IsBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ('f', _) => IsBigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => Exact(Integer(bytes)),
    };

    /// <summary>An integer as a double.</summary>
    /// <exception cref="DataFormatException">Double precision cannot hold it.</exception>
    public static double Exact(Int128 integer) => Int128.Abs(integer) <= LargestExact
        ? (double)integer
        : throw new DataFormatException($"the integer {integer} is beyond 2^53, where double precision cannot hold every integer; divide the data, or store them as floating point numbers.");

    private Int128 Integer(ReadOnlySpan<byte> bytes)
    {
        ulong bits = 0;
        for (int i = 0; i < Size; i++)
        {
            bits = bits << 8 | bytes[IsBigEndian ? i : Size - 1 - i];
        }
        int unused = 64 - 8 * Size;
        return Kind == 'i' ? (long)(bits << unused) >> unused : bits;
    }
}
