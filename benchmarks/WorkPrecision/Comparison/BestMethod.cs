using System.Collections.Immutable;

namespace DlnDynamics.WorkPrecision;

/// <summary>Which single method needs the least work for an error on a problem, and how much more the automatic one needs.</summary>
/// <param name="Problem">Name of the problem.</param>
/// <param name="Error">The error.</param>
/// <param name="Method">The best method; empty where none got there.</param>
/// <param name="Work">Its work.</param>
/// <param name="AutoRatio">Work of the automatic method for the same error, over that; NaN where it did not get there.</param>
internal sealed record BestMethod(string Problem, double Error, string Method, double Work, double AutoRatio)
{
    private static readonly double[] Errors = [1e-3, 1e-4, 1e-6, 1e-9];

    /// <summary>A row for each problem and error.</summary>
    public static ImmutableArray<BestMethod> Of(IReadOnlyCollection<Measurement> measurements, IReadOnlyDictionary<string, double> floors)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        ArgumentNullException.ThrowIfNull(floors);
        return
        [
            .. from problem in measurements.Where(one => one.Counts is not null).GroupBy(one => one.Problem)
               from error in Errors
               select Of(problem.Key, error, [.. problem.Where(one => one.IsRight)], floors[problem.Key]),
        ];
    }

    private static BestMethod Of(string problem, double error, IReadOnlyCollection<Measurement> right, double floor)
    {
        (string method, double work) = AutoComparison.CheapestAt(error, right.Where(one => one.Method != AutoComparison.AutoName), floor);
        (_, double auto) = AutoComparison.CheapestAt(error, right.Where(one => one.Method == AutoComparison.AutoName), floor);
        return new(problem, error, method, work, auto / work);
    }
}
