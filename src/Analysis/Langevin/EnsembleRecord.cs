using System.Collections.Immutable;

namespace DlnDynamics.Analysis;

/// <summary>What an ensemble of paths recorded: every observable of every path at every time, and statistics of them.</summary>
/// <remarks>Sums go in the order of the paths, so the same ensemble gives the same bits. A record with failed paths has no numbers: leaving paths out would bias them.</remarks>
public sealed class EnsembleRecord
{
    private readonly double[] values;
    private readonly int observables;

    internal EnsembleRecord(ImmutableArray<double> times, int observables, int paths, double[] values, string?[] failures)
    {
        (Times, this.observables, Paths, this.values) = (times, observables, paths, values);
        FailedPaths = failures.Count(failure => failure is not null);
        Failure = FailedPaths == 0 ? null : $"{FailedPaths} of {paths} paths failed. Path {Array.FindIndex(failures, failure => failure is not null)}: {failures.First(failure => failure is not null)}";
    }

    /// <summary>Rescaled.</summary>
    public ImmutableArray<double> Times { get; }

    /// <summary>Number of paths.</summary>
    public int Paths { get; }

    /// <summary>How many paths did not reach the last time.</summary>
    public int FailedPaths { get; }

    /// <summary>What befell the first of them; null where all arrived.</summary>
    public string? Failure { get; }

    /// <summary>One number.</summary>
    /// <exception cref="InvalidOperationException">Paths failed.</exception>
    public double Value(int observable, int time, int path)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)observable, (uint)observables, nameof(observable));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)time, (uint)Times.Length, nameof(time));
        return Failure is null ? values[(path * observables + observable) * Times.Length + time] : throw new InvalidOperationException(Failure);
    }

    /// <summary>Mean over the paths and its standard error.</summary>
    public Estimate Mean(int observable, int time) => Estimate.Of([.. Enumerable.Range(0, Paths).Select(path => Value(observable, time, path))]);

    /// <summary>Mean over all paths and all times from a burn-in on; its standard error from the spread between paths, which are independent, as times are not.</summary>
    /// <exception cref="ArgumentException">No time is left, or there is but one path.</exception>
    public Estimate EquilibriumMean(int observable, double burnIn = 0)
    {
        int[] kept = After(burnIn);
        return Estimate.Of([.. Enumerable.Range(0, Paths).Select(path => kept.Average(time => Value(observable, time, path)))]);
    }

    /// <summary>All values from a burn-in on, path after path.</summary>
    /// <exception cref="ArgumentException">No time is left.</exception>
    public ImmutableArray<double> Pooled(int observable, double burnIn = 0)
    {
        int[] kept = After(burnIn);
        return [.. Enumerable.Range(0, Paths).SelectMany(path => kept.Select(time => Value(observable, time, path)))];
    }

    private int[] After(double burnIn)
    {
        int[] kept = [.. Enumerable.Range(0, Times.Length).Where(time => Times[time] >= burnIn)];
        return kept.Length > 0 ? kept : throw new ArgumentException($"No recorded time is as late as {burnIn}.", nameof(burnIn));
    }
}
