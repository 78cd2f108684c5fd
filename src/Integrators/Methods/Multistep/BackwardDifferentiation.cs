namespace DlnDynamics.Integrators;

/// <summary>Backward differentiation of orders 1 to 5 with the corrections of the NDF, variable step and order: for long, stiff, wide problems.</summary>
/// <remarks>
/// A(α)-stable with α = 90°, 90°, 80°, 66°, 51° for orders 1 to 5: on the whole negative real axis. Cost of a step: one or two iterations, each one
/// evaluation and one linear system. The systems are factored where the field has a Jacobian and at most 400 components, and solved by GMRES
/// elsewhere, or everywhere where matrix-free is asked for. Source: [SR97] §2; [BH86] for the matrix-free iteration.
/// </remarks>
public sealed class BackwardDifferentiation : IMethod
{
    /// <summary>The largest system whose Jacobian is factored.</summary>
    public const int LargestFactoredDimension = 400;

    /// <summary>Whether systems are solved by GMRES even where they are small.</summary>
    public bool MatrixFree { get; init; }

    /// <summary>The highest order to be chosen, 1 to 5.</summary>
    public int MaximumOrder { get; init; } = DifferentiationFormula.HighestOrder;

    /// <inheritdoc/>
    public string Name => MatrixFree ? "bdf-gmres" : "bdf";

    /// <inheritdoc/>
    public int Order => MaximumOrder;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale)
    {
        ArgumentNullException.ThrowIfNull(vectorField);
        if (MaximumOrder is < 1 or > DifferentiationFormula.HighestOrder)
        {
            throw new ArgumentException($"The maximum order {MaximumOrder} must be from 1 to {DifferentiationFormula.HighestOrder}.", nameof(vectorField));
        }
        SpectrumEstimator spectrum = new(vectorField.Dimension);
        IDifferentiableField? factored = !MatrixFree && vectorField.Dimension <= LargestFactoredDimension ? vectorField as IDifferentiableField : null;
        IShiftedSystem system = factored is null ? new KrylovSystem(vectorField, scale, spectrum) : new FactoredSystem(factored);
        SaddleWatch saddles = new(new(vectorField, fillsJacobians: factored is not null), spectrum, system, scale, SaddleWatch.StepTimesGrowth(scale));
        return new BackwardDifferentiationStepper(this, vectorField, system, saddles, scale);
    }
}
