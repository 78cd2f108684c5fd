namespace DlnDynamics.Integrators;

/// <summary>
/// Any explicit Runge–Kutta pair whose last stage is the first of the next step. Cost: stages − 1 evaluations an attempt, and those that only
/// dense output needs in the steps that are looked into.
/// </summary>
public sealed class ExplicitRungeKutta(ExplicitTableau tableau) : IMethod
{
    /// <inheritdoc/>
    public string Name => tableau.Name;

    /// <inheritdoc/>
    public int Order => tableau.Order;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale) => new ExplicitRungeKuttaStepper(tableau, vectorField);
}
