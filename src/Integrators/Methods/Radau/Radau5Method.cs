namespace DlnDynamics.Integrators;

/// <summary>The Radau IIA method of order 5, for very stiff problems of moderate size with a Jacobian, and for tight tolerances.</summary>
/// <remarks>
/// Cost of a step: one real and one complex LU factorization (10n³/3), three evaluations and 10n² an iteration, four or so iterations;
/// a Jacobian only where the last one no longer makes the iteration converge fast; 4n² memory.
/// Dense output is the collocation polynomial, of order 3 inside the step and 5 at its ends.
/// Source: [HW96] IV.8.
/// </remarks>
public sealed class Radau5Method : IMethod
{
    /// <inheritdoc/>
    public string Name => "radau5";

    /// <inheritdoc/>
    public int Order => 5;

    /// <inheritdoc/>
    public bool NeedsJacobian => true;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale) =>
        vectorField is IDifferentiableField differentiable
            ? new Radau5Stepper(differentiable, scale)
            : throw new ArgumentException($"{Name} needs a Jacobian: wrap the field in FiniteDifferenceField.", nameof(vectorField));
}
