namespace DlnDynamics.Integrators;

/// <summary>The second-order Runge–Kutta–Chebyshev method: explicit, for stiff problems whose Jacobian has a spectrum near the negative real axis.</summary>
/// <remarks>
/// s stages are stable for h·ρ up to about 0.65·s², so a step costs about √(1.54·h·ρ) evaluations where a classical method needs h·ρ/3.
/// Where eigenvalues leave the axis, as while frames turn, a larger damping widens the strip at the price of about 1.4 times the stages.
/// The step follows the fastest growing direction: see the saddle guard. Source: [VSH04] for the damping.
/// Source: [SSV97] B. P. Sommeijer, L. F. Shampine, J. G. Verwer, "RKC: an explicit solver for parabolic PDEs".
/// </remarks>
public sealed class RungeKuttaChebyshev2 : IMethod
{
    /// <summary>The most stages in one step; the step is bounded so that they suffice.</summary>
    public const int StageLimit = 500;

    // 2·L/u of the damping 10, see ChebyshevCoefficients, rounded down; no fewer than two stages bend it further.
    private const double HeavyInterval = 0.34;

    /// <inheritdoc/>
    public string Name => "rkc2";

    /// <inheritdoc/>
    public int Order => 2;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale) => new RungeKuttaChebyshev2Stepper(vectorField, scale);

    /// <summary>The fewest stages that are stable for a step of length h: ⌈√(1 + 1.54·h·ρ)⌉, at least 2 and at most the limit.</summary>
    public static int Stages(double h, double spectralRadius) =>
        (int)Math.Clamp(Math.Ceiling(Math.Sqrt(1 + 1.54 * h * spectralRadius)), 2, StageLimit);

    /// <summary>The fewest stages with the damping for spectra that leave the real axis: their interval is 0.347·(s² − 1).</summary>
    public static int HeavyStages(double h, double spectralRadius) =>
        (int)Math.Clamp(Math.Ceiling(Math.Sqrt(1 + h * spectralRadius / HeavyInterval)), 2, StageLimit);

    /// <summary>The longest step for which the stage limit suffices; infinity for spectral radius 0.</summary>
    public static double LargestStep(double spectralRadius) => ((double)StageLimit * StageLimit - 1) / (1.54 * spectralRadius);
}
