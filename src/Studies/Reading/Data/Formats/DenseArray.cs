using System.Runtime.InteropServices;

namespace DlnDynamics.Studies;

/// <summary>A matrix whose numbers lie one after the other in bytes.</summary>
internal static class DenseArray
{
    /// <summary>The matrix in exactly these bytes, which begin at a byte of their file.</summary>
    /// <exception cref="DataFormatException">The shape does not fit the bytes, or a number cannot be used.</exception>
    public static NamedMatrix Read(ReadOnlySpan<byte> bytes, int start, long rows, long columns, NumberType type, bool isByColumns, DataRules rules)
    {
        DataLimits.CheckShape(rows, columns);
        long expected = rows * columns * type.Size;
        if (bytes.Length != expected)
        {
            throw new DataFormatException($"a {rows} × {columns} matrix of {type.Size} bytes an entry has {expected} bytes, and here are {bytes.Length}, from byte {start} on; "
                + (bytes.Length < expected ? "the file is cut short." : "something follows the matrix."));
        }
        double[] values = new double[rows * columns];
        int m = (int)rows, n = (int)columns;
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                int at = (isByColumns ? i + j * m : i * n + j) * type.Size;
                values[i + j * m] = rules.Entry(Number(bytes[at..], type, i, j, start + at), i, j, at: start + at);
            }
        }
        return new(m, n, ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    private static double Number(ReadOnlySpan<byte> bytes, NumberType type, int row, int column, int at)
    {
        try
        {
            return type.Read(bytes);
        }
        catch (DataFormatException exception)
        {
            throw new DataFormatException($"row {row + 1}, column {column + 1} (byte {at}): {exception.Message}");
        }
    }
}
