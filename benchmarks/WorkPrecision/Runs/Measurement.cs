using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision;

/// <summary>One run: a problem, a method, a tolerance, and what came of it.</summary>
/// <param name="Problem">Name of the problem.</param>
/// <param name="Coordinates">What was integrated.</param>
/// <param name="Depth">Of the network.</param>
/// <param name="Dimension">Length of the state.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Tolerance">The tolerance asked for.</param>
/// <param name="ReturnCode">How the run ended.</param>
/// <param name="Error">At the end, against the reference; NaN where the end was not reached.</param>
/// <param name="Counts">What it cost; null where it was not tried, or where a clock stopped it, so that the counts are no one's fault.</param>
/// <param name="Seconds">Wall time, the least of a few runs where runs are short; NaN where there is none.</param>
internal sealed record Measurement(
    string Problem,
    FlowCoordinates Coordinates,
    Depth Depth,
    int Dimension,
    string Method,
    double Tolerance,
    string ReturnCode,
    double Error,
    WorkCounts? Counts,
    double Seconds)
{
    /// <summary>The return code of a run that came to its end.</summary>
    public const string Finished = "reached-end";

    /// <summary>Whether the run came to its end.</summary>
    public bool IsFinished => ReturnCode == Finished;

    /// <summary>An answer whose error exceeds a hundred tolerances is a wrong one, however cheap.</summary>
    public bool IsRight => IsFinished && Error <= 100 * Tolerance;

    /// <summary>Work in evaluations: a dense Jacobian counts as one product a column. NaN where nothing was counted.</summary>
    public double Work => Counts is null ? double.NaN : Counts.Evaluations + Counts.JacobianProducts + (double)Dimension * Counts.Jacobians;
}
