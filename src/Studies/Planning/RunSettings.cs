using System.Collections.Immutable;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>One run, complete and valid: every file already read, every default already filled in.</summary>
public sealed record RunSettings
{
    /// <summary>The loss and its data.</summary>
    public required ProblemSettings Problem { get; init; }

    /// <summary>Number of layers: 1, a real from 2 on, or infinite.</summary>
    public required Depth Depth { get; init; }

    /// <summary>The coordinates integrated in; at depth 1 always end-to-end.</summary>
    public required CoordinateKind Coordinates { get; init; }

    /// <summary>The clock of <see cref="Until"/>, <see cref="SampleTimes"/> and every time and rate of the result.</summary>
    public required ClockKind Clock { get; init; }

    /// <summary>The initial state.</summary>
    public required StartSettings Start { get; init; }

    /// <summary>μ of a ridge on the layers: (μ/2)·Σ‖W_p‖² is descended as well.</summary>
    public double LayerRidge { get; init; }

    /// <summary>The name of the integration method, or "auto".</summary>
    public required string Method { get; init; }

    /// <summary>Log-polar: absolute on H, U, R; layers and end-to-end: relative.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Layers and end-to-end only: the stated absolute tolerance, or null when it follows the smallest mode of the start.</summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>When the run ends.</summary>
    public required UntilSettings Until { get; init; }

    /// <summary>Increasing, nonnegative times at which quantities are recorded, none after the end time.</summary>
    public required ImmutableArray<double> SampleTimes { get; init; }

    /// <summary>Names of the quantities to record, in order.</summary>
    public required ImmutableArray<string> Quantities { get; init; }

    /// <summary>Whether X at the sample times is stored with the run.</summary>
    public bool StoresPath { get; init; }

    /// <summary>θ of the limiting rank: modes whose limit exceeds θ σ₁ count.</summary>
    public required double RankResolution { get; init; }

    /// <summary>Whether a second run at another tolerance must confirm the verdicts.</summary>
    public bool VerifiesLimit { get; init; } = true;

    /// <summary>Whether the limit is solved for again, at a tenth of the tolerance and in other coordinates.</summary>
    public bool CertifiesLimit { get; init; }
}
