namespace DlnDynamics.Integrators;

/// <summary>Starts explicit, and switches once, to a stiff method, when stability rather than accuracy limits the step.</summary>
/// <remarks>
/// Begins with tsitouras5; goes on with rodas5p where the field has a Jacobian and at most 400 components, with rkc2 elsewhere.
/// Undetected stiffness cannot run on: after 10 000 explicit steps it switches all the same.
/// </remarks>
public sealed class AutomaticMethod : IMethod
{
    /// <summary>The largest system whose Jacobian is factored; beyond, n³ work a step costs more than Chebyshev's stages.</summary>
    public const int LargestFactoredDimension = 400;

    /// <summary>The most explicit steps.</summary>
    public const int ExplicitStepLimit = 10_000;

    /// <inheritdoc/>
    public string Name => "auto";

    /// <inheritdoc/>
    public int Order => Tsitouras5.Tableau.Order;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale) => new AutomaticStepper(vectorField, scale);
}
