using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>How to integrate. Tolerances have no default, on purpose.</summary>
public sealed record IntegrationOptions
{
    /// <summary>The error allowed in one step.</summary>
    public required Tolerances Tolerances { get; init; }

    /// <summary>Events to look for.</summary>
    public ImmutableArray<ITrajectoryEvent> Events { get; init; } = [];

    /// <summary>When the flow counts as arrived; null: never before the end of the interval.</summary>
    public IConvergenceTest? Convergence { get; init; }

    /// <summary>How the step follows the error.</summary>
    public IStepController Controller { get; init; } = DigitalController.PI;

    /// <summary>Times, increasing, that a step must end on and not pass; what is measured there needs no interpolation.</summary>
    public ImmutableArray<double> StopTimes { get; init; } = [];

    /// <summary>The first step; null: chosen from the field.</summary>
    public double? InitialStep { get; init; }

    /// <summary>No step is longer. Positive.</summary>
    public double MaximumStep { get; init; } = double.PositiveInfinity;

    /// <summary>The most accepted and rejected steps together.</summary>
    public long StepLimit { get; init; } = 1_000_000;

    /// <summary>The most evaluations of the field; checked between attempts, so the last attempt may pass it.</summary>
    public long EvaluationLimit { get; init; } = long.MaxValue;

    /// <summary>The most wall time; null: no limit.</summary>
    public TimeSpan? WallTimeLimit { get; init; }
}
