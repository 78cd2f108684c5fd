using System.Numerics;
using System.Runtime.CompilerServices;

namespace DlnDynamics.LinearAlgebra;

/// <summary>The matrix product: op(a) packed into slivers of three vectors of rows, op(b) into slivers of four columns.</summary>
/// <remarks>
/// Each entry of c is one running fused multiply-add over the inner index (restarted every <see cref="Depth"/> terms), so its bits
/// do not depend on the vector width, on where the entry lies, or on padding: padded lanes are computed and thrown away.
/// Cost: 2·m·n·k operations; scratch of 0.4 MB for each thread, made once.
/// Source: the block structure is that of [Goto2008].
/// </remarks>
internal static unsafe class PackedMultiply
{
    private const int Depth = 256, TileColumns = 4, SliversInBlock = 16, PlainLimit = 7 * 7 * 7;

    // Three vectors by four columns: twelve sums, three vectors of a and one of b fill sixteen registers.
    private static readonly int TileRows = 3 * Vector<double>.Count;

    [ThreadStatic]
    private static double[]? scratch;

    /// <summary>c ← alpha·op(a)·op(b) + beta·c.</summary>
    public static void Multiply(
        double alpha, ReadOnlyMatrixView a, Transpose transposeA, ReadOnlyMatrixView b, Transpose transposeB, double beta, MatrixView c)
    {
        bool flipA = transposeA == Transpose.Yes, flipB = transposeB == Transpose.Yes;
        int inner = flipA ? a.Rows : a.Columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(flipA ? a.Columns : a.Rows, c.Rows, nameof(a));
        ArgumentOutOfRangeException.ThrowIfNotEqual(flipB ? b.Columns : b.Rows, inner, nameof(b));
        ArgumentOutOfRangeException.ThrowIfNotEqual(flipB ? b.Rows : b.Columns, c.Columns, nameof(b));
        if (c.Rows == 0 || c.Columns == 0)
        {
            return;
        }
        fixed (double* pa = a.Data, pb = b.Data, pc = c.Data)
        {
            Strided opA = new(pa, flipA ? a.Stride : 1, flipA ? 1 : a.Stride);
            Strided opB = new(pb, flipB ? b.Stride : 1, flipB ? 1 : b.Stride);
            if ((long)c.Rows * c.Columns * inner <= PlainLimit)
            {
                Plain(alpha, opA, opB, beta, pc, c.Stride, c.Rows, c.Columns, inner);
            }
            else
            {
                Packed(alpha, opA, opB, beta, pc, c.Stride, c.Rows, c.Columns, inner);
            }
        }
    }

    private static void Plain(double alpha, Strided a, Strided b, double beta, double* c, int stride, int rows, int columns, int inner)
    {
        // Two columns at a time: two independent sums hide each other's latency. An odd last column is taken twice.
        for (int j = 0; j < columns; j += 2)
        {
            int second = Math.Min(j + 1, columns - 1);
            int across = (second - j) * b.ColumnStride;
            for (int i = 0; i < rows; i++)
            {
                double sum0 = 0, sum1 = 0;
                double* left = a.Data + i * a.RowStride, right = b.Data + j * b.ColumnStride;
                for (int k = 0; k < inner; k++)
                {
                    sum0 = Math.FusedMultiplyAdd(*left, *right, sum0);
                    sum1 = Math.FusedMultiplyAdd(*left, right[across], sum1);
                    left += a.ColumnStride;
                    right += b.RowStride;
                }
                double* target = c + i + j * stride;
                *target = Combine(alpha, sum0, beta, *target);
                if (second > j)
                {
                    target[stride] = Combine(alpha, sum1, beta, target[stride]);
                }
            }
        }
    }

    private static void Packed(double alpha, Strided a, Strided b, double beta, double* c, int stride, int rows, int columns, int inner)
    {
        int blockRows = SliversInBlock * TileRows;
        int needed = blockRows * Depth + Depth * TileColumns + TileRows * TileColumns + 8;
        fixed (double* unaligned = scratch ??= GC.AllocateUninitializedArray<double>(needed, pinned: true))
        {
            double* packedA = (double*)(((nint)unaligned + 63) & ~63);
            double* packedB = packedA + blockRows * Depth, tile = packedB + Depth * TileColumns;
            for (int k = 0; k < inner; k += Depth)
            {
                int depth = Math.Min(Depth, inner - k);
                for (int i = 0; i < rows; i += blockRows)
                {
                    int height = Math.Min(blockRows, rows - i);
                    PackRows(a.From(i, k), height, depth, packedA);
                    for (int j = 0; j < columns; j += TileColumns)
                    {
                        int width = Math.Min(TileColumns, columns - j);
                        PackColumns(b.From(k, j), width, depth, packedB);
                        double* target = c + i + (nint)j * stride;
                        Sweep(alpha, packedA, packedB, depth, k == 0 ? beta : 1, new(target, 1, stride), height, width, tile);
                    }
                }
            }
        }
    }

    private static void Sweep(
        double alpha, double* packedA, double* packedB, int depth, double beta, Strided c, int height, int width, double* tile)
    {
        int tileRows = TileRows;
        for (int i = 0; i < height; i += tileRows)
        {
            double* target = c.Data + i;
            if (width == TileColumns && height - i >= tileRows)
            {
                Tile(alpha, packedA + i * depth, packedB, depth, beta, target, c.ColumnStride);
                continue;
            }
            Tile(1, packedA + i * depth, packedB, depth, 0, tile, tileRows);
            int left = Math.Min(tileRows, height - i);
            for (int column = 0; column < width; column++)
            {
                double* to = target + (nint)column * c.ColumnStride, from = tile + column * tileRows;
                for (int row = 0; row < left; row++)
                {
                    to[row] = Combine(alpha, from[row], beta, to[row]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(double alpha, double* a, double* b, int depth, double beta, double* c, int stride)
    {
        int width = Vector<double>.Count;
        Vector<double> c00 = default, c10 = default, c20 = default, c01 = default, c11 = default, c21 = default;
        Vector<double> c02 = default, c12 = default, c22 = default, c03 = default, c13 = default, c23 = default;
        for (double* end = b + depth * TileColumns; b < end; b += TileColumns)
        {
            Vector<double> a0 = Vector.Load(a), a1 = Vector.Load(a + width), a2 = Vector.Load(a + 2 * width);
            a += 3 * width;
            Vector<double> value = new(b[0]);
            c00 = Vector.FusedMultiplyAdd(a0, value, c00);
            c10 = Vector.FusedMultiplyAdd(a1, value, c10);
            c20 = Vector.FusedMultiplyAdd(a2, value, c20);
            value = new(b[1]);
            c01 = Vector.FusedMultiplyAdd(a0, value, c01);
            c11 = Vector.FusedMultiplyAdd(a1, value, c11);
            c21 = Vector.FusedMultiplyAdd(a2, value, c21);
            value = new(b[2]);
            c02 = Vector.FusedMultiplyAdd(a0, value, c02);
            c12 = Vector.FusedMultiplyAdd(a1, value, c12);
            c22 = Vector.FusedMultiplyAdd(a2, value, c22);
            value = new(b[3]);
            c03 = Vector.FusedMultiplyAdd(a0, value, c03);
            c13 = Vector.FusedMultiplyAdd(a1, value, c13);
            c23 = Vector.FusedMultiplyAdd(a2, value, c23);
        }
        StoreColumn(alpha, c00, c10, c20, beta, c);
        StoreColumn(alpha, c01, c11, c21, beta, c + stride);
        StoreColumn(alpha, c02, c12, c22, beta, c + 2 * (nint)stride);
        StoreColumn(alpha, c03, c13, c23, beta, c + 3 * (nint)stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumn(double alpha, Vector<double> x, Vector<double> y, Vector<double> z, double beta, double* c)
    {
        int width = Vector<double>.Count;
        Vector<double> factor = new(alpha), old = new(beta);
        if (beta == 0)
        {
            (factor * x).Store(c);
            (factor * y).Store(c + width);
            (factor * z).Store(c + 2 * width);
            return;
        }
        Vector.FusedMultiplyAdd(factor, x, old * Vector.Load(c)).Store(c);
        Vector.FusedMultiplyAdd(factor, y, old * Vector.Load(c + width)).Store(c + width);
        Vector.FusedMultiplyAdd(factor, z, old * Vector.Load(c + 2 * width)).Store(c + 2 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Combine(double alpha, double sum, double beta, double old) =>
        beta == 0 ? alpha * sum : Math.FusedMultiplyAdd(alpha, sum, beta * old);

    private static void PackRows(Strided a, int height, int depth, double* to)
    {
        int tileRows = TileRows;
        for (int i = 0; i < height; i += tileRows, to += tileRows * depth)
        {
            int rows = Math.Min(tileRows, height - i);
            if (rows < tileRows)
            {
                new Span<double>(to, tileRows * depth).Clear();
            }
            PackSliver(a.From(i, 0), rows, depth, to, tileRows);
        }
    }

    private static void PackColumns(Strided b, int width, int depth, double* to)
    {
        if (width < TileColumns)
        {
            new Span<double>(to, TileColumns * depth).Clear();
        }
        PackSliver(new(b.Data, b.ColumnStride, b.RowStride), width, depth, to, TileColumns);
    }

    // Entry (i, k) goes to to[i + k·pitch]; the contiguous direction of the source is the inner loop.
    private static void PackSliver(Strided from, int rows, int depth, double* to, int pitch)
    {
        if (from.RowStride == 1)
        {
            for (int k = 0; k < depth; k++)
            {
                new ReadOnlySpan<double>(from.Data + (nint)k * from.ColumnStride, rows).CopyTo(new Span<double>(to + k * pitch, rows));
            }
            return;
        }
        for (int i = 0; i < rows; i++)
        {
            double* source = from.Data + (nint)i * from.RowStride, target = to + i;
            for (int k = 0; k < depth; k++, target += pitch)
            {
                *target = source[k];
            }
        }
    }

    /// <summary>Entry (i, j) lies at Data[i·RowStride + j·ColumnStride], so that a transpose is an exchange of strides.</summary>
    private readonly struct Strided(double* data, int rowStride, int columnStride)
    {
        public readonly double* Data = data;
        public readonly int RowStride = rowStride, ColumnStride = columnStride;

        public Strided From(int row, int column) =>
            new(Data + (nint)row * RowStride + (nint)column * ColumnStride, RowStride, ColumnStride);
    }
}
