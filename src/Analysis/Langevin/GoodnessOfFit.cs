using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace DlnDynamics.Analysis;

/// <summary>Pearson's test of counts against probabilities: how often chance alone would give counts as far off.</summary>
/// <param name="Statistic">χ² = Σ (count − expected)²/expected over the bins that are left.</param>
/// <param name="DegreesOfFreedom">Bins less one.</param>
/// <param name="PValue">Of a χ² variable; small: the counts do not have these probabilities. Samples must be independent.</param>
public sealed record GoodnessOfFit(double Statistic, int DegreesOfFreedom, double PValue)
{
    /// <summary>Of counts in bins; neighbours are merged until each bin expects enough.</summary>
    /// <param name="counts">Of independent samples.</param>
    /// <param name="probabilities">Of the bins; they sum to 1.</param>
    /// <param name="leastExpected">A bin that expects fewer is merged with the next one, the last with the one before.</param>
    /// <remarks>The p-value is that of the limit of many samples; from five expected a bin it is good to a few percent of itself. Source: [Pea00].</remarks>
    /// <exception cref="ArgumentException">Lengths differ, probabilities do not sum to 1 within 1e-6, or fewer than two bins are left.</exception>
    public static GoodnessOfFit Of(ImmutableArray<long> counts, ImmutableArray<double> probabilities, double leastExpected = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, counts.Length, nameof(probabilities));
        if (!(Math.Abs(probabilities.Sum() - 1) < 1e-6) || probabilities.Any(p => p < 0))
        {
            throw new ArgumentException($"Probabilities are ≥ 0 and sum to 1; these sum to {probabilities.Sum():G9}.", nameof(probabilities));
        }
        double samples = counts.Sum();
        List<(double Count, double Expected)> bins = [];
        (double Count, double Expected) open = (0, 0);
        for (int k = 0; k < counts.Length; k++)
        {
            open = (open.Count + counts[k], open.Expected + samples * probabilities[k]);
            if (open.Expected >= leastExpected)
            {
                bins.Add(open);
                open = (0, 0);
            }
        }
        if (bins.Count > 0)
        {
            bins[^1] = (bins[^1].Count + open.Count, bins[^1].Expected + open.Expected);
        }
        if (bins.Count < 2)
        {
            throw new ArgumentException($"{samples} samples leave fewer than two bins that expect {leastExpected}: take more samples or wider bins.", nameof(counts));
        }
        double statistic = bins.Sum(bin => (bin.Count - bin.Expected) * (bin.Count - bin.Expected) / bin.Expected);
        return new(statistic, bins.Count - 1, 1 - ChiSquared.CDF(bins.Count - 1, statistic));
    }
}
