using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>The times at which a run records: a grid, a list, or what suits the end time.</summary>
internal static class SampleTimesReader
{
    private const int DefaultCount = 120;

    /// <summary>Increasing times up to the end time, if there is one; null after an error.</summary>
    public static ImmutableArray<double>? Read(Section? record, double? end)
    {
        if (record is null)
        {
            return null;
        }
        ImmutableArray<double>? times = record["times"] switch
        {
            // Without an end time: until a flow that has not converged by 1e12 is stopped by hand.
            ScalarNode { Text: "auto" } => Logarithmic(1e-8 * (end ?? 1e12), end ?? 1e12, DefaultCount),
            MappingNode { Entries: [{ Key: "logarithmic" or "linear" } grid] } => ReadGrid(record, grid),
            ListNode { Items.IsEmpty: false } list => ReadList(record, list),
            var other => Refuse(record, Section.Expected("auto, { logarithmic: [a, b, n] }, { linear: [a, b, n] } or a list of times", other)),
        };
        return end is null ? times : times?.RemoveAll(time => time > end);
    }

    private static ImmutableArray<double>? Refuse(Section record, string message)
    {
        record.Refuse("times", message);
        return null;
    }

    private static ImmutableArray<double>? ReadList(Section record, ListNode list)
    {
        ImmutableArray<double>.Builder times = ImmutableArray.CreateBuilder<double>();
        foreach (StudyNode item in list.Items)
        {
            double previous = times.Count > 0 ? times[^1] : -1;
            string expected = times.Count == 0 ? "a time ≥ 0" : string.Create(CultureInfo.InvariantCulture, $"a time after {previous}, for sample times must increase");
            if (record.Number(item, record.PathOf("times"), expected, value => value >= 0 && value > previous) is not { } time)
            {
                return null;
            }
            times.Add(time);
        }
        return times.ToImmutable();
    }

    private static ImmutableArray<double>? ReadGrid(Section record, MappingEntry grid)
    {
        string path = $"{record.PathOf("times")}.{grid.Key}";
        bool isLogarithmic = grid.Key == "logarithmic";
        if (grid.Value is not ListNode { Items: [var a, var b, var n] })
        {
            record.RefuseAt(grid.Value, $"times.{grid.Key}", Section.Expected("[first time, last time, number of times]", grid.Value));
            return null;
        }
        double? first = record.Number(a, path, isLogarithmic ? "a first time > 0" : "a first time ≥ 0", value => isLogarithmic ? value > 0 : value >= 0);
        double? last = record.Number(b, path,
            string.Create(CultureInfo.InvariantCulture, $"a last time after the first, {first}, for sample times must increase"), value => first is null || value > first);
        double? count = record.Number(n, path, "a whole number of times from 2 to 100000", value => value is >= 2 and <= 100_000 && value == Math.Floor(value));
        return first is null || last is null || count is null ? null
            : isLogarithmic ? Logarithmic(first.Value, last.Value, (int)count) : Linear(first.Value, last.Value, (int)count);
    }

    private static ImmutableArray<double> Linear(double first, double last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? last : first + (last - first) * i / (count - 1))];

    private static ImmutableArray<double> Logarithmic(double first, double last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => i == 0 ? first : i == count - 1 ? last : Rounded(first * Math.Pow(last / first, i / (count - 1.0))))];

    // Math.Pow differs in its last bits between machines; twelve digits do not, and the key of a run must not either.
    private static double Rounded(double time) =>
        double.Parse(time.ToString("E11", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
