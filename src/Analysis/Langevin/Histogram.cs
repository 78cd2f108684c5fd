using System.Collections.Immutable;

namespace DlnDynamics.Analysis;

/// <summary>Counts of samples in bins; none is lost, the first and last bin are open to their sides.</summary>
/// <param name="Edges">Inner edges, ascending: one less than bins. An edge belongs to the bin above it.</param>
/// <param name="Counts">Of the bins.</param>
public sealed record Histogram(ImmutableArray<double> Edges, ImmutableArray<long> Counts)
{
    /// <summary>Of samples; NaN is refused.</summary>
    /// <exception cref="ArgumentException">A sample is not a number, or edges do not ascend.</exception>
    public static Histogram Of(ImmutableArray<double> samples, ImmutableArray<double> edges)
    {
        for (int k = 1; k < edges.Length; k++)
        {
            if (!(edges[k] > edges[k - 1]))
            {
                throw new ArgumentException("Edges of bins ascend.", nameof(edges));
            }
        }
        long[] counts = new long[edges.Length + 1];
        foreach (double sample in samples)
        {
            counts[BinOf(sample, edges)]++;
        }
        return new(edges, [.. counts]);
    }

    /// <summary>The number of the bin of a sample.</summary>
    public static int BinOf(double sample, ImmutableArray<double> edges)
    {
        if (double.IsNaN(sample))
        {
            throw new ArgumentException("A sample is not a number.", nameof(sample));
        }
        int place = edges.BinarySearch(sample);
        return place >= 0 ? place + 1 : ~place;
    }
}
