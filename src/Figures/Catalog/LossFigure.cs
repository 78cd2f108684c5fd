namespace DlnDynamics.Figures;

/// <summary>How fast the loss falls.</summary>
public static class LossFigure
{
    /// <summary>Loss against time, both logarithmic, one line a run.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return LinesOverTime.Of(frames, "loss", "Loss",
            "Loss against time, one line a run; a ridge on the layers is no part of it. A power law falls on a straight line, an exponential bends down. Broad grey: the law that was fitted to the tail, where one was found.", "loss");
    }
}
