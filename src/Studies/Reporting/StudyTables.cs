using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>The tables of a study, rows in the order of the plan.</summary>
/// <param name="Runs">One row a run: key, axes, return-code, what was concluded.</param>
/// <param name="Trajectories">Columns key, time, one a scalar quantity.</param>
/// <param name="SingularValues">Columns key, time, index, value.</param>
/// <param name="Events">Columns key, event, time, time-alone, index, value.</param>
/// <param name="Rates">Columns key, quantity, index, law, rate, its error and interval, predicted-rate, the tail, reason.</param>
/// <param name="Stages">Columns key, stage, plateau-start, plateau-end, level, rank, speed, escape, gain.</param>
/// <param name="Stationarity">Columns key, scope, then what the eigenvalues of that Hessian say.</param>
/// <param name="Certificates">Columns key, index, value, fate, relative-error, digits.</param>
/// <param name="DepthComparison">Columns key, reference, time, distance, relative-distance, order, extrapolated-distance.</param>
/// <param name="Comparison">Columns estimate, key, rank, penalty, held-out errors, reason: the runs that have held-out entries, and the baselines.</param>
/// <param name="Descent">Descent in discrete time beside the flows of layered runs.</param>
/// <param name="Timings">Columns key, seconds: the one table that differs between machines.</param>
public sealed record StudyTables(
    DataFrame Runs, DataFrame Trajectories, DataFrame SingularValues, DataFrame Events, DataFrame Rates,
    DataFrame Stages, DataFrame Stationarity, DataFrame Certificates, DataFrame DepthComparison, DataFrame Comparison, DescentTables Descent, DataFrame Timings)
{
    /// <summary>The tables from a plan and what is stored of it; a run that is not stored has a row that says so.</summary>
    /// <param name="outline">The plan.</param>
    /// <param name="records">For each row of the plan its record, or null.</param>
    /// <param name="store">Where the matrices of the runs are.</param>
    public static StudyTables From(PlanOutline outline, IReadOnlyList<RunRecord?> records, FolderStore store)
    {
        ArgumentNullException.ThrowIfNull(outline);
        ArgumentNullException.ThrowIfNull(records);
        RunRecord[] stored = [.. records.OfType<RunRecord>().DistinctBy(record => record.Key)];
        return new(
            RunsOf(outline, records),
            StackedFrames.Of(stored, record => record.Trajectory, "time"),
            StackedFrames.Of(stored, record => record.SingularValues, "time", "index", "value"),
            StackedFrames.Of(stored, record => record.Events, "event", "time", "time-alone", "index", "value"),
            StackedFrames.Of(stored, record => record.Rates,
                "quantity", "index", "law", "rate", "standard-error", "rate-lower", "rate-upper", "predicted-law", "predicted-rate", "tail-start", "tail-end", "samples", "reason"),
            StackedFrames.Of(stored, record => record.Stages, "stage", "plateau-start", "plateau-end", "level", "rank", "speed", "escape", "gain"),
            StackedFrames.Of(stored, record => record.Stationarity,
                "scope", "smallest-eigenvalue", "largest-eigenvalue", "smallest-positive", "negative", "zero", "unclear", "zero-level"),
            StackedFrames.Of(stored, record => record.Certificates, "index", "value", "fate", "relative-error", "digits"),
            DepthTable.Of(outline, records, store),
            ComparisonTable.Of(outline, records, store),
            DescentTables.From(outline, store),
            new(
                new Column<string>("key", [.. stored.Select(record => record.Key)]),
                new Column<double>("seconds", [.. stored.Select(record => record.Seconds)], "s")));
    }

    private static DataFrame RunsOf(PlanOutline outline, IReadOnlyList<RunRecord?> records)
    {
        List<Column> columns = [new Column<string>("key", [.. outline.Rows.Select(row => row.Key)])];
        for (int axis = 0; axis < outline.AxisNames.Length; axis++)
        {
            int index = axis;
            columns.Add(AxisColumn.Of(outline.AxisNames[axis], [.. outline.Rows.Select(row => row.AxisValues[index])]));
        }
        columns.Add(new Column<string>("return-code", [.. records.Select(record => record?.ReturnCode ?? RunOutcome.NotRun)]));
        ImmutableArray<SmallStartRank?> small = ScaleVerdicts.Of(outline, records);
        object? ValueOf(int row, string name) => name switch
        {
            "small-start-rank" => small[row]?.Rank,
            "small-start-reason" => small[row]?.Reason,
            _ => records[row]?[name],
        };
        IEnumerable<string> names = RunColumns.Names
            .Concat(records.OfType<RunRecord>().SelectMany(record => record.Summary.Select(value => value.Name)))
            .Distinct()
            .Where(name => columns.TrueForAll(column => column.Name != name))
            .ToArray();
        foreach (string name in names)
        {
            ImmutableArray<object?> values = [.. Enumerable.Range(0, records.Count).Select(row => ValueOf(row, name))];
            columns.Add(CsvTable.TextColumns.Contains(name) || values.Any(value => value is string)
                ? new Column<string>(name, [.. values.Select(AxisColumn.TextOf)])
                : new Column<double>(name, [.. values.Select(value => CsvTable.Number(value))]));
        }
        return new(columns);
    }
}
