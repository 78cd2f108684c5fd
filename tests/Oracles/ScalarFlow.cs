using System.Numerics;
using MathNet.Numerics.RootFinding;

namespace DlnDynamics.Oracles;

/// <summary>Closed forms of the 1 × 1 balanced flow σ̇ = Nσ^(2−2/N)(s − σ). Source: [SMG14]; MATH.md 3.3.</summary>
public static class ScalarFlow
{
    /// <summary>N = 2, layers' clock, any sign of s.</summary>
    public static double DepthTwo(double target, double start, double t) =>
        target == 0 ? start / (1 + 2 * start * t) : target / (1 + (target / start - 1) * Math.Exp(-2 * target * t));

    /// <summary>Time in the layers' clock from σ₀ to σ, whole N ≥ 2, s > 0, on either side of s (3.2).</summary>
    public static double TimeBetween(int layers, double target, double start, double sigma) =>
        (Primitive(layers, Math.Pow(sigma / target, 1.0 / layers)) - Primitive(layers, Math.Pow(start / target, 1.0 / layers)))
        / Math.Pow(target, 2 - 2.0 / layers);

    /// <summary>s = 0, every N > 1, layers' clock.</summary>
    public static double Decay(double layers, double start, double t)
    {
        double p = 2 - 2 / layers;
        return Math.Pow(Math.Pow(start, -p) + p * layers * t, -1 / p);
    }

    /// <summary>N = ∞, rescaled clock, every sign of s: with z = (s − σ)/σ, z + ln|z| falls by s²τ (3.3).</summary>
    public static double InfiniteDepth(double target, double start, double tau)
    {
        if (target == 0)
        {
            return start / Math.Sqrt(1 + 2 * start * start * tau);
        }
        double z0 = (target - start) / start, right = z0 + Math.Log(Math.Abs(z0)) - target * target * tau;
        if (target > 0 && start < target)
        {
            // z + ln z = right, z > 0: solve in u = ln z, where the function e^u + u is steep enough everywhere.
            double u = Brent.FindRoot(v => Math.Exp(v) + v - right, Math.Min(right, 0) - 2, Math.Log(Math.Max(1, right)) + 1, 1e-15, 500);
            return target / (1 + Math.Exp(u));
        }
        // −z = w: between 0 and 1 when s > 0 (σ above s), above 1 when s < 0; solve in ln w.
        double log = target > 0
            ? Brent.FindRoot(v => -Math.Exp(v) + v - right, right, 0, 1e-15, 500)
            : Brent.FindRoot(v => -Math.Exp(v) + v - right, 0, Math.Log(-right + 2) + 1, 1e-15, 500);
        return target / (1 - Math.Exp(log));
    }

    private static double Primitive(int layers, double w)
    {
        if (layers == 2)
        {
            return Math.Log(w) - 0.5 * Math.Log(Math.Abs(1 - w * w));
        }
        double sum = 0;
        for (int k = 0; k < layers; k++)
        {
            double angle = 2 * Math.PI * k / layers;
            Complex factor = 1 - Complex.FromPolarCoordinates(1, angle) * w;
            sum += Math.Cos(2 * angle) * Math.Log(factor.Magnitude) + (k == 0 ? 0 : Math.Sin(2 * angle) * factor.Phase);
        }
        return -Math.Pow(w, 2 - layers) / (layers - 2) - sum / layers;
    }
}
