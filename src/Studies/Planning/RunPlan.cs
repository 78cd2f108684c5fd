using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Everything a study would run, in order, each run with its key.</summary>
public sealed record RunPlan
{
    /// <summary>What reports need of the plan.</summary>
    public required PlanOutline Outline { get; init; }

    /// <summary>The settings of the runs, in the order of the outline's rows.</summary>
    public required ImmutableArray<RunSettings> Settings { get; init; }

    /// <summary>The plan of a study.</summary>
    public static RunPlan Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        const string Depth = "flow.depth";
        ImmutableArray<string> axes = study.AxisPaths.Contains(Depth) ? study.AxisPaths : study.AxisPaths.Insert(0, Depth);
        ImmutableArray<RunSettings> settings = [.. study.Runs.Select(run => run.Settings)];
        return new()
        {
            Settings = settings,
            Outline = new()
            {
                Study = study.Name,
                Question = study.Question,
                TimeTitle = TimeTitle(settings),
                Figures = study.Figures,
                Baselines = [.. BaselineTable.Of(study).Select(one => one.Name)],
                Descents = [.. DescentTask.Of(study).Select(one => one.Name)],
                AxisNames = [.. axes.Select(axis => AxisName.Of(axis, axes))],
                Rows =
                [
                    .. study.Runs.Select(run => new PlanRow(
                        RunKey.Of(run.Settings),
                        [.. axes.Select(axis => axis == Depth ? run.Settings.Depth.ToString() : run.AxisValues.GetValueOrDefault(axis, ""))],
                        CostModel.Dimension(run.Settings),
                        CostModel.Seconds(run.Settings)))
                ],
            },
        };
    }

    private static string TimeTitle(ImmutableArray<RunSettings> settings) =>
        settings.All(run => run.Clock == ClockKind.Rescaled) ? "rescaled time τ"
        : settings.All(run => run.Clock == ClockKind.Layers) ? "layer time t"
        : "time, each run in its own clock";
}
