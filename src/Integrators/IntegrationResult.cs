using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>What happened: how the integration ended, where, at what cost, and a sentence for people with numbers and a remedy.</summary>
/// <param name="Code">How it ended.</param>
/// <param name="Sentence">The same for a person: numbers, and what to do.</param>
/// <param name="Time">The last good time.</param>
/// <param name="State">The state at that time.</param>
/// <param name="Work">What it cost.</param>
/// <param name="Events">Every event, in order of time.</param>
/// <param name="Method">What the method chose and why, in words.</param>
/// <param name="Checkpoint">From here the integration can go on as if it had not ended: at Time, or at the end of the step that a stopping event
/// cut short. Null where no step could begin.</param>
public sealed record IntegrationResult(
    ReturnCode Code,
    string Sentence,
    double Time,
    ImmutableArray<double> State,
    WorkCounts Work,
    ImmutableArray<EventOccurrence> Events,
    string Method,
    Checkpoint? Checkpoint)
{
    /// <summary>Whether the run finished: it reached the end, converged, or a stopping event occurred.</summary>
    public bool IsFinished => Code is ReturnCode.ReachedEnd or ReturnCode.Converged or ReturnCode.StoppedByEvent;
}
