using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A ridge on the layers of a flow that has a Jacobian: of it, −μ/N times the identity in layers, and nothing in log-polar coordinates.</summary>
public sealed class DifferentiableLayerRidgeFlow : LayerRidgeFlow, IDifferentiableField
{
    private readonly IDifferentiableField differentiable;

    internal DifferentiableLayerRidgeFlow(INetworkFlow inner, double ridge) : base(inner, ridge) => differentiable = (IDifferentiableField)inner;

    /// <inheritdoc/>
    public bool HasSymmetricJacobian => differentiable.HasSymmetricJacobian;

    /// <inheritdoc/>
    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        differentiable.ApplyJacobian(t, y, direction, product);
        if (IsProportional)
        {
            VectorOperations.AddScaled(-Decay, direction, product);
        }
    }

    /// <inheritdoc/>
    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => differentiable.EvaluateTimeDerivative(t, y, derivative);

    /// <inheritdoc/>
    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        differentiable.FillJacobian(t, y, jacobian);
        for (int k = 0; IsProportional && k < Dimension; k++)
        {
            jacobian[k, k] -= Decay;
        }
    }
}
