using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>The counter of a field that has a Jacobian.</summary>
internal sealed class CountingDifferentiableField(IDifferentiableField inner) : CountingField(inner), IDifferentiableField
{
    public bool HasSymmetricJacobian => inner.HasSymmetricJacobian;

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        CountProduct();
        inner.ApplyJacobian(t, y, direction, product);
    }

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) =>
        inner.EvaluateTimeDerivative(t, y, derivative);

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        CountJacobian();
        inner.FillJacobian(t, y, jacobian);
    }
}
