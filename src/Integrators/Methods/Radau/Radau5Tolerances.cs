namespace DlnDynamics.Integrators;

/// <summary>What a tolerance means to a method of order 5 whose error estimate is of order 3.</summary>
internal static class Radau5Tolerances
{
    /// <summary>
    /// The factor on the error estimate, and the error in units of the tolerance that Newton's iteration may leave. Steps that make an estimate of
    /// order 3 equal to the tolerance are far too short for a solution of order 5; the estimate is therefore held against 0.1·tolerance^⅔, which
    /// makes the error of the solution nearly proportional to the tolerance. Source: the authors' code RADAU5 of [HW96] IV.8.
    /// </summary>
    public static (double Strictness, double Allowed) Of(Tolerances tolerances)
    {
        double level = Math.Clamp(Math.Max(tolerances.Relative, tolerances.Absolute), 1e-300, 1);
        double strictness = Math.Min(1, 10 * Math.Cbrt(level));
        double allowed = Math.Min(0.03, Math.Sqrt(level / strictness)) / strictness;
        return (strictness, allowed);
    }
}
