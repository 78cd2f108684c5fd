using System.Runtime.InteropServices;

namespace DlnDynamics.Studies;

/// <summary>A matrix whose numbers lie one after the other in bytes.</summary>
internal static class DenseArray
{
    /// <summary>The matrix in exactly these bytes.</summary>
    /// <exception cref="DataFormatException">The shape does not fit the bytes, or a number cannot be used.</exception>
    public static NamedMatrix Read(ReadOnlySpan<byte> bytes, long rows, long columns, NumberType type, bool isByColumns, DataRules rules)
    {
        DataLimits.CheckShape(rows, columns);
        if (bytes.Length != rows * columns * type.Size)
        {
            throw new DataFormatException($"a {rows} × {columns} matrix of {type.Size} bytes an entry has {rows * columns * type.Size} bytes, and here are {bytes.Length}.");
        }
        double[] values = new double[rows * columns];
        int m = (int)rows, n = (int)columns;
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                int at = isByColumns ? i + j * m : i * n + j;
                values[i + j * m] = rules.Entry(type.Read(bytes[(at * type.Size)..]), i, j);
            }
        }
        return new(m, n, ImmutableCollectionsMarshal.AsImmutableArray(values));
    }
}
