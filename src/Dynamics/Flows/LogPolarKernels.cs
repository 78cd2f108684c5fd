using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The two functions of a pair of log singular values that carry the log-polar flow, and their derivatives.</summary>
/// <remarks>
/// With hi = max(x, y), δ = |x − y| and φ(z) = z/(1 − e⁻ᶻ): Stretch a(x, y) = e^(x − 2hi/N)·φ(2δ/N) moves the logarithm H, Turn
/// m(x, y) = e^((1 − 2/N)hi)·φ(2δ/N)/φ(δ) turns the frames. For N ≥ 2 nothing overflows while e^hi does not, and a mode may run off to
/// −∞. Error: relative, |exponent|·ε/2. Where σ underflows, the motion of a mode along itself is braked smoothly to a halt, lest a
/// logarithm of −1e9 spoil the digits of all others. Our own formulas; docs/design/001-coordinates.md says where they come from.
/// </remarks>
internal static class LogPolarKernels
{
    // e^(−745) is the smallest positive double; nothing that is observed changes below it.
    private const double BrakeStart = -700;
    private const double BrakeLength = 60;

    /// <summary>a(x, y): the rate at which entry (x, y) of the gradient, in the eigenframe, moves H.</summary>
    public static double Stretch(double inverseDepth, double x, double y) =>
        Math.Exp(x - 2 * inverseDepth * Math.Max(x, y)) * Elementary.Phi(2 * inverseDepth * Math.Abs(x - y)) * Brake(x, y);

    /// <summary>1 unless both modes underflow, then falling smoothly to 0: a mode stops, but goes on turning against those that do not.</summary>
    public static double Brake(double x, double y) => 1 - Braked(x).Value * Braked(y).Value;

    /// <summary>m(x, y): the rate at which the antisymmetric part of the gradient turns the frames.</summary>
    public static double Turn(double inverseDepth, double x, double y)
    {
        double gap = Math.Abs(x - y);
        return Math.Exp((1 - 2 * inverseDepth) * Math.Max(x, y)) * Elementary.Phi(2 * inverseDepth * gap) / Elementary.Phi(gap);
    }

    /// <summary>a(x, y), a(y, x) and m(x, y) for x ≥ y, from e^((1 − 2/N)x): at most two exponentials for the pair.</summary>
    public static (double Forward, double Backward, double Turn) Pair(double inverseDepth, double power, double gap)
    {
        (double phi, double decay) = PhiAndDecay(gap);
        double scaled = power * (inverseDepth == 0.5 ? phi : PhiAndDecay(2 * inverseDepth * gap).Phi);
        return (scaled, scaled * decay, scaled / phi);
    }

    /// <summary>∂a/∂x (first) and ∂a/∂y (second).</summary>
    public static (double First, double Second) StretchSlopes(double inverseDepth, double x, double y)
    {
        double value = Stretch(inverseDepth, x, y);
        double l = inverseDepth * Langevin((x - y) * inverseDepth);
        (double brakedX, double slopeX) = Braked(x);
        (double brakedY, double slopeY) = Braked(y);
        double free = slopeX == 0 && slopeY == 0 ? 0 : value / (1 - brakedX * brakedY);
        return (value * (1 - inverseDepth - l) - free * slopeX * brakedY, value * (-inverseDepth + l) - free * brakedX * slopeY);
    }

    /// <summary>∂m/∂x; m is symmetric, so ∂m/∂y is the same with the arguments exchanged.</summary>
    public static double TurnSlope(double inverseDepth, double x, double y)
    {
        double z = x - y;
        return Turn(inverseDepth, x, y) * (0.5 - inverseDepth + 0.5 * Langevin(0.5 * z) - inverseDepth * Langevin(z * inverseDepth));
    }

    /// <summary>Divided difference of e^(p·x) between two points, for p ≥ 0: p·e^(p·hi)/φ(p·δ).</summary>
    public static double ExponentialSlope(double p, double x, double y) =>
        p * Math.Exp(p * Math.Max(x, y)) / Elementary.Phi(p * Math.Abs(x - y));

    /// <summary>How far a mode is braked, from 0 at −700 to 1 at −760, twice differentiable, and the slope of that.</summary>
    private static (double Value, double Slope) Braked(double x)
    {
        double t = (BrakeStart - x) / BrakeLength;
        return t <= 0 ? (0, 0)
            : t >= 1 ? (1, 0)
            : (t * t * t * (10 + t * (-15 + 6 * t)), -30 * t * t * (1 - t) * (1 - t) / BrakeLength);
    }

    /// <summary>φ(z) and e⁻ᶻ for z ≥ 0, from one of e⁻ᶻ and e⁻ᶻ − 1, whichever keeps its digits.</summary>
    private static (double Phi, double Decay) PhiAndDecay(double z)
    {
        if (z >= 1)
        {
            double decay = Math.Exp(-z);
            return (z / (1 - decay), decay);
        }
        double rest = -Elementary.Expm1(-z);
        return (z == 0 ? 1 : z / rest, 1 - rest);
    }

    /// <summary>coth z − 1/z, odd; a series where the two terms would cancel.</summary>
    private static double Langevin(double z)
    {
        double q = z * z;
        return Math.Abs(z) < 0.3
            ? z * (1.0 / 3 + q * (-1.0 / 45 + q * (2.0 / 945 + q * (-1.0 / 4725 + q * (2.0 / 93555 + q * (-1382.0 / 638512875 + q * 4.0 / 18243225))))))
            : 1 / Math.Tanh(z) - 1 / z;
    }
}
