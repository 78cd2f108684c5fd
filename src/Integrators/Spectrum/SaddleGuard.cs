namespace DlnDynamics.Integrators;

/// <summary>Keeps a damping method's step so short that it follows the fastest growing direction, however small the state is along it.</summary>
/// <remarks>
/// A method that damps stiff modes has |R(z)| &lt; 1 for large positive z too: with a long step a saddle's growing mode decays, and where that
/// mode lies below the absolute tolerance no error estimate tells. So h·μ ≤ c, μ the largest real part of an eigenvalue, where
/// |R(c) − eᶜ| = constant·c^(order + 1) is the relative tolerance: the step that error control would choose if it could see the mode. Never above a
/// largest c, at which the growth of a step is right to a few per cent. Rates at the noise of the products, times the spectral radius, do
/// not count: 1e-6 for differences, 1e-8 for a dense matrix, 1e-10 for exact products, 1e-12 for those of a symmetric Jacobian.
/// </remarks>
internal sealed class SaddleGuard(SpectrumEstimator spectrum, double stepTimesGrowth)
{
    // Below a growth of one in a hundred a step the guard could only creep.
    private const double SmallestStepTimesGrowth = 0.01;

    /// <summary>The longest step that follows the fastest growing direction as it was last estimated; infinity where none grows.</summary>
    public double LargestStep => spectrum.Growth > 0 ? stepTimesGrowth / spectrum.Growth : double.PositiveInfinity;

    /// <summary>Looks at another Jacobian: at most 20 products.</summary>
    public void Observe(IJacobianProduct product) => spectrum.Estimate(product, thorough: true);

    /// <summary>Saves what steps to come depend on, or goes on from it.</summary>
    public void Exchange(StateTransfer transfer) => spectrum.Exchange(transfer);

    /// <summary>The c of a method whose R(z) differs from eᶻ by constant·z^(order + 1) to leading order.</summary>
    public static double StepTimesGrowth(int order, double constant, double largest, ErrorScale scale)
    {
        double tolerance = scale.Tolerances.Relative > 0 ? scale.Tolerances.Relative : scale.Tolerances.Absolute;
        return Math.Clamp(Math.Pow(tolerance / constant, 1.0 / (order + 1)), SmallestStepTimesGrowth, largest);
    }
}
