using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>Frames of several runs as one, the run's key in the first column; a column that a run lacks is empty there.</summary>
internal static class StackedFrames
{
    /// <param name="runs">The runs, in order.</param>
    /// <param name="of">The frame of a run.</param>
    /// <param name="columns">Columns that the result has even when no run has a row.</param>
    public static DataFrame Of(IReadOnlyCollection<RunRecord> runs, Func<RunRecord, DataFrame> of, params string[] columns) => Of([.. runs.Select(run => (run.Key, of(run)))], columns);

    /// <param name="frames">The frames, in order, each with the key of its run.</param>
    /// <param name="columns">Columns that the result has even when no frame has a row.</param>
    public static DataFrame Of((string Key, DataFrame Frame)[] frames, params string[] columns)
    {
        IEnumerable<string> names = columns.Concat(frames.SelectMany(pair => pair.Frame.Columns.Select(column => column.Name))).Distinct();
        Column key = new Column<string>("key", [.. frames.SelectMany(pair => Enumerable.Repeat(pair.Key, pair.Frame.RowCount))]);
        return new(names.Select(name => Stack(frames, name)).Prepend(key));
    }

    private static Column Stack((string Key, DataFrame Frame)[] frames, string name)
    {
        IEnumerable<object?> values = frames.SelectMany(pair =>
            Enumerable.Range(0, pair.Frame.RowCount).Select(row => pair.Frame.Has(name) ? pair.Frame[name].ValueAt(row) : null));
        return CsvTable.TextColumns.Contains(name)
            ? new Column<string>(name, [.. values.Select(value => value as string ?? "")])
            : new Column<double>(name, [.. values.Select(value => CsvTable.Number(value))]);
    }
}
