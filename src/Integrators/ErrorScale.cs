namespace DlnDynamics.Integrators;

/// <summary>What counts as small in one integration: vectors measured in units of its tolerances, as its problem wants them measured.</summary>
/// <param name="Tolerances">The error allowed in each component.</param>
/// <param name="Norm">How the components become one number.</param>
public readonly record struct ErrorScale(Tolerances Tolerances, ErrorNorm Norm)
{
    /// <summary>The size of a vector, such as an error or the correction of an iteration, at a state y: 1 is the error allowed in a step.</summary>
    public double Measure(ReadOnlySpan<double> vector, ReadOnlySpan<double> y) => ErrorMeasure.Of(vector, y, y, Tolerances, Norm);

    /// <summary>The same for a vector that belongs to a step between two states: the larger size counts, as in the error of a step.</summary>
    public double Measure(ReadOnlySpan<double> vector, ReadOnlySpan<double> before, ReadOnlySpan<double> after) =>
        ErrorMeasure.Of(vector, before, after, Tolerances, Norm);
}
