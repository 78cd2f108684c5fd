namespace DlnDynamics.Figures;

/// <summary>How X comes to its limit.</summary>
public static class ConvergenceFigure
{
    /// <summary>Distance to the limit against time, both logarithmic, one line a run, with the law fitted to its tail.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return LinesOverTime.Of(frames, "distance-to-limit", "Convergence",
            "Distance of X from its limit, ‖X − X∞‖, against time, where the limit is known well enough. Broad grey: the law that was fitted to the tail.", "‖X − X∞‖")
            with { Name = "convergence" };
    }
}
