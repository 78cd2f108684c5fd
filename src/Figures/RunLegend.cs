using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>
/// How the runs of a study are named in figures. Each run has a label made of all its axes ("depth 3, seed 2") and belongs to an entry of the
/// legend: its depth where the study compares depths and at most seeds beside them, otherwise its label.
/// </summary>
public sealed class RunLegend
{
    private const string Depth = "depth";
    private const int MostEntries = 16;
    private readonly Dictionary<string, (string Label, string Entry)> _runs = new(StringComparer.Ordinal);

    private RunLegend(string title, IEnumerable<(string Key, string Label, string Entry)> runs, Func<string, double> rank)
    {
        Title = title;
        foreach ((string key, string label, string entry) in runs)
        {
            _runs[key] = (label, entry);
        }
        // OrderBy is stable: entries of equal rank stay in the order of the plan.
        Entries = [.. _runs.Values.Select(run => run.Entry).Distinct(StringComparer.Ordinal).OrderBy(rank)];
        Labels = [.. _runs.Values.OrderBy(run => Entries.IndexOf(run.Entry)).Select(run => run.Label).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Title of the legend: "depth" or "run".</summary>
    public string Title { get; }

    /// <summary>The entries of the legend: depths in increasing order with ∞ last, or labels in the order of the runs.</summary>
    public ImmutableArray<string> Entries { get; }

    /// <summary>The labels of the runs, in the order of the legend.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>The legend of a table of runs.</summary>
    /// <param name="runs">One row a run, with a column <c>key</c>.</param>
    /// <param name="axes">The columns that tell the runs apart; without any, a column <c>depth</c> if there is one.</param>
    public static RunLegend Of(DataFrame runs, IReadOnlyList<string> axes)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Count == 0 && runs.Has(Depth))
        {
            axes = [Depth];
        }
        // Runs that differ in their seeds alone share what tells depths apart; runs that differ in anything else do so only where they are many.
        bool isSweep = axes.Any(axis => axis != Depth && !axis.EndsWith("seed", StringComparison.Ordinal)) && runs.RowCount <= MostEntries;
        bool byDepth = axes.Contains(Depth) && (axes.Count == 1 || (runs.GroupBy(Depth).Length > 1 && !isSweep));
        IEnumerable<(string, string, string)> named = Enumerable.Range(0, runs.Has("key") ? runs.RowCount : 0).Select(row =>
        {
            string label = axes.Count == 0 ? "run" : string.Join(", ", axes.Select(axis => $"{Short(axis, axes)} {ValueText(axis, runs[axis].TextAt(row))}"));
            return (runs["key"].TextAt(row), label, byDepth ? ValueText(Depth, runs[Depth].TextAt(row)) : label);
        });
        return new(byDepth ? Depth : "run", named, byDepth ? DepthRank : _ => 0);
    }

    /// <summary>Label and legend entry of a run; false when the table of runs does not have it.</summary>
    public bool TryFind(string key, out (string Label, string Entry) run) => _runs.TryGetValue(key, out run);

    /// <summary>The last part of an axis' path, where no other axis ends with it.</summary>
    private static string Short(string axis, IReadOnlyList<string> axes)
    {
        string last = axis[(axis.LastIndexOf('.') + 1)..];
        return axes.Count(other => other == last || other.EndsWith("." + last, StringComparison.Ordinal)) == 1 ? last : axis;
    }

    private static string ValueText(string axis, string value) => axis == Depth && value is "infinite" or "inf" ? "∞" : value;

    private static double DepthRank(string depth) =>
        double.TryParse(depth, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.PositiveInfinity;
}
