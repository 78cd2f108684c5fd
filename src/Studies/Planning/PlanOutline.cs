using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>What a report needs to know of a plan; kept beside the results, so that the report needs no data file.</summary>
public sealed record PlanOutline
{
    /// <summary>The study's name.</summary>
    public required string Study { get; init; }

    /// <summary>The question in words, if there is one.</summary>
    public string? Question { get; init; }

    /// <summary>What the time axis of a figure says: the clock of the runs.</summary>
    public required string TimeTitle { get; init; }

    /// <summary>Names of the figures to draw.</summary>
    public required ImmutableArray<string> Figures { get; init; }

    /// <summary>Names of the tables of baselines, one a problem with held-out entries; empty where none are asked for.</summary>
    public ImmutableArray<string> Baselines { get; init; } = [];

    /// <summary>Names of the tables of descent in discrete time, one a layered run and rule; empty where none are asked for.</summary>
    public ImmutableArray<string> Descents { get; init; } = [];

    /// <summary>Column names of the axes; depth is always among them.</summary>
    public required ImmutableArray<string> AxisNames { get; init; }

    /// <summary>The runs, in order.</summary>
    public required ImmutableArray<PlanRow> Rows { get; init; }

    /// <summary>What a run is called in sentences: its values on the axes.</summary>
    public string NameOf(int row) => string.Join(
        ", ", AxisNames.Zip(Rows[row].AxisValues).Where(axis => axis.Second.Length > 0).Select(axis => $"{axis.First} {axis.Second}"));
}
