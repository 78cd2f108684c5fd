namespace DlnDynamics.Integrators;

/// <summary>The ways an integration can end.</summary>
public enum ReturnCode
{
    /// <summary>The end of the interval was reached.</summary>
    ReachedEnd,

    /// <summary>The convergence test held.</summary>
    Converged,

    /// <summary>A stopping event occurred.</summary>
    StoppedByEvent,

    /// <summary>The limit on steps was reached.</summary>
    StepLimitReached,

    /// <summary>The limit on evaluations was reached.</summary>
    EvaluationLimitReached,

    /// <summary>The limit on wall time was reached.</summary>
    WallTimeReached,

    /// <summary>The step became too small for the clock's last digit.</summary>
    StepSizeUnderflow,

    /// <summary>Newton's iteration failed at every step size tried.</summary>
    NewtonFailed,

    /// <summary>The field was NaN or infinite at every step size tried.</summary>
    NonFiniteState,

    /// <summary>The caller asked to stop.</summary>
    Cancelled,
}
