using System.Collections.Immutable;

namespace DlnDynamics.WorkPrecision;

/// <summary>The automatic method against the best single one, at one of its points.</summary>
/// <param name="Auto">The automatic method's run.</param>
/// <param name="EqualAccuracy">Method that needs the least work for the error that auto achieved, and auto's work over its; NaN where there is none.</param>
/// <param name="EqualTolerance">The same among the runs at the same tolerance whose error is at most ten times auto's.</param>
internal sealed record AutoComparison(Measurement Auto, (string Method, double Ratio) EqualAccuracy, (string Method, double Ratio) EqualTolerance)
{
    /// <summary>Name of the automatic method.</summary>
    public const string AutoName = "auto";

    /// <summary>A row for each run of the automatic method. Wrong answers are no rivals.</summary>
    /// <param name="measurements">All runs.</param>
    /// <param name="floors">For each problem the error below which its reference says nothing.</param>
    public static ImmutableArray<AutoComparison> Of(IReadOnlyCollection<Measurement> measurements, IReadOnlyDictionary<string, double> floors)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        ArgumentNullException.ThrowIfNull(floors);
        ILookup<string, Measurement> rivals = measurements
            .Where(one => one.Method != AutoName && one.IsRight && one.Counts is not null).ToLookup(one => one.Problem);
        return
        [
            .. measurements.Where(one => one.Method == AutoName)
                .Select(auto => new AutoComparison(
                    auto,
                    Ratio(auto, CheapestAt(auto.Error, rivals[auto.Problem], floors[auto.Problem])),
                    Ratio(auto, rivals[auto.Problem]
                        .Where(one => one.Tolerance == auto.Tolerance && one.Error <= 10 * Math.Max(auto.Error, floors[auto.Problem]))
                        .Select(one => (one.Method, one.Work))
                        .OrderBy(one => one.Work)
                        .FirstOrDefault(("", double.NaN))))),
        ];
    }

    /// <summary>The method of least work for an error, and that work; NaN where none achieved it.</summary>
    public static (string Method, double Work) CheapestAt(double error, IEnumerable<Measurement> runs, double floor)
    {
        double wanted = Math.Max(error, floor);
        return runs.GroupBy(one => one.Method)
            .Select(group => (
                Method: group.Key, Work: WorkCurve.Through(group.Select(one => (Math.Max(one.Error, floor), one.Work))).WorkAt(wanted)))
            .Where(one => !double.IsNaN(one.Work))
            .OrderBy(one => one.Work)
            .FirstOrDefault(("", double.NaN));
    }

    private static (string Method, double Ratio) Ratio(Measurement auto, (string Method, double Work) best) =>
        auto.IsFinished ? (best.Method, auto.Work / best.Work) : ("", double.NaN);
}
