using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>The times at which a trajectory is looked at: finite and strictly increasing, checked when made.</summary>
public sealed class SampleTimes
{
    private SampleTimes(ImmutableArray<double> times)
    {
        for (int i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || (i > 0 && times[i] <= times[i - 1]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Sample time {i} is {times[i]}; times must be finite and strictly increasing."),
                    nameof(times));
            }
        }
        Times = times;
    }

    /// <summary>The times.</summary>
    public ImmutableArray<double> Times { get; }

    /// <summary>The times of a list.</summary>
    /// <exception cref="ArgumentException">They are not finite and strictly increasing.</exception>
    public static SampleTimes Of(params ImmutableArray<double> times) => new(times);

    /// <summary>Equally spaced times, both ends included; count ≥ 2.</summary>
    public static SampleTimes Linear(double first, double last, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        return new([.. Enumerable.Range(0, count).Select(i => i == count - 1 ? last : first + (last - first) * i / (count - 1))]);
    }

    /// <summary>Times with equal ratios, both ends included; first &gt; 0, count ≥ 2.</summary>
    public static SampleTimes Logarithmic(double first, double last, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        double ratio = Math.Log(last / first);
        return new([.. Enumerable.Range(0, count)
            .Select(i => i == 0 ? first : i == count - 1 ? last : first * Math.Exp(ratio * i / (count - 1)))]);
    }
}
