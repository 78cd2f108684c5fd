using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>The rank as the start becomes small, for runs that differ in the scale of their start and in nothing else.</summary>
internal static class ScaleVerdicts
{
    private static readonly ImmutableArray<string> ScaleAxes = [.. StudySchema.At("flow.start")!.Children.Select(start => start.Name + ".scale")];

    /// <summary>One verdict a row of the plan; null where the scale is no axis, or the run is not finished.</summary>
    public static ImmutableArray<SmallStartRank?> Of(PlanOutline outline, IReadOnlyList<RunRecord?> records)
    {
        SmallStartRank?[] verdicts = new SmallStartRank?[outline.Rows.Length];
        int axis = outline.AxisNames.IndexOf(outline.AxisNames.FirstOrDefault(ScaleAxes.Contains) ?? "");
        IEnumerable<int> rows = Enumerable.Range(0, outline.Rows.Length)
            .Where(row => axis >= 0 && outline.Rows[row].AxisValues[axis].Length > 0 && records[row] is { } record && RunOutcome.IsFinished(record.ReturnCode));
        foreach (IGrouping<string, int> group in rows.GroupBy(row => string.Join('\n', outline.Rows[row].AxisValues.RemoveAt(axis))))
        {
            SmallStartRank verdict = Judge([.. group.Select(row => (outline.Rows[row].AxisValues[axis], records[row]!)).DistinctBy(run => run.Item1)]);
            foreach (int row in group)
            {
                verdicts[row] = verdict;
            }
        }
        return [.. verdicts];
    }

    private static SmallStartRank Judge(ImmutableArray<(string Scale, RunRecord Record)> runs)
    {
        (string Scale, RunRecord Record)[] unknown = [.. runs.Where(run => run.Record["limit-distance"] is not double)];
        return unknown.Length > 0
            ? new(null, double.NaN, [], $"The limit from scale {unknown[0].Scale} is not known: {unknown[0].Record["limit-reason"]}")
            : SmallStartRank.Judge(runs.Select(run => LimitOf(run.Scale, run.Record.Certificates)));
    }

    private static LimitAtScale LimitOf(string scale, DataFrame modes)
    {
        ImmutableArray<double> values = modes.Get<double>("value");
        ImmutableArray<string> fates = modes.Get<string>("fate");
        return new(
            double.Parse(scale, CultureInfo.InvariantCulture),
            [.. values.Select((value, i) => fates[i] == "vanishes" ? 0 : value)],
            modes.Get<double>("relative-error").Where(double.IsFinite).DefaultIfEmpty(0).Max());
    }
}
