using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>z = N·(σ^(1/N) − 1), at N = ∞ ln σ: the coordinate of a singular value along which the rescaled metric of depth N has unit speed.</summary>
/// <remarks>
/// With fixed singular vectors the metric is the flat one in z, so straight lines in z are geodesics. σ = 0 lies at z = −N: a finite distance
/// away at finite depth, infinitely far at N = ∞. Source: [Men24] §2, shifted so that depth has a limit.
/// </remarks>
public static class RadialCoordinate
{
    /// <summary>z of a singular value given by its logarithm, −∞ for 0. Error: a few ε relative, of z at N = ∞ and of z/N else.</summary>
    public static double Of(Depth depth, double logSigma) =>
        depth.IsInfinite ? logSigma
        : double.IsNegativeInfinity(logSigma) ? -depth.Value
        : depth.Value * Elementary.Expm1(logSigma * depth.Reciprocal);

    /// <summary>ln σ of a coordinate z ≥ −N.</summary>
    public static double ToLogSigma(Depth depth, double z) => depth.IsInfinite ? z : depth.Value * Elementary.Log1p(z * depth.Reciprocal);
}
