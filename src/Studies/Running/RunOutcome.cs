namespace DlnDynamics.Studies;

/// <summary>What the return codes of runs mean for a study.</summary>
public static class RunOutcome
{
    /// <summary>Return code of a run that threw an exception.</summary>
    public const string Failed = "failed";

    /// <summary>Return code of a run that has no stored result yet.</summary>
    public const string NotRun = "not-run";

    /// <summary>Return code of a run that the caller cancelled; such a run is not stored.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Whether a run came to the end its study asked for.</summary>
    public static bool IsFinished(string returnCode) => returnCode is "reached-end" or "converged" or "stopped-by-event";

    /// <summary>Whether running again could end otherwise: an exception may have been repaired, a machine may have more time.</summary>
    public static bool IsWorthRepeating(string returnCode) => returnCode is Failed or NotRun or Cancelled or "wall-time-reached";
}
