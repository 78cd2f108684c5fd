using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>lim X(τ): where a trajectory stopped, and what was still to come.</summary>
/// <param name="IsCompleted">Whether the rest of the way was added; where it was not, X is the last point and its bounds are NaN.</param>
/// <param name="Point">X with its modes that do not vanish; not to be written to.</param>
/// <param name="LogSigma">ln σᵢ of it, descending; −∞ for modes that vanish.</param>
/// <param name="Displacement">‖limit − last point‖_F: how much was completed.</param>
/// <param name="TailBound">How far, in the Frobenius norm, this may be from the limit of the exact flow from the last point.</param>
/// <param name="LogTailBound">The same for every finite ln σᵢ.</param>
/// <param name="IntegrationBound">How far the last point's limit may be from the start's, by integration error; NaN where nobody has certified it.</param>
/// <param name="Reason">What was done or why not, with numbers.</param>
public sealed record Limit(
    bool IsCompleted,
    FlowState Point,
    ImmutableArray<double> LogSigma,
    double Displacement,
    double TailBound,
    double LogTailBound,
    double IntegrationBound,
    string Reason)
{
    // What stays of X when modes vanish moves with them, by about as much: their frames and their part of the loss go.
    private const double Drag = 2;

    /// <summary>X, m × n; formed when it is first read where the point is given by its modes.</summary>
    public Matrix EndToEnd => Point.EndToEnd;

    /// <summary>How far, in the Frobenius norm, this may be from the limit of the exact flow from the start; NaN where that is not certified.</summary>
    public double Bound => TailBound + IntegrationBound;

    /// <summary>Completes a trajectory from its last point.</summary>
    /// <param name="problem">The flow that was followed; its layers balanced where it has layers.</param>
    /// <param name="end">The last point.</param>
    /// <param name="vanishing">How many of the last modes vanish, by the verdict on the limiting rank: they are set to zero, and the rest completed on the stratum that is left.</param>
    /// <remarks>
    /// Cost: a few dozen to a few hundred Hessian actions, and as many evaluations of the field; memory a few dozen tangent vectors.
    /// Our own method: docs/design/007-limits.md.
    /// </remarks>
    public static Limit Complete(GradientFlow problem, FlowState end, int vanishing = 0)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentOutOfRangeException.ThrowIfNegative(vanishing);
        Depth depth = problem.Field.Depth;
        int modes = end.Modes - vanishing;
        if (!problem.Field.DescendsLossAlone)
        {
            return Refused(end, SpectrumEvidence.NotOfTheLossAlone);
        }
        if (!problem.IsBalanced)
        {
            return Refused(end, problem.Field is RelaxedBalancedFlow
                ? "The layers are not balanced, and the flow that their imbalances give X is not one that is completed here. Integrate longer."
                : "The layers are not balanced, so X has no flow of its own to complete. Integrate longer.");
        }
        if (modes < 1)
        {
            return Refused(end, "Every mode vanishes: nothing is left to complete.");
        }
        if (vanishing > 0 && (depth.IsInfinite || depth.Value == 1))
        {
            return Refused(end, depth.IsInfinite
                ? "At infinite depth frames turn only against modes that have not vanished, so what is left by a vanishing mode has no completion of its own. Integrate longer."
                : "At depth 1 the rank is not kept and no mode vanishes for good: complete all of them.");
        }
        if (depth.Value > 1 && !double.IsFinite(end.LogSigma[modes - 1]))
        {
            return Refused(end, $"Mode {modes} is zero to rounding, so that it is not known where it goes. Use log-polar coordinates.");
        }
        StratumPoint point = new(depth, problem.Field.Loss, end, modes);
        TailCompletion tail = new(point);
        if (tail.Complete() is { } why)
        {
            return Refused(end, why);
        }
        double moved = point.Point.DistanceTo(end);
        double bound = vanishing > 0 ? Math.Max(tail.Bound, Drag * moved) : tail.Bound;
        double smallest = point.Point.Sigma(modes - 1);
        double logBound = depth.Value == 1 || vanishing > 0 ? bound / smallest : tail.LogBound;
        string reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{tail.Found} Completed by {moved:g3}, to within {bound:g2}{(vanishing > 0 ? $"; {vanishing} vanishing modes set to zero" : string.Empty)}.");
        return new(
            true,
            point.Point.Copy(),
            [.. point.Point.LogSigma, .. Enumerable.Repeat(double.NegativeInfinity, vanishing)],
            moved,
            bound,
            logBound,
            double.NaN,
            reason);
    }

    /// <summary>The last point, with the reason why nothing was added to it.</summary>
    public static Limit Refused(FlowState end, string reason) =>
        new(false, end.Copy(), [.. end.LogSigma], 0, double.NaN, double.NaN, double.NaN, reason);
}
