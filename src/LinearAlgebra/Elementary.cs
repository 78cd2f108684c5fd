namespace DlnDynamics.LinearAlgebra;

/// <summary>Elementary functions that keep their accuracy where the obvious formula cancels, overflows or divides 0 by 0.</summary>
/// <remarks>Error: at most 3 units in the last place where the result is a normal number. NaN in gives NaN out.</remarks>
public static class Elementary
{
    /// <summary>e^x − 1. (.NET's own <see cref="double.ExpM1"/> subtracts, and so loses half the digits of 1e-8.)</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1;
        }
        // e^x − 1 = 2x/(2 + w − x) with w = x·coth(x/2) − 2 = Σ 2·B₂ₖ·x²ᵏ/(2k)!, B₂ₖ the Bernoulli numbers: the eighth term is
        // below 1e-17 here. Written as x plus a smaller correction so that the division's rounding counts less.
        double y = x * x;
        double w = y * (1.0 / 6 + y * (-1.0 / 360 + y * (1.0 / 15120 + y * (-1.0 / 604800
            + y * (1.0 / 23950080 + y * (-691.0 / 653837184000 + y * (1.0 / 37362124800)))))));
        return x + x * (x - w) / (2 + (w - x));
    }

    /// <summary>ln(1 + x), x ≥ −1; −∞ at −1, NaN below.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u <= 0 || double.IsPositiveInfinity(u) || double.IsNaN(u))
        {
            return Math.Log(u);
        }
        // What 1 + x rounded away comes back to first order; it is below ε·u, so the next order cannot be seen.
        double lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
        return u == 1 ? x : Math.Log(u) + lost / u;
    }

    /// <summary>sinh(x)/x, 1 at 0; even. Overflows only where the quotient itself does, beyond |x| ≈ 717.05.</summary>
    public static double Sinhc(double x)
    {
        x = Math.Abs(x);
        if (x < 20)
        {
            return x == 0 ? 1 : Math.Sinh(x) / x;
        }
        // e⁻²ˣ is below ε; half the exponent twice, because sinh overflows before the quotient does.
        double half = Math.Exp(0.5 * x);
        return double.IsPositiveInfinity(half) ? half : half / (2 * x) * half;
    }

    /// <summary>φ(x) = x/(1 − e⁻ˣ), 1 at 0; positive and increasing, φ(x) − φ(−x) = x, φ(x) → x as x → ∞ and 0 as x → −∞.</summary>
    public static double Phi(double x)
    {
        if (x < -40)
        {
            // e^x is below ε; halves keep the digits where e^x alone would be subnormal.
            double half = Math.Exp(0.5 * x);
            return half == 0 ? 0 : -x * half * half;
        }
        return x == 0 ? 1 : x / -Expm1(-x);
    }

    /// <summary>The logarithmic mean (a − b)/(ln a − ln b) of two finite numbers ≥ 0; a if they are equal, 0 if one is 0.</summary>
    /// <remarks>Symmetric to the bit, homogeneous, between the geometric and the arithmetic mean. NaN if one number is negative.</remarks>
    public static double LogMean(double a, double b)
    {
        if (a < b)
        {
            (a, b) = (b, a);
        }
        if (!(b > 0))
        {
            return b == 0 ? 0 : double.NaN;
        }
        double difference = a - b;
        if (difference <= 0.25 * b)
        {
            // L = (a + b)/2 · z/artanh z with z = (a − b)/(a + b) ≤ 1/9: artanh's series, whose ninth term is below 1e-17.
            // The difference is exact, and both sums are written so that they cannot overflow.
            double arithmetic = b + 0.5 * difference, z = 0.5 * difference / arithmetic, y = z * z;
            double quotient = y * (1.0 / 3 + y * (1.0 / 5 + y * (1.0 / 7 + y * (1.0 / 9
                + y * (1.0 / 11 + y * (1.0 / 13 + y * (1.0 / 15 + y * (1.0 / 17))))))));
            return arithmetic - arithmetic * quotient / (1 + quotient);
        }
        if (difference < b)
        {
            return difference / Log1p(difference / b);
        }
        double ratio = a / b;
        return difference / (double.IsPositiveInfinity(ratio) ? Math.Log(a) - Math.Log(b) : Math.Log(ratio));
    }
}
