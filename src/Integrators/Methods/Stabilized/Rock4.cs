namespace DlnDynamics.Integrators;

/// <summary>The fourth-order orthogonal Runge–Kutta–Chebyshev method: explicit, for stiff problems whose Jacobian has a spectrum near the negative real axis.</summary>
/// <remarks>
/// s stages are stable for h·ρ up to 0.35·s², with five at least. More accurate than rkc2 while modes move; late, on a slow and curved manifold with
/// large h·ρ, its four finishing stages excite stiff modes that no stage damps, and its steps stay short where rkc2's grow.
/// Dense output is the cubic through both ends, of third order inside a step, so of fourth along a trajectory as the ends are.
/// Source: [Abd02]; coefficients are computed for any number of stages to 400.
/// </remarks>
public sealed class Rock4 : IMethod
{
    /// <inheritdoc/>
    public string Name => "rock4";

    /// <inheritdoc/>
    public int Order => 4;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale) => new Rock4Stepper(vectorField, scale);
}
