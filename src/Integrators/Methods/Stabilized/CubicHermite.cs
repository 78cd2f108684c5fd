using System.Runtime.CompilerServices;

namespace DlnDynamics.Integrators;

/// <summary>The cubic through the ends of a step with the slopes there, freed of what stiff modes add to the slopes: dense output of order 3.</summary>
/// <remarks>
/// A stabilised method leaves an error e in stiff modes, harmless in y but ρ·e in f, and h·ρ·e in the cubic, which can be thousands of
/// tolerances. So of the curvature that the slopes report, h·f − Δy, as much as 3·h·ρ times the error estimate is taken away, component by
/// component. That is of higher order than what stays: steps with small h·ρ give the plain cubic.
/// </remarks>
internal static class CubicHermite
{
    // The estimate is of one step; stiff errors of the steps before are still there.
    private const double Room = 3;

    /// <summary>y ← the cubic at theta in [0, 1] of a step of the given length; stiffness is h·ρ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interpolate(
        double theta,
        double length,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> startDerivative,
        ReadOnlySpan<double> end,
        ReadOnlySpan<double> endDerivative,
        ReadOnlySpan<double> error,
        double stiffness,
        Span<double> y)
    {
        double left = theta * (1 - theta) * (1 - theta);
        double right = theta * theta * (1 - theta);
        for (int i = 0; i < y.Length; i++)
        {
            double change = end[i] - start[i];
            double noise = Room * stiffness * Math.Abs(error[i]);
            double line = (1 - theta) * start[i] + theta * end[i];
            y[i] = line + left * Shrink(length * startDerivative[i] - change, noise) - right * Shrink(length * endDerivative[i] - change, noise);
        }
    }

    private static double Shrink(double value, double by) => Math.CopySign(Math.Max(0, Math.Abs(value) - by), value);
}
