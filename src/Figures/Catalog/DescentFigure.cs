using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>How far iterations in discrete time are from the flow that they stand for.</summary>
public static class DescentFigure
{
    /// <summary>‖X_k − X(t)‖ against time, both logarithmic, one line a run and update rule.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return LinesOverTime.Of(ByRule(frames), "distance", "Descent beside the flow",
            "Distance of the iterates of an update rule to the gradient flow at equal time, one line a run and rule: a line that halves where the learning rate is halved is of first order, one that stays is of another flow.",
            "‖X_k − X(t)‖") with { Name = "descent" };
    }

    /// <summary>The samples as trajectories of runs of their own, whose axes are those of the study that tell them apart, then rule and learning rate.</summary>
    private static StudyFrames ByRule(StudyFrames frames)
    {
        DataFrame samples = frames.Descent;
        string[] keys = samples.Has("key") ? [.. Enumerable.Range(0, samples.RowCount).Select(row => $"{samples["key"].TextAt(row)} {samples["rule"].TextAt(row)} {samples["learning-rate"].TextAt(row)}")] : [];
        int[] first = [.. Enumerable.Range(0, keys.Length).DistinctBy(row => keys[row])];
        int RunOf(int row) => Enumerable.Range(0, frames.Runs.RowCount).First(run => frames.Runs["key"].TextAt(run) == samples["key"].TextAt(row));
        Column<string>[] axes = [.. frames.Axes.Select(axis => new Column<string>(axis, [.. first.Select(row => frames.Runs[axis].TextAt(RunOf(row)))])).Where(axis => axis.Values.Distinct().Count() > 1)];
        Column<string> Own(string name) => new(name, [.. first.Select(row => samples[name].TextAt(row))]);
        DataFrame runs = keys.Length == 0 ? new() : new(
        [
            new Column<string>("key", [.. first.Select(row => keys[row])]),
            .. axes,
            Own("rule"),
            Own("learning-rate"),
        ]);
        DataFrame trajectories = keys.Length == 0 ? new() : new(
            new Column<string>("key", [.. keys]),
            samples["time"],
            samples["distance"]);
        return new(runs, trajectories, new(), keys.Length == 0 ? [] : [.. axes.Select(axis => axis.Name), "rule", "learning-rate"], frames.TimeTitle);
    }
}
