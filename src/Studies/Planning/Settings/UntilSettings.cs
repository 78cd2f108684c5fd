namespace DlnDynamics.Studies;

/// <summary>When a run ends: at the first of these that holds; what is null is no limit.</summary>
/// <param name="Time">End time in the study's clock; finishes the run.</param>
/// <param name="Converged">Threshold of the convergence test χ; finishes the run.</param>
/// <param name="Loss">Loss to fall below, in scaled units; finishes the run.</param>
/// <param name="WallTimeSeconds">Seconds of wall time; leaves the run unfinished.</param>
/// <param name="Steps">Accepted and rejected steps; leaves the run unfinished.</param>
/// <param name="Evaluations">Evaluations of the field; leaves the run unfinished.</param>
public sealed record UntilSettings(
    double? Time, double? Converged, double? Loss, double? WallTimeSeconds, long? Steps, long? Evaluations);
