using System.Buffers.Binary;
using System.Text;

namespace DlnDynamics.Studies;

/// <summary>A variable of a MATLAB file of version 4.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How its numbers lie in bytes.</param>
/// <param name="Kind">0: full, 1: text, 2: sparse.</param>
/// <param name="IsComplex">Whether an imaginary part follows.</param>
/// <param name="Rows">Rows of what is stored.</param>
/// <param name="Columns">Columns of what is stored.</param>
/// <param name="Start">Where its numbers begin.</param>
/// <remarks>Source: MathWorks, "MAT-File Format", level 4.</remarks>
internal sealed record MatVariable(string Name, NumberType Type, int Kind, bool IsComplex, int Rows, int Columns, int Start)
{
    private const int HeaderLength = 20;
    private const int LongestName = 1024;

    /// <summary>Where its numbers end.</summary>
    public long End => Start + (IsComplex ? 2L : 1L) * Rows * Columns * Type.Size;

    /// <summary>The variable that begins at a byte, known to lie wholly in the file.</summary>
    /// <exception cref="DataFormatException">There is none.</exception>
    public static MatVariable At(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes.Length - at < HeaderLength)
        {
            throw Wrong(at, $"needs {HeaderLength} bytes, and the file ends after {bytes.Length}");
        }
        int code = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        bool isBigEndian = code is < 0 or > 9999;
        int[] header = new int[5];
        for (int k = 0; k < header.Length; k++)
        {
            ReadOnlySpan<byte> field = bytes[(at + 4 * k)..];
            header[k] = isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(field) : BinaryPrimitives.ReadInt32LittleEndian(field);
        }
        int machine = header[0] / 1000, kind = header[0] % 10;
        NumberType? type = (header[0] / 10 % 10) switch
        {
            0 => new('f', 8, isBigEndian),
            1 => new('f', 4, isBigEndian),
            2 => new('i', 4, isBigEndian),
            3 => new('i', 2, isBigEndian),
            4 => new('u', 2, isBigEndian),
            5 => new('u', 1, isBigEndian),
            _ => null,
        };
        if (machine != (isBigEndian ? 1 : 0) || header[0] / 100 % 10 != 0 || type is null || kind > 2 || header[3] is not (0 or 1))
        {
            throw Wrong(at, $"has the type code {header[0]}, which version 4 of the format does not know");
        }
        int start = at + HeaderLength + header[4];
        if (header[1] < 0 || header[2] < 0 || header[4] is < 1 or > LongestName || start > bytes.Length)
        {
            throw Wrong(at, $"is {header[1]} × {header[2]} with a name of {header[4]} bytes, which cannot be");
        }
        string name = Encoding.Latin1.GetString(bytes.Slice(at + HeaderLength, header[4])).TrimEnd('\0');
        MatVariable variable = new(name, type.Value, kind, header[3] == 1, header[1], header[2], start);
        return (Int128)variable.Rows * variable.Columns <= bytes.Length && variable.End <= bytes.Length
            ? variable
            : throw Wrong(at, $"is {header[1]} × {header[2]}, more than the {bytes.Length - start} bytes that follow; is the file cut short?");
    }

    private static DataFormatException Wrong(int at, string what) => new($"the variable at byte {at} {what}.");
}
