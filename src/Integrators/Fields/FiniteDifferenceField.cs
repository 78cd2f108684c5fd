using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>Gives any field a Jacobian by central differences, at a visible cost: two evaluations a column.</summary>
/// <remarks>Relative error of an entry about 1e-10 of the field's size: enough for a Rosenbrock method's order down to 1e-8.</remarks>
public sealed class FiniteDifferenceField(IVectorField inner) : IDifferentiableField
{
    // The cube root of the rounding unit balances truncation and cancellation of a central difference.
    private static readonly double RelativeStep = Math.Cbrt(Math.BitIncrement(1.0) - 1);

    private readonly double[] point = new double[inner.Dimension];
    private readonly double[] below = new double[inner.Dimension];

    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <inheritdoc/>
    public IPreconditioner? Preconditioner => inner.Preconditioner;

    /// <summary>Evaluations of the inner field made for differences, since this object was made.</summary>
    public long DifferenceEvaluations { get; private set; }

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => inner.Evaluate(t, y, derivative);

    /// <inheritdoc/>
    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        double length = VectorPass.Distance(direction, []);
        if (length == 0)
        {
            product.Clear();
            return;
        }
        double size = VectorPass.Distance(y, []);
        double step = RelativeStep * (size > 0 ? size : 1) / length;
        VectorPass.Blend(1, y, -step, direction, point);
        inner.Evaluate(t, point, below);
        VectorPass.Blend(1, y, step, direction, point);
        inner.Evaluate(t, point, product);
        DifferenceEvaluations += 2;
        VectorPass.Blend(0.5 / step, product, -0.5 / step, below, product);
    }

    /// <inheritdoc/>
    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        double step = RelativeStep * Math.Max(Math.Abs(t), RelativeStep);
        inner.Evaluate(t - step, y, below);
        inner.Evaluate(t + step, y, derivative);
        DifferenceEvaluations += 2;
        double width = t + step - (t - step);
        VectorPass.Blend(1 / width, derivative, -1 / width, below, derivative);
    }

    /// <inheritdoc/>
    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        double size = VectorPass.Distance(y, []) / Math.Sqrt(Math.Max(1, y.Length));
        y.CopyTo(point);
        for (int j = 0; j < y.Length; j++)
        {
            // A component that is zero now is measured by the others; a state of zeros by one.
            double scale = Math.Max(Math.Abs(y[j]), size > 0 ? 1e-3 * size : 1);
            double step = RelativeStep * scale;
            point[j] = y[j] - step;
            double low = point[j];
            inner.Evaluate(t, point, below);
            point[j] = y[j] + step;
            double width = point[j] - low;
            Span<double> column = jacobian.Column(j);
            inner.Evaluate(t, point, column);
            point[j] = y[j];
            VectorPass.Blend(1 / width, column, -1 / width, below, column);
        }
        DifferenceEvaluations += 2L * y.Length;
    }
}
