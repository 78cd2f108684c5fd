using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>AᵀA, or AAᵀ where that is smaller, of a matrix given by its entries: a pass over them each way a product.</summary>
internal sealed class GramOfEntries : ISymmetricOperator
{
    private readonly (int Row, int Column)[] entries;
    private readonly double[] values;
    private readonly double[] between;
    private readonly bool isTall;

    public GramOfEntries(int rows, int columns, (int Row, int Column)[] entries, double[] values)
    {
        (this.entries, this.values, isTall) = (entries, values, rows >= columns);
        Dimension = Math.Min(rows, columns);
        between = new double[Math.Max(rows, columns)];
    }

    public int Dimension { get; }

    public void Apply(ReadOnlySpan<double> vector, Span<double> image)
    {
        Array.Clear(between);
        image.Clear();
        for (int k = 0; k < values.Length; k++)
        {
            (int near, int far) = isTall ? (entries[k].Column, entries[k].Row) : entries[k];
            between[far] += values[k] * vector[near];
        }
        for (int k = 0; k < values.Length; k++)
        {
            (int near, int far) = isTall ? (entries[k].Column, entries[k].Row) : entries[k];
            image[near] += values[k] * between[far];
        }
    }
}
