using System.Numerics;
using DlnDynamics.Dynamics;
using MathNet.Numerics.Integration;

namespace DlnDynamics.Analysis;

/// <summary>How long one mode alone takes to grow: dσ/dτ = σ^(2−2/N)(s − σ), its closed solutions.</summary>
/// <remarks>Rescaled clock; divide by N for the layers'. Source: [SMG14] for aligned modes; escape as in [GSD20].</remarks>
public static class EscapeTime
{
    /// <summary>The time from a start ε to half of the target, 0 &lt; ε &lt; s/2.</summary>
    public static double ToHalf(Depth depth, double target, double start) => Between(depth, target, start, 0.5 * target);

    /// <summary>The time between two singular values on the way up, 0 &lt; from ≤ to &lt; s, N = 1 or N ≥ 2.</summary>
    /// <remarks>Error: relative 1e-12 or so. Closed at N = 1, 2, ∞ and whole N below 40; by quadrature at other depths.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The values are not in that order.</exception>
    public static double Between(Depth depth, double target, double from, double to)
    {
        if (!(from > 0) || !(to >= from) || !(target > to))
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, $"A mode grows from a positive value through a larger one ({to}) towards its target ({target}).");
        }
        double low = from / target, high = to / target, scale = Math.Pow(target, 2 * depth.Reciprocal - 2);
        double gain = Logit(high) - Logit(low);
        if (depth.Value == 1)
        {
            return Math.Log((1 - low) / (1 - high));
        }
        if (depth.Value == 2)
        {
            return scale * gain;
        }
        if (depth.IsInfinite)
        {
            // ∫dv/(v²(1 − v)) = −1/v + ln(v/(1 − v)).
            return scale * (1 / low - 1 / high + gain);
        }
        return scale * (depth.HasLayers && depth.Value < 40 ? depth.Value * (Primitive(depth.Layers, high) - Primitive(depth.Layers, low)) : Quadrature(depth, low, high));
    }

    private static double Logit(double v) => Math.Log(v) - Math.Log(1 - v);

    /// <summary>∫v^(2/N−2)/(1 − v) dv = N·F_N(v^(1/N)) by the roots of unity; here F_N. Source: [SMG14], worked out for whole N.</summary>
    private static double Primitive(int layers, double v)
    {
        double w = Math.Pow(v, 1.0 / layers), sum = Math.Log(1 - w);
        for (int k = 1; k < layers; k++)
        {
            double angle = 2 * Math.PI * k / layers;
            Complex factor = 1 - Complex.FromPolarCoordinates(w, angle);
            sum += Math.Cos(2 * angle) * Math.Log(factor.Magnitude) + Math.Sin(2 * angle) * factor.Phase;
        }
        return -Math.Pow(w, 2 - layers) / (layers - 2) - sum / layers;
    }

    /// <summary>The same integral in x = ln(v/(1 − v)): ∫v^(2/N−1)dx, smooth at every depth.</summary>
    private static double Quadrature(Depth depth, double low, double high)
    {
        double from = Logit(low), power = 2 * depth.Reciprocal - 1;
        int panels = 1 + (int)(2 * (Logit(high) - from));
        double width = (Logit(high) - from) / panels;
        return Enumerable.Range(0, panels).Sum(panel => GaussLegendreRule.Integrate(
            x => Math.Pow(1 + Math.Exp(-x), -power), from + panel * width, from + (panel + 1) * width, 20));
    }
}
