using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Every run of finite depth against the run of infinite depth that differs from it in nothing else.</summary>
internal static class DepthTable
{
    private const string Axis = "depth";

    /// <summary>One row a run of finite depth and time: sample times where both runs stored their path, and infinity for their limits, where both are completed.</summary>
    /// <remarks>In the rescaled clock, the only one that infinite depth has. Runs that did not come to their end are left out.</remarks>
    public static DataFrame Of(PlanOutline outline, IReadOnlyList<RunRecord?> records, FolderStore store)
    {
        List<(string Key, string Reference, DepthDistance Row)> rows = [];
        int depth = outline.AxisNames.IndexOf(Axis);
        var groups = outline.Rows
            .Select((row, k) => (row.AxisValues, Record: records[k]))
            .Where(run => depth >= 0 && run.Record is not null && RunOutcome.IsFinished(run.Record.ReturnCode))
            .DistinctBy(run => run.Record!.Key)
            .GroupBy(run => string.Join('\n', run.AxisValues.RemoveAt(depth)));
        foreach (var group in groups)
        {
            var runs = group.Select(run => (run.Record!.Key, Depth: DepthOf(run.AxisValues[depth]), Record: run.Record!)).ToArray();
            if (runs.Length < 2 || !runs.Any(run => run.Depth.IsInfinite))
            {
                continue;
            }
            string reference = runs.First(run => run.Depth.IsInfinite).Key;
            var paths = runs.Select(run => PathOf(run.Depth, run.Record, store)).OfType<DepthPath>();
            rows.AddRange(DepthComparison.Of(paths).Select(row => (runs.First(run => run.Depth == row.Depth).Key, reference, row)));
        }
        Column<double> Numbers(string name, Func<DepthDistance, double> of) => new(name, [.. rows.Select(row => of(row.Row))]);
        return new(
            new Column<string>("key", [.. rows.Select(row => row.Key)]),
            new Column<string>("reference", [.. rows.Select(row => row.Reference)]),
            Numbers("time", row => row.Time),
            Numbers("distance", row => row.Distance),
            Numbers("relative-distance", row => row.Relative),
            Numbers("order", row => row.Order),
            Numbers("extrapolated-distance", row => row.Extrapolated));
    }

    private static DepthPath? PathOf(Depth depth, RunRecord record, FolderStore store)
    {
        (ImmutableArray<Matrix> path, Matrix? limit) = store.ReadMatrices(record.Key);
        ImmutableArray<double> times = path.IsEmpty ? [] : record.Trajectory.Get<double>("time");
        return times.Length != path.Length ? null
            : limit is null ? new(depth, times, path)
            : new(depth, [.. times, double.PositiveInfinity], [.. path, limit]);
    }

    private static Depth DepthOf(string text) => AxisColumn.ValueOf(text) is double value ? Depth.Real(value) : Depth.Infinite;
}
