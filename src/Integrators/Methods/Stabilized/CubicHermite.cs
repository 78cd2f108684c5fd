namespace DlnDynamics.Integrators;

/// <summary>The cubic through two points with given slopes: dense output of third order inside a step, from what every step knows.</summary>
internal static class CubicHermite
{
    /// <summary>y ← the cubic at theta in [0, 1] of a step of the given length.</summary>
    public static void Interpolate(
        double theta,
        double length,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> startDerivative,
        ReadOnlySpan<double> end,
        ReadOnlySpan<double> endDerivative,
        Span<double> y)
    {
        double left = (1 + 2 * theta) * (1 - theta) * (1 - theta);
        double leftSlope = theta * (1 - theta) * (1 - theta) * length;
        double rightSlope = theta * theta * (theta - 1) * length;
        VectorPass.Blend(left, start, 1 - left, end, y);
        VectorPass.Blend(1, y, leftSlope, startDerivative, rightSlope, endDerivative, y);
    }
}
