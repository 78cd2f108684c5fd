using System.Collections.Immutable;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>All modes at one time, with the size of the gradient: enough to judge the rank of the limit.</summary>
/// <param name="Depth">N.</param>
/// <param name="IsSignLocked">Whether the coordinates keep the sign of the determinant: log-polar ones where m = n = r or N = ∞; no others.</param>
/// <param name="Time">When, in the rescaled clock.</param>
/// <param name="Modes">The modes, largest first.</param>
/// <param name="GradientNorm">The norm of the gradient along the stratum.</param>
/// <param name="ReferenceNorm">γ, against which it counts as small.</param>
/// <param name="HasTunnelled">Whether the determinant has another sign than at the start, though the exact flow conserves it.</param>
public sealed record SpectrumEvidence(
    Depth Depth, bool IsSignLocked, double Time, ImmutableArray<ModeEvidence> Modes, double GradientNorm, double ReferenceNorm, bool HasTunnelled = false)
{
    /// <summary>Whether modes move as those of balanced layers: only then is it known by which law they vanish.</summary>
    public bool IsBalanced { get; init; } = true;

    /// <summary>Whether the mode that is pushed through zero hardest stays there when frames turn: the smallest curvature of the loss over turnings, relative to the largest of all.</summary>
    /// <remarks>NaN where it was not worked out (along the way, and with many modes) or where no mode is pushed.</remarks>
    public double TurningCurvature { get; init; } = double.NaN;

    /// <summary>The smallest curvature of the loss inside the range of X, relative to the largest; NaN where <see cref="TurningCurvature"/> is.</summary>
    public double LeastCurvature { get; init; } = double.NaN;

    /// <summary>Why the evidence decides nothing, whatever it is; null where it may.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What is said of flows that something else moves than the gradient of their loss.</summary>
    internal const string NotOfTheLossAlone = "This flow descends more than its loss, a free energy or a ridge on the layers: where the gradient of the loss would send a mode is not where it goes. Verdicts on limit, rank and rates are of flows of a loss alone.";

    /// <summary>χ, the scaled gradient.</summary>
    public double ScaledGradient => ReferenceNorm == 0 ? 0 : GradientNorm / ReferenceNorm;
}
