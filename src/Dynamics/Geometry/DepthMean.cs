using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The mean of two singular values that depth N makes: the eigenvalues of the operator that turns a gradient into a velocity.</summary>
/// <remarks>
/// λ̂(σ, τ) = (1/N) Σⱼ σ^(2(N−j)/N) τ^(2(j−1)/N), for real N = (1/N)(σ² − τ²)/(σ^(2/N) − τ^(2/N)), and at N = ∞ the logarithmic mean of
/// σ² and τ². Rescaled clock; times N in the layers' clock. Source: [CMV23] Lemma 2.4; [ACH18] Claim 1.
/// </remarks>
public static class DepthMean
{
    /// <summary>λ̂ of two singular values, each ≥ 0. Error: relative, 1e-13 for ratios up to 1e300 and every N.</summary>
    public static double Of(Depth depth, double sigma, double tau)
    {
        double high = Math.Max(sigma, tau), low = Math.Min(sigma, tau);
        if (depth.Value == 1)
        {
            return 1;
        }
        if (high == 0)
        {
            return 0;
        }
        double inverse = depth.Reciprocal;
        double power = depth.IsInfinite ? high * high : Math.Pow(high, 2 - 2 * inverse);
        if (low == 0)
        {
            return power * inverse;
        }
        double gap = high <= 2 * low ? Elementary.Log1p((high - low) / low) : Math.Log(high) - Math.Log(low);
        return power * Spread(inverse, 2 * gap);
    }

    /// <summary>ln λ̂ of two singular values given by their logarithms, −∞ for 0: where no power of them can be held.</summary>
    /// <remarks>−∞ where λ̂ = 0. Error: absolute, 1e-13 and |logarithm|·ε.</remarks>
    public static double LogOf(Depth depth, double logSigma, double logTau)
    {
        double high = Math.Max(logSigma, logTau), low = Math.Min(logSigma, logTau), inverse = depth.Reciprocal;
        if (depth.Value == 1)
        {
            return 0;
        }
        if (double.IsNegativeInfinity(high))
        {
            return high;
        }
        return (2 - 2 * inverse) * high + Math.Log(Spread(inverse, 2 * (high - low)));
    }

    /// <summary>λ̂^½ of two singular values given by their logarithms, −∞ for 0: where σ itself underflows only below e^(−745).</summary>
    /// <remarks>Error: relative, 1e-13 and |logarithm|·ε.</remarks>
    public static double RootOf(Depth depth, double logSigma, double logTau)
    {
        double high = Math.Max(logSigma, logTau), low = Math.Min(logSigma, logTau), inverse = depth.Reciprocal;
        if (depth.Value == 1)
        {
            return 1;
        }
        if (double.IsNegativeInfinity(high))
        {
            return 0;
        }
        return Math.Exp((1 - inverse) * high) * Math.Sqrt(Spread(inverse, 2 * (high - low)));
    }

    /// <summary>λ̂(σ, τ)/λ̂(σ, σ) for σ ≥ τ with gap = 2·ln(σ/τ): φ(gap/N)/φ(gap), and 1/N where τ = 0.</summary>
    private static double Spread(double inverse, double gap) =>
        double.IsPositiveInfinity(gap) ? inverse : Elementary.Phi(gap * inverse) / Elementary.Phi(gap);
}
