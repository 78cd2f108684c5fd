namespace DlnDynamics.Integrators;

/// <summary>Any stiffly accurate Rosenbrock–Wanner pair, for stiff problems of moderate size with a Jacobian.</summary>
/// <remarks>Cost of a step: one Jacobian, one LU factorization (2n³/3), one evaluation and one solve (2n²) a stage, n² memory twice.</remarks>
public sealed class RosenbrockMethod(RosenbrockTableau tableau) : IMethod
{
    /// <inheritdoc/>
    public string Name => tableau.Name;

    /// <inheritdoc/>
    public int Order => tableau.Order;

    /// <inheritdoc/>
    public bool NeedsJacobian => true;

    /// <summary>Whether steps follow what grows; only a test of the stability function wants to see what happens otherwise.</summary>
    internal bool GuardsSaddles { get; init; } = true;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale) =>
        vectorField is IDifferentiableField differentiable
            ? new RosenbrockStepper(tableau, differentiable, scale, GuardsSaddles)
            : throw new ArgumentException($"{Name} needs a Jacobian: wrap the field in FiniteDifferenceField.", nameof(vectorField));
}
