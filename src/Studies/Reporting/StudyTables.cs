using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>The tables of a study, rows in the order of the plan.</summary>
/// <param name="Runs">One row a run: key, axes, return-code, what was concluded.</param>
/// <param name="Trajectories">Columns key, time, one a scalar quantity.</param>
/// <param name="SingularValues">Columns key, time, index, value.</param>
/// <param name="Events">Columns key, event, time, index, value.</param>
/// <param name="Rates">Columns key, quantity, law, rate, standard-error, tail-start, tail-end.</param>
/// <param name="DepthComparison">Columns key, reference, time, distance, relative-distance, order, extrapolated-distance.</param>
/// <param name="Timings">Columns key, seconds: the one table that differs between machines.</param>
public sealed record StudyTables(
    DataFrame Runs, DataFrame Trajectories, DataFrame SingularValues, DataFrame Events, DataFrame Rates, DataFrame DepthComparison, DataFrame Timings)
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
            StackedFrames.Of(stored, record => record.Events, "event", "time", "index", "value"),
            StackedFrames.Of(stored, record => record.Rates, "quantity", "law", "rate", "standard-error", "tail-start", "tail-end"),
            DepthTable.Of(outline, records, store),
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
        IEnumerable<string> names = RunColumns.Names
            .Concat(records.OfType<RunRecord>().SelectMany(record => record.Summary.Select(value => value.Name)))
            .Distinct()
            .Where(name => columns.TrueForAll(column => column.Name != name))
            .ToArray();
        foreach (string name in names)
        {
            ImmutableArray<object?> values = [.. records.Select(record => record?[name])];
            columns.Add(CsvTable.TextColumns.Contains(name) || values.Any(value => value is string)
                ? new Column<string>(name, [.. values.Select(AxisColumn.TextOf)])
                : new Column<double>(name, [.. values.Select(value => CsvTable.Number(value))]));
        }
        return new(columns);
    }
}
