namespace DlnDynamics.Integrators;

/// <summary>A stretch of time, Start ≤ End, both finite. The default value is the single instant 0.</summary>
public readonly record struct TimeInterval(double Start, double End)
{
    /// <summary>End − Start.</summary>
    public double Length => End - Start;
}
