namespace DlnDynamics.Figures;

/// <summary>How many singular values matter, as time goes on.</summary>
public static class EffectiveRankFigure
{
    /// <summary>Effective rank against time, both logarithmic, one line a run.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return LinesOverTime.Of(frames, "effective-rank", "Effective rank",
            "Exponential of the entropy of the normalised singular values against time: about k when k equal singular values carry the matrix.", "effective rank");
    }
}
