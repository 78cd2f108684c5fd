using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>A vector field that can also apply its Jacobian ∂f/∂y. Autonomous fields have ∂f/∂t = 0.</summary>
public interface IDifferentiableField : IVectorField
{
    /// <summary>product ← (∂f/∂y)(t, y)·direction.</summary>
    void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product);

    /// <summary>derivative ← ∂f/∂t (t, y).</summary>
    void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative);

    /// <summary>Writes the whole Jacobian, column j = (∂f/∂y)·e_j.</summary>
    void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian);

    /// <summary>Whether ∂f/∂y is symmetric at every point, as for a gradient flow in Euclidean coordinates: its spectrum is then real.</summary>
    bool HasSymmetricJacobian => false;
}
