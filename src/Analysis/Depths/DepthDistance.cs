using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>How far one depth is from infinite depth at one rescaled time.</summary>
/// <param name="Depth">N.</param>
/// <param name="Time">Rescaled time τ; infinity for the limits.</param>
/// <param name="Distance">‖X_N(τ) − X_∞(τ)‖_F.</param>
/// <param name="Relative">That, divided by ‖X_∞(τ)‖_F.</param>
/// <param name="Order">p in distance ~ N^(−p) between this depth and the one before it; NaN for the first.</param>
/// <param name="Extrapolated">Distance to X_∞ of the polynomial in 1/N through this depth and up to two before it, at 1/N = 0; NaN for the first.</param>
public readonly record struct DepthDistance(Depth Depth, double Time, double Distance, double Relative, double Order, double Extrapolated);
