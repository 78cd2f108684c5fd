namespace DlnDynamics.Integrators;

/// <summary>Every attempt is accepted and the step stays what it was: for measuring the order of a method. The error is ignored.</summary>
public sealed class FixedStep : IStepController
{
    /// <inheritdoc/>
    public StepVerdict Judge(in StepHistory history, int errorOrder) => new(true, Math.Max(history.Step, history.PreviousStep));
}
