using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>Products with the Jacobian at points where a method looks at the spectrum: the best that the field allows.</summary>
/// <remarks>
/// Exact ones of a symmetric Jacobian. Else, of up to twenty unknowns, a matrix: the field's own where the method fills Jacobians anyway, or of central differences,
/// whose increments suit each component, by 2n evaluations. Else exact ones where columns could be had as well, and one difference of f each beyond.
/// </remarks>
internal sealed class FreshProducts(IVectorField vectorField, bool fillsJacobians)
{
    private readonly int n = vectorField.Dimension;
    private readonly IDifferentiableField? differentiable = vectorField as IDifferentiableField;
    private readonly IDifferentiableField columns = fillsJacobians ? (IDifferentiableField)vectorField : new FiniteDifferenceField(vectorField);
    private MatrixProduct? matrix;
    private double[] entries = [];
    private double[] derivative = [];
    private ExactProduct? exact;
    private DifferenceProduct? differences;

    /// <summary>The products at (t, y), until the next call.</summary>
    public IJacobianProduct At(double t, ReadOnlySpan<double> y)
    {
        bool isSymmetric = differentiable?.HasSymmetricJacobian == true;
        if (!isSymmetric && n <= SpectrumEstimator.ThoroughDirections)
        {
            entries = entries.Length == 0 ? new double[n * n] : entries;
            columns.FillJacobian(t, y, new MatrixView(entries, n, n));
            return matrix ??= new(entries, n, isSymmetric: false);
        }
        if (differentiable is not null && (isSymmetric || n <= BackwardDifferentiation.LargestFactoredDimension))
        {
            exact ??= new(differentiable);
            exact.MoveTo(t, y);
            return exact;
        }
        derivative = derivative.Length == 0 ? new double[n] : derivative;
        vectorField.Evaluate(t, y, derivative);
        differences ??= new(vectorField);
        differences.MoveTo(t, y, derivative);
        return differences;
    }
}
