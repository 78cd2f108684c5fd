using System.Numerics;
using MathNet.Numerics.Integration;
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

    /// <summary>σ at a rescaled time from the form that holds at this depth: s of any sign for N = 2 and ∞, s ≥ 0 for N > 2 (real N from below only).</summary>
    public static double At(double depth, double target, double start, double tau) =>
        double.IsInfinity(depth) ? InfiniteDepth(target, start, tau)
        : depth == 2 ? DepthTwo(target, start, tau / 2)
        : target == 0 ? Decay(depth, start, tau / depth)
        : Invert(sigma => RescaledTime(depth, target, start, sigma), start, target, tau);

    /// <summary>N = 2, s > X, layers' clock: the product of two unbalanced scalar layers (the last form of 3.3).</summary>
    public static double Unbalanced(double target, double first, double second, double t)
    {
        double imbalance = second * second - first * first, distance = double.Hypot(imbalance, 2 * target);
        double Primitive(double x) =>
            Math.Log((imbalance * imbalance + 4 * target * x + distance * double.Hypot(imbalance, 2 * x)) / (target - x));
        return Invert(x => (Primitive(x) - Primitive(first * second)) / distance, first * second, target, t);
    }

    /// <summary>Rescaled time from σ₀ to σ, every depth from 2 on, both between 0 and s (whole N: or both above s).</summary>
    public static double RescaledTime(double depth, double target, double start, double sigma)
    {
        if (depth == Math.Floor(depth) && !double.IsInfinity(depth))
        {
            return depth * TimeBetween((int)depth, target, start, sigma);
        }

        // With x = ln(σ/(s − σ)) the time is ∫ σ^(2/N−1) dx/s: smooth, whatever the depth.
        double Logit(double value) => Math.Log(value / (target - value));
        double from = Logit(start), width = (Logit(sigma) - from) / 64;
        return Enumerable.Range(0, 64).Sum(panel => GaussLegendreRule.Integrate(
            x => Math.Pow(target / (1 + Math.Exp(-x)), 2 / depth - 1) / target, from + panel * width, from + (panel + 1) * width, 12));
    }

    /// <summary>Rescaled time from σ₀ to σ, both between 0 and s, every real N > 1 but 2: the hypergeometric form of 3.3, τ·s^p = [v^(1−p)/(1−p)·₂F₁(1, 1−p; 2−p; v)].</summary>
    public static double HypergeometricTime(double depth, double target, double start, double sigma)
    {
        double p = 2 - 2 / depth;

        // ₂F₁(1, b; b + 1; v) = Σ b/(b + k)·vᵏ: a geometric series, here until nothing is added any more.
        double Primitive(double v)
        {
            double sum = 0, power = 1;
            for (int k = 0; power > 1e-18; k++)
            {
                sum += power / (1 - p + k);
                power *= v;
            }
            return Math.Pow(v, 1 - p) * sum;
        }
        return (Primitive(sigma / target) - Primitive(start / target)) / Math.Pow(target, p);
    }

    /// <summary>Bisection between the start and the target, in the distance to the target: to the last digits.</summary>
    private static double Invert(Func<double, double> timeTo, double start, double target, double time)
    {
        double near = 1e-13, far = 1 - 1e-13;
        for (int k = 0; k < 100; k++)
        {
            double middle = Math.Sqrt(near * far);
            (near, far) = timeTo(target + middle * (start - target)) < time ? (near, middle) : (middle, far);
        }
        return target + Math.Sqrt(near * far) * (start - target);
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
