namespace DlnDynamics.Integrators;

/// <summary>Explicit until other steps are the cheaper ones, then implicit, or stabilised where there is no Jacobian; says what it chose, when and why.</summary>
/// <remarks>
/// <para>Explicit: dormand-prince8 for tolerances below 1e-7, tsitouras5 above. It goes on to the end where that costs less than changing would.</para>
/// <para>
/// Then, where there is no Jacobian and stability limits the steps, rkc2: its steps follow what grows and what turns, which differences inside GMRES do not show. Where there
/// is one: radau5 with at most 20 unknowns; bdf where a dense one pays — at most 100 unknowns and tolerances
/// to 1e-5, or 400 and 1e-7: the tighter the tolerance, the more products a matrix-free solution takes — and bdf-gmres elsewhere. Where
/// Newton's iteration keeps failing, rkc2, which solves nothing. The measurements behind each choice: docs/design/006-choice-of-method.md.
/// </para>
/// </remarks>
public sealed class AutomaticMethod : IMethod
{
    private const double TightTolerance = 1e-7;
    private const double MiddleTolerance = 1e-5;
    private const int FewUnknowns = 20;
    private const int ManyUnknowns = 100;

    /// <inheritdoc/>
    public string Name => "auto";

    /// <inheritdoc/>
    public int Order => Tsitouras5.Tableau.Order;

    /// <inheritdoc/>
    public IStepper Bind(IVectorField vectorField, ErrorScale scale) => new AutomaticStepper(vectorField, scale);

    /// <summary>What to begin with.</summary>
    internal static ExplicitTableau First(ErrorScale scale) => Tolerance(scale) < TightTolerance ? DormandPrince8.Tableau : Tsitouras5.Tableau;

    /// <summary>What to go on with where explicit steps have become the dearer ones.</summary>
    internal static IMethod ForStiffness(IVectorField vectorField, ErrorScale scale)
    {
        (int unknowns, double tolerance) = (vectorField.Dimension, Tolerance(scale));
        if (vectorField is not IDifferentiableField)
        {
            return new RungeKuttaChebyshev2();
        }
        int mostDense = tolerance <= TightTolerance ? BackwardDifferentiation.LargestFactoredDimension : tolerance <= MiddleTolerance ? ManyUnknowns : 0;
        return unknowns <= FewUnknowns ? new Radau5Method() : new BackwardDifferentiation { MatrixFree = unknowns > mostDense };
    }

    private static double Tolerance(ErrorScale scale) => scale.Tolerances.Relative > 0 ? scale.Tolerances.Relative : scale.Tolerances.Absolute;
}
