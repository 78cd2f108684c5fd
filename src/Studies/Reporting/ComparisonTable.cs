using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>Every estimate of the held-out entries in one table: the runs, then the baselines.</summary>
internal static class ComparisonTable
{
    public static DataFrame Of(PlanOutline outline, IReadOnlyList<RunRecord?> records, FolderStore store)
    {
        DataFrame[] baselines = [.. outline.Baselines.Select(store.BaselinesOf).Where(File.Exists).Select(path => CsvTable.Read(File.ReadAllText(path))).Where(table => table.RowCount > 0)];
        (string Name, RunRecord Record)[] runs =
        [
            .. outline.Rows.Select((row, k) => (Name: outline.NameOf(k), Record: records[k])).Where(run => run.Record?["held-out-rmse"] is double).Select(run => (run.Name, run.Record!)).DistinctBy(run => run.Item2.Key),
        ];
        ImmutableArray<double> Numbers(string name) =>
        [
            .. runs.Select(run => name switch
            {
                "rank" => run.Record["gap-rank"] as double? ?? double.NaN,
                "penalty" => double.NaN,
                _ => run.Record[name] as double? ?? double.NaN,
            }),
            .. baselines.SelectMany(table => table.Get<double>(name)),
        ];
        return new(
            new Column<string>("estimate", [.. runs.Select(run => run.Name), .. baselines.SelectMany(table => table.Get<string>("estimate"))]),
            new Column<string>("key", [.. runs.Select(run => run.Record.Key), .. baselines.SelectMany(table => Enumerable.Repeat("", table.RowCount))]),
            new Column<double>("rank", Numbers("rank")),
            new Column<double>("penalty", Numbers("penalty")),
            new Column<double>("held-out-rmse", Numbers("held-out-rmse")),
            new Column<double>("held-out-mae", Numbers("held-out-mae")),
            new Column<double>("held-out-relative-rmse", Numbers("held-out-relative-rmse")),
            new Column<string>("reason", [.. runs.Select(run => run.Record["gap-rank-reason"] as string ?? ""), .. baselines.SelectMany(table => table.Get<string>("reason"))]));
    }
}
