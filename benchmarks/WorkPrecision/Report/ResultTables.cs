using DlnDynamics.Analysis;

namespace DlnDynamics.WorkPrecision;

/// <summary>The tables of a benchmark. All but that of timings are the same bytes each time.</summary>
internal static class ResultTables
{
    /// <summary>A row a run: what it achieved and what it cost.</summary>
    public static DataFrame Runs(IReadOnlyList<Measurement> runs) => new(
        Text(runs, "problem", one => one.Problem),
        Text(runs, "coordinates", one => one.Coordinates == Dynamics.FlowCoordinates.LogPolar ? "log-polar" : "layers"),
        Text(runs, "depth", one => one.Depth.ToString()),
        Number(runs, "dimension", one => one.Dimension),
        Text(runs, "method", one => one.Method),
        Number(runs, "tolerance", one => one.Tolerance),
        Text(runs, "return-code", one => one.ReturnCode),
        Number(runs, "error", one => one.Error),
        Number(runs, "work", one => one.Work, "evaluations"),
        Number(runs, "evaluations", one => one.Counts?.Evaluations),
        Number(runs, "jacobian-products", one => one.Counts?.JacobianProducts),
        Number(runs, "jacobians", one => one.Counts?.Jacobians),
        Number(runs, "steps", one => one.Counts?.Steps),
        Number(runs, "rejected", one => one.Counts?.Rejected));

    /// <summary>A row a run that was tried: its seconds, also over those of the fastest that finished the problem at that tolerance.</summary>
    public static DataFrame Timings(IReadOnlyList<Measurement> runs)
    {
        Measurement[] tried = [.. runs.Where(one => !double.IsNaN(one.Seconds))];
        Dictionary<(string, double), double> fastest = tried.Where(one => one.IsRight).GroupBy(one => (one.Problem, one.Tolerance))
            .ToDictionary(group => group.Key, group => group.Min(one => one.Seconds));
        return new(
            Text(tried, "problem", one => one.Problem),
            Text(tried, "method", one => one.Method),
            Number(tried, "tolerance", one => one.Tolerance),
            Text(tried, "return-code", one => one.ReturnCode),
            Number(tried, "seconds", one => one.Seconds, "s"),
            Number(tried, "over-fastest", one => fastest.TryGetValue((one.Problem, one.Tolerance), out double least) ? one.Seconds / least : null));
    }

    /// <summary>A row a run of the automatic method: its work over that of the best single method.</summary>
    public static DataFrame Auto(IReadOnlyList<AutoComparison> rows) => new(
        Text(rows, "problem", row => row.Auto.Problem),
        Number(rows, "tolerance", row => row.Auto.Tolerance),
        Text(rows, "return-code", row => row.Auto.ReturnCode),
        Number(rows, "error", row => row.Auto.Error),
        Number(rows, "work", row => row.Auto.Work, "evaluations"),
        Text(rows, "best-at-equal-accuracy", row => row.EqualAccuracy.Method),
        Number(rows, "ratio-at-equal-accuracy", row => row.EqualAccuracy.Ratio),
        Text(rows, "best-at-equal-tolerance", row => row.EqualTolerance.Method),
        Number(rows, "ratio-at-equal-tolerance", row => row.EqualTolerance.Ratio));

    /// <summary>A row a problem and error: the single method that gets there with the least work.</summary>
    public static DataFrame Best(IReadOnlyList<BestMethod> rows) => new(
        Text(rows, "problem", row => row.Problem),
        Number(rows, "error", row => row.Error),
        Text(rows, "best-method", row => row.Method),
        Number(rows, "work", row => row.Work, "evaluations"),
        Number(rows, "auto-ratio", row => row.AutoRatio));

    /// <summary>A row a problem: where it ends, what a run may spend, where its reference comes from and how far the check lies from it.</summary>
    public static DataFrame Problems(Benchmark benchmark)
    {
        IReadOnlyList<BenchmarkProblem> problems = benchmark.Problems;
        return new(
            Text(problems, "problem", one => one.Name),
            Number(problems, "end", one => one.End, "rescaled time"),
            Number(problems, "budget", one => one.Budget, "evaluations"),
            Text(problems, "reference", one => benchmark.References[one.Name].Origin),
            Number(problems, "disagreement", one => benchmark.References[one.Name].Disagreement));
    }

    private static Column<string> Text<T>(IReadOnlyList<T> rows, string name, Func<T, string> value) => new(name, [.. rows.Select(value)]);

    private static Column<double> Number<T>(IReadOnlyList<T> rows, string name, Func<T, double?> value, string? unit = null) =>
        new(name, [.. rows.Select(row => value(row) ?? double.NaN)], unit);
}
