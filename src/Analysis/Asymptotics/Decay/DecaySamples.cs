namespace DlnDynamics.Analysis;

/// <summary>Samples of a positive quantity that tends to zero, down to where the integration error takes over.</summary>
/// <remarks>Each sample carries the relative error that an absolute error of the trajectory makes in it; fits weigh by it.</remarks>
public sealed class DecaySamples
{
    // Below this part of the largest value a loss is the square of a gradient known to nine digits.
    private const double RoundOff = 1e-18;

    // More say nothing new: the samples are smooth.
    private const int MostInAFit = 96;

    // A fall of the loss by this part of it has five digits.
    private const double LeastFall = 2e-11;

    private readonly double[] times;
    private readonly double[] logs;
    private readonly double[] errors;

    private readonly double[] rates;

    private DecaySamples(double[] times, double[] logs, double[] errors, double[] rates) =>
        (this.times, this.logs, this.errors, this.rates) = (times, logs, errors, rates);

    /// <summary>The last time that was offered; where it lies well beyond the last sample, what was left out is integration error.</summary>
    public double End { get; private init; }

    /// <summary>Number of samples.</summary>
    public int Count => times.Length;

    /// <summary>Samples of what is quadratic in the distance from the limit: E − E(∞), or −dE/dt.</summary>
    /// <param name="times">Times, increasing, in any clock.</param>
    /// <param name="values">The quantity; the first that is no positive number, or below the floor, ends the samples.</param>
    /// <param name="floor">The square of the integrator's tolerance: relative to the largest value, at least 1e-18.</param>
    public static DecaySamples OfLoss(IReadOnlyList<double> times, IReadOnlyList<double> values, double floor = RoundOff)
    {
        double cut = Math.Max(floor, RoundOff) * Largest(values);
        return Of(times, values, cut, value => 2 * Math.Sqrt(cut / value));
    }

    /// <summary>Samples of a distance from the limit: ‖X − X(∞)‖, |ln σ − ln σ(∞)|.</summary>
    /// <param name="times">Times, increasing, in any clock.</param>
    /// <param name="values">The distance; the first that is no positive number, or below the error, ends the samples.</param>
    /// <param name="error">Of the distance, absolute: the integrator's tolerance and the error of the limit. At least 1e-15 of the largest.</param>
    public static DecaySamples OfDistance(IReadOnlyList<double> times, IReadOnlyList<double> values, double error)
    {
        double cut = Math.Max(error, 1e-15 * Largest(values));
        return Of(times, values, cut, value => cut / value);
    }

    /// <summary>Samples of what is known to a relative error however small it is: a vanishing singular value in log-polar coordinates.</summary>
    /// <param name="times">Times, increasing, in any clock.</param>
    /// <param name="logs">ln of the quantity; the first that is not finite ends the samples.</param>
    /// <param name="error">Of ln of the quantity.</param>
    public static DecaySamples OfLogarithm(IReadOnlyList<double> times, IReadOnlyList<double> logs, double error)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(logs);
        (double T, double Log)[] kept = [.. times.Zip(logs).Where(s => s.First > 0).TakeWhile(s => double.IsFinite(s.Second))];
        return new([.. kept.Select(s => s.T)], [.. kept.Select(s => s.Log)], [.. kept.Select(s => Rounding(s.Log) + error)], []) { End = times.Count > 0 ? times[^1] : double.NaN };
    }

    /// <summary>The gradient's norm, squared, along a run, with its local rate dD/dE from the same rows: D = −dE/dτ.</summary>
    /// <param name="rows">A run, in the rescaled clock.</param>
    /// <param name="tolerance">Of the integrator.</param>
    /// <remarks>
    /// dD/dE needs neither E(∞) nor clocks: both are read off the same points, so what the method's steps do to time does not touch it.
    /// Towards a limit at an exponential rate D and E − E(∞) decay alike; towards one at E − E(∞) ~ t^(−p), D ~ t^(−p − 1).
    /// </remarks>
    public static DecaySamples OfDissipation(IReadOnlyList<HistoryRow> rows, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(rows);
        DecaySamples all = OfLoss([.. rows.Select(row => row.Time)], [.. rows.Select(row => row.Dissipation)], tolerance * tolerance);
        List<int> kept = [];
        List<double> slopes = [];
        int start = rows.TakeWhile(row => !(row.Time > 0)).Count();
        for (int k = start; k < start + all.Count; k++)
        {
            // Far enough apart that the quotient has digits: a fifth of an e-fold.
            if (kept.Count > 0 && Math.Abs(Math.Log(rows[k].Dissipation / rows[kept[^1]].Dissipation)) < 0.2)
            {
                continue;
            }
            HistoryRow last = rows[kept.Count > 0 ? kept[^1] : k];
            double fall = last.Loss - rows[k].Loss;
            if (kept.Count > 0 && fall < LeastFall * rows[k].Loss)
            {
                // The fall drowns in the rounding of E: on a plateau until the next escape, at the end for good.
                continue;
            }
            slopes.Add(kept.Count == 0 ? double.NaN : (last.Dissipation - rows[k].Dissipation) / fall);
            kept.Add(k);
        }
        return new(
            [.. kept.Skip(1).Select(k => all.times[k - start])],
            [.. kept.Skip(1).Select(k => all.logs[k - start])],
            [.. kept.Skip(1).Select(k => all.errors[k - start])],
            [.. slopes.Skip(1)])
        {
            End = all.End,
        };
    }

    /// <summary>How many samples a tail must have: local rates of their own, or differences that make some.</summary>
    internal int Fewest => rates.Length > 0 ? 4 : 6;

    /// <summary>Every stretch from some sample to the last, longest first, each thinned evenly to at most 96 samples.</summary>
    /// <param name="most">Number of stretches.</param>
    internal IEnumerable<DecayTail> Tails(int most)
    {
        int last = Count - Fewest, previous = -1;
        for (int k = 0; k < most && last >= 0; k++)
        {
            int start = (int)((long)last * k / Math.Max(1, most - 1));
            if (start != previous)
            {
                yield return Tail(start);
            }
            previous = start;
        }
    }

    private DecayTail Tail(int start)
    {
        int count = Count - start, kept = Math.Min(count, MostInAFit);
        int[] index = [.. Enumerable.Range(0, kept).Select(k => start + (int)((long)(count - 1) * k / (kept - 1)))];
        return new(
            [.. index.Select(k => times[k])], [.. index.Select(k => logs[k])], [.. index.Select(k => errors[k])],
            rates.Length > 0 ? [.. index.Select(k => rates[k])] : []);
    }

    private static DecaySamples Of(IReadOnlyList<double> times, IReadOnlyList<double> values, double cut, Func<double, double> error)
    {
        ArgumentNullException.ThrowIfNull(times);
        (double T, double Value)[] kept = [.. times.Zip(values).Where(s => s.First > 0).TakeWhile(s => s.Second > cut && double.IsFinite(s.Second))];
        return new(
            [.. kept.Select(s => s.T)], [.. kept.Select(s => Math.Log(s.Value))], [.. kept.Select(s => Rounding(Math.Log(s.Value)) + error(s.Value))], [])
        {
            End = times.Count > 0 ? times[^1] : double.NaN,
        };
    }

    private static double Largest(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
    }

    private static double Rounding(double log) => 1e-15 * (1 + Math.Abs(log));
}
