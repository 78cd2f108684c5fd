using System.Numerics;

namespace DlnDynamics.LinearAlgebra;

/// <summary>Collects the rotations of QL sweeps and applies them to the columns of a basis, many sweeps at a time.</summary>
/// <remarks>
/// The basis is kept as panels of a few rows, all columns of a panel one after the other: a panel stays in the first cache while every
/// waiting rotation passes over it, and the column shared by two neighbouring rotations stays in registers.
/// </remarks>
internal sealed unsafe class RotationBatch
{
    private static readonly int PanelRows = 4 * Vector<double>.Count;

    private readonly int size, panels;
    private readonly double[] memory;
    private readonly Rotation[] rotations;
    private readonly (int High, int Start, int Count)[] sweeps;
    private int sweepCount, rotationCount;

    public RotationBatch(int size)
    {
        this.size = size;
        panels = (size + PanelRows - 1) / PanelRows;
        memory = GC.AllocateArray<double>(panels * PanelRows * size + 8, pinned: true);
        rotations = new Rotation[Math.Max(1024, 2 * size)];
        sweeps = new (int, int, int)[256];
    }

    /// <summary>Takes over the basis, and forgets rotations left from a decomposition that failed.</summary>
    public void Load(ReadOnlyMatrixView basis)
    {
        sweepCount = rotationCount = 0;
        fixed (double* unaligned = memory)
        {
            double* data = Aligned(unaligned);
            for (int j = 0; j < size; j++)
            {
                ReadOnlySpan<double> column = basis.Column(j);
                for (int row = 0; row < size; row += PanelRows)
                {
                    int count = Math.Min(PanelRows, size - row);
                    column.Slice(row, count).CopyTo(new Span<double>(data + row * size + j * PanelRows, count));
                }
            }
        }
    }

    /// <summary>Room for a sweep of at most so many rotations.</summary>
    /// <remarks>The first turns columns high − 1 and high, the next those one below, and so on.</remarks>
    public Span<Rotation> Begin(int high, int most)
    {
        if (sweepCount == sweeps.Length || rotationCount + most > rotations.Length)
        {
            Flush();
        }
        sweeps[sweepCount] = (high, rotationCount, 0);
        return rotations.AsSpan(rotationCount, most);
    }

    /// <summary>Says how many rotations the sweep came to.</summary>
    public void End(int count)
    {
        sweeps[sweepCount++].Count = count;
        rotationCount += count;
    }

    /// <summary>Applies what is waiting.</summary>
    public void Flush()
    {
        fixed (double* unaligned = memory)
        fixed (Rotation* first = rotations)
        {
            double* data = Aligned(unaligned);
            for (int panel = 0; panel < panels; panel++, data += PanelRows * size)
            {
                for (int i = 0; i < sweepCount; i++)
                {
                    Apply(first + sweeps[i].Start, sweeps[i].Count, data + sweeps[i].High * PanelRows);
                }
            }
        }
        sweepCount = rotationCount = 0;
    }

    /// <summary>Hands out the basis, its columns in the given order.</summary>
    public void Store(MatrixView vectors, ReadOnlySpan<int> order)
    {
        fixed (double* unaligned = memory)
        {
            double* data = Aligned(unaligned);
            for (int j = 0; j < size; j++)
            {
                Span<double> column = vectors.Column(j);
                for (int row = 0; row < size; row += PanelRows)
                {
                    int count = Math.Min(PanelRows, size - row);
                    new ReadOnlySpan<double>(data + row * size + order[j] * PanelRows, count).CopyTo(column.Slice(row, count));
                }
            }
        }
    }

    private static double* Aligned(double* start) => (double*)(((nint)start + 63) & ~63);

    private static void Apply(Rotation* rotation, int count, double* column)
    {
        int width = Vector<double>.Count;
        Vector<double> x0 = Vector.Load(column), x1 = Vector.Load(column + width);
        Vector<double> x2 = Vector.Load(column + 2 * width), x3 = Vector.Load(column + 3 * width);
        for (Rotation* end = rotation + count; rotation < end; rotation++)
        {
            double* next = column - 4 * width;
            Vector<double> cosine = new(rotation->Cosine), sine = new(rotation->Sine);
            Vector<double> y0 = Vector.Load(next), y1 = Vector.Load(next + width);
            Vector<double> y2 = Vector.Load(next + 2 * width), y3 = Vector.Load(next + 3 * width);
            Vector.FusedMultiplyAdd(cosine, x0, sine * y0).Store(column);
            Vector.FusedMultiplyAdd(cosine, x1, sine * y1).Store(column + width);
            Vector.FusedMultiplyAdd(cosine, x2, sine * y2).Store(column + 2 * width);
            Vector.FusedMultiplyAdd(cosine, x3, sine * y3).Store(column + 3 * width);
            x0 = Vector.FusedMultiplyAdd(-sine, x0, cosine * y0);
            x1 = Vector.FusedMultiplyAdd(-sine, x1, cosine * y1);
            x2 = Vector.FusedMultiplyAdd(-sine, x2, cosine * y2);
            x3 = Vector.FusedMultiplyAdd(-sine, x3, cosine * y3);
            column = next;
        }
        x0.Store(column);
        x1.Store(column + width);
        x2.Store(column + 2 * width);
        x3.Store(column + 3 * width);
    }
}
