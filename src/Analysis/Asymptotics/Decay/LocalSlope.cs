namespace DlnDynamics.Analysis;

/// <summary>The mean of −d ln q/dt over a stretch of time.</summary>
/// <param name="Start">Where the stretch begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Rate">The rate.</param>
/// <param name="Error">Its relative error.</param>
internal readonly record struct LocalSlope(double Start, double End, double Rate, double Error)
{
    public double Middle => 0.5 * (Start + End);
}
