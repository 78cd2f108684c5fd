using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>A matrix of doubles as NumPy writes it: format 1.0, little-endian, C order.</summary>
/// <remarks>Source: numpy.lib.format, "Format Version 1.0".</remarks>
public static class NpyFile
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8, 1, 0];

    /// <summary>The bytes of a file that holds the matrix, row after row.</summary>
    public static byte[] Write(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        string header = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({matrix.Rows}, {matrix.Columns}), }}");
        // Magic, two bytes of length, header, padding and newline fill a multiple of 64.
        header = header.PadRight((Magic.Length + 2 + header.Length + 1 + 63) / 64 * 64 - Magic.Length - 3) + "\n";
        byte[] bytes = new byte[Magic.Length + 2 + header.Length + 8 * matrix.Rows * matrix.Columns];
        Magic.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Magic.Length), (ushort)header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(Magic.Length + 2));
        Span<byte> data = bytes.AsSpan(Magic.Length + 2 + header.Length);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(data[(8 * (i * matrix.Columns + j))..], matrix[i, j]);
            }
        }
        return bytes;
    }

    /// <summary>The matrix in the bytes of a file that <see cref="Write"/> made.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static Matrix Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic))
        {
            throw new FormatException("This is not a NumPy file of format 1.0.");
        }
        int start = Magic.Length + 2 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[Magic.Length..]);
        string header = Encoding.ASCII.GetString(bytes[(Magic.Length + 2)..start]);
        string[] shape = header.Split('(', ')') is [_, var inside, _] ? inside.Split(',', StringSplitOptions.TrimEntries) : [];
        if (!header.Contains("'<f8'", StringComparison.Ordinal) || !header.Contains("'fortran_order': False", StringComparison.Ordinal)
            || shape is not [var m, var n] || !int.TryParse(m, CultureInfo.InvariantCulture, out int rows) || !int.TryParse(n, CultureInfo.InvariantCulture, out int columns)
            || bytes.Length - start != 8L * rows * columns)
        {
            throw new FormatException("This NumPy file does not hold a matrix of little-endian doubles in C order.");
        }
        Matrix matrix = new(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(start + 8 * (i * columns + j))..]);
            }
        }
        return matrix;
    }
}
