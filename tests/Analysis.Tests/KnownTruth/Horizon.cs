using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis.Tests;

/// <summary>How long a flow should be followed, as its user would reckon from theory before the run.</summary>
/// <remarks>Rescaled clock. Source: MATH.md 5.2 to 5.4, 10.4.</remarks>
internal static class Horizon
{
    private const double Resolution = 1e-3;

    /// <summary>Twice the escape of the slowest mode that counts, ten times the fall below the resolution of what vanishes, and 30 over the local rate.</summary>
    /// <remarks>In generic frames escape takes d times as long as in aligned ones: u and v of a mode overlap by about 1/√d with those of the target.</remarks>
    /// <param name="depth">N.</param>
    /// <param name="limits">The singular values of the limit.</param>
    /// <param name="smallestStart">The smallest singular value of the start.</param>
    /// <param name="largestStart">The largest.</param>
    /// <param name="generic">d where the frames of start and target are unrelated; 1 where they are aligned.</param>
    /// <param name="curvature">The smallest curvature of the loss that matters.</param>
    /// <param name="push">g of a mode that is pushed through zero; 0 for zero targets.</param>
    /// <param name="slowness">The part of the full rate s^(2−2/N) that is left where frames turn slowly.</param>
    public static double Of(
        Depth depth, IReadOnlyList<double> limits, double smallestStart, double largestStart, int generic, double curvature = 1, double push = 0, double slowness = 1)
    {
        double q = 1 - 2 * depth.Reciprocal, p = 2 - 2 * depth.Reciprocal, threshold = Resolution * limits[0];
        double least = limits.Where(value => value > threshold).Min();
        double escape = Math.Max(0, TimeOfGrowth(q, smallestStart, least)) / (curvature * least);
        double settle = 30 / (curvature * Math.Pow(least, p) * Math.Clamp(slowness, 1e-3, 1));
        bool falls = limits.Any(value => value <= threshold) && largestStart > 0.1 * threshold;
        double fall = !falls ? 0 : push > 0
            ? TimeOfGrowth(q, threshold, Math.Max(largestStart, limits[0])) / push
            : Math.Pow(threshold, -p) / (p * curvature);
        return 2 * generic * escape + 10 * fall + settle;
    }

    /// <summary>∫ dσ/σ^(2−2/N), from one size to a larger one, or back.</summary>
    private static double TimeOfGrowth(double q, double from, double to) =>
        q == 0 ? Math.Log(to / from) : (Math.Pow(from, -q) - Math.Pow(to, -q)) / q;
}
