namespace DlnDynamics.Integrators;

/// <summary>What an integration cost. Evaluations count every call of f, those for spectral radii, differences and dense output included.</summary>
public sealed record WorkCounts
{
    /// <summary>Accepted steps.</summary>
    public long Steps { get; init; }

    /// <summary>Rejected attempts.</summary>
    public long Rejected { get; init; }

    /// <summary>Evaluations of the field.</summary>
    public long Evaluations { get; init; }

    /// <summary>Applications of the Jacobian to a vector.</summary>
    public long JacobianProducts { get; init; }

    /// <summary>Whole Jacobians.</summary>
    public long Jacobians { get; init; }

    /// <summary>Projections that changed the state.</summary>
    public long Projections { get; init; }
}
