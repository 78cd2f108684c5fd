namespace DlnDynamics.Analysis;

/// <summary>What a point is for the loss. The default value is <see cref="Undecided"/>.</summary>
public enum CriticalPointKind
{
    /// <summary>The numbers do not say.</summary>
    Undecided,

    /// <summary>The gradient is not small: the flow is on its way, on a plateau perhaps.</summary>
    NotStationary,

    /// <summary>No direction leads down.</summary>
    Minimum,

    /// <summary>The Hessian has a negative eigenvalue.</summary>
    StrictSaddle,

    /// <summary>Some direction leads down, but the Hessian does not see it.</summary>
    DegenerateSaddle,
}
