namespace DlnDynamics.Integrators;

/// <summary>The last attempt and the accepted steps before it; errors in units of the tolerance, 1 where there was no step yet.</summary>
/// <param name="Step">Length of the attempt to be judged.</param>
/// <param name="Error">Its error.</param>
/// <param name="PreviousStep">Length of the accepted step before it; equal to <paramref name="Step"/> at the start.</param>
/// <param name="PreviousError">Error of that step.</param>
/// <param name="OlderError">Error of the accepted step before that.</param>
/// <param name="PreviousRejected">Whether the attempt just before this one was rejected.</param>
public readonly record struct StepHistory(
    double Step, double Error, double PreviousStep, double PreviousError, double OlderError, bool PreviousRejected)
{
    /// <summary>The history as it was saved, or this one, saved.</summary>
    internal StepHistory Exchange(StateTransfer transfer)
    {
        (double step, double error, double previousStep, double previousError, double olderError, bool previousRejected) = this;
        transfer.Pass(ref step);
        transfer.Pass(ref error);
        transfer.Pass(ref previousStep);
        transfer.Pass(ref previousError);
        transfer.Pass(ref olderError);
        transfer.Pass(ref previousRejected);
        return new(step, error, previousStep, previousError, olderError, previousRejected);
    }
}
