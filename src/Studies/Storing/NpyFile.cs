using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Doubles as NumPy writes them: a matrix, or several of one shape; format 1.0, little-endian, C order.</summary>
/// <remarks>Source: numpy.lib.format, "Format Version 1.0".</remarks>
public static class NpyFile
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8, 1, 0];

    /// <summary>The bytes of a file that holds the matrix, row after row.</summary>
    public static byte[] Write(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return Bytes([matrix], string.Create(CultureInfo.InvariantCulture, $"{matrix.Rows}, {matrix.Columns}"));
    }

    /// <summary>The bytes of a file that holds an array of count × m × n: matrices of one shape, one after the other.</summary>
    public static byte[] WriteAll(ImmutableArray<Matrix> matrices)
    {
        (int rows, int columns) = matrices.IsEmpty ? (0, 0) : (matrices[0].Rows, matrices[0].Columns);
        return Bytes(matrices, string.Create(CultureInfo.InvariantCulture, $"{matrices.Length}, {rows}, {columns}"));
    }

    /// <summary>The matrix in the bytes of a file that <see cref="Write"/> made.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static Matrix Read(ReadOnlySpan<byte> bytes)
    {
        (int[] shape, int start) = Header(bytes);
        return shape.Length == 2 && bytes.Length - start == 8L * shape[0] * shape[1] ? MatrixAt(bytes[start..], shape[0], shape[1]) : throw Another("a matrix");
    }

    /// <summary>The matrices in the bytes of a file that <see cref="WriteAll"/> made.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static ImmutableArray<Matrix> ReadAll(ReadOnlySpan<byte> bytes)
    {
        (int[] shape, int start) = Header(bytes);
        if (shape.Length != 3 || bytes.Length - start != 8L * shape[0] * shape[1] * shape[2])
        {
            throw Another("several matrices of one shape");
        }
        ImmutableArray<Matrix>.Builder matrices = ImmutableArray.CreateBuilder<Matrix>(shape[0]);
        for (int k = 0; k < shape[0]; k++)
        {
            matrices.Add(MatrixAt(bytes[(start + 8 * k * shape[1] * shape[2])..], shape[1], shape[2]));
        }
        return matrices.MoveToImmutable();
    }

    private static byte[] Bytes(ImmutableArray<Matrix> matrices, string shape)
    {
        string header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}";
        // Magic, two bytes of length, header, padding and newline fill a multiple of 64.
        header = header.PadRight((Magic.Length + 2 + header.Length + 1 + 63) / 64 * 64 - Magic.Length - 3) + "\n";
        byte[] bytes = new byte[Magic.Length + 2 + header.Length + 8 * matrices.Sum(matrix => matrix.Rows * matrix.Columns)];
        Magic.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Magic.Length), (ushort)header.Length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(Magic.Length + 2));
        Span<byte> rest = bytes.AsSpan(Magic.Length + 2 + header.Length);
        foreach (Matrix matrix in matrices)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                for (int j = 0; j < matrix.Columns; j++)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(rest, matrix[i, j]);
                    rest = rest[8..];
                }
            }
        }
        return bytes;
    }

    private static (int[] Shape, int Start) Header(ReadOnlySpan<byte> bytes)
    {
        NpyHeader header = NpyHeader.Read(bytes);
        return header is { Type: "<f8", IsFortran: false } && header.Shape.All(length => length <= int.MaxValue)
            ? ([.. header.Shape.Select(length => (int)length)], header.Start)
            : throw Another("an array");
    }

    private static Matrix MatrixAt(ReadOnlySpan<byte> data, int rows, int columns)
    {
        Matrix matrix = new(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = BinaryPrimitives.ReadDoubleLittleEndian(data[(8 * (i * columns + j))..]);
            }
        }
        return matrix;
    }

    private static FormatException Another(string wanted) => new($"This NumPy file does not hold {wanted} of little-endian doubles in C order.");
}
