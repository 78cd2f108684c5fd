namespace DlnDynamics.Integrators;

/// <summary>The numerical differentiation formulas of orders 1 to 5 in backward differences, for a constant step.</summary>
/// <remarks>
/// Σⱼ₌₁ᵏ ∇ʲyₙ₊₁/j − h·f(tₙ₊₁, yₙ₊₁) − κ·γₖ·(yₙ₊₁ − y⁽⁰⁾ₙ₊₁) = 0 with γₖ = Σⱼ₌₁ᵏ 1/j and the predictor y⁽⁰⁾ that extrapolates the last k + 1 points. κ = 0
/// would be BDF; κ buys a smaller error for a little stability, and is 0 at order 5, where there is none to spare. Source: [SR97] §2, Table 1.
/// </remarks>
internal static class DifferentiationFormula
{
    /// <summary>The highest order that is usefully stable.</summary>
    public const int HighestOrder = 5;

    private static readonly double[] Kappa = [0, -0.1850, -1.0 / 9, -0.0823, -0.0415, 0];

    /// <summary>γₖ = 1 + ½ + … + 1/k.</summary>
    public static double Gamma(int k)
    {
        double sum = 0;
        for (int j = 1; j <= k; j++)
        {
            sum += 1.0 / j;
        }
        return sum;
    }

    /// <summary>(1 − κ)·γₖ: a step of length h solves systems with I − h/Alpha·∂f/∂y.</summary>
    public static double Alpha(int k) => (1 - Kappa[k]) * Gamma(k);

    /// <summary>The error of one step in units of ∇ᵏ⁺¹yₙ₊₁, which is what the step adds to the predictor.</summary>
    public static double ErrorConstant(int k) => Kappa[k] * Gamma(k) + 1.0 / (k + 1);

    /// <summary>
    /// By this the estimate of a step's error is made larger. Nothing better than the solution that is carried forward is known here, and the errors
    /// of successive steps have one sign: with it the end of a run errs by about as much as with other methods at the same tolerance.
    /// </summary>
    public static double EstimateWeight(int k) => 3 * ErrorConstant(k);
}
