namespace DlnDynamics.Integrators;

/// <summary>How one attempt at one step went.</summary>
public enum AttemptOutcome
{
    /// <summary>There is a proposal and an error estimate, both finite.</summary>
    Proposed,

    /// <summary>Newton's iteration did not converge.</summary>
    NewtonDiverged,

    /// <summary>A linear system could not be solved.</summary>
    SingularMatrix,

    /// <summary>The field or the proposal was NaN or infinite.</summary>
    NonFinite,

    /// <summary>Nothing was attempted: the step is longer than the method's largest, which it has just found to be shorter.</summary>
    StepTooLong,
}
