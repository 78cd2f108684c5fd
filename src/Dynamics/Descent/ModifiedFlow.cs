using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The flow that gradient descent with learning rate η follows to second order: dW/dt = −∇(L + (η/4)‖∇L‖²).</summary>
/// <remarks>
/// Rescaled clock, as every field: dW/dτ = f − (ηN/2)·Df·f with f that of <see cref="LayerFlow"/>. Cost: an evaluation and a product with the Jacobian.
/// Source: [BD21], by backward error analysis of Euler's method.
/// </remarks>
public sealed class ModifiedFlow(LayerFlow flow, double learningRate) : IVectorField
{
    private readonly double[] velocity = new double[flow.Dimension];
    private readonly double factor = -0.5 * flow.Shape.Layers * RuleParameter.Rate(learningRate);

    /// <inheritdoc/>
    public int Dimension => flow.Dimension;

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        flow.Evaluate(t, y, velocity);
        flow.ApplyJacobian(t, y, velocity, derivative);
        VectorOperations.Scale(factor, derivative);
        VectorOperations.AddScaled(1, velocity, derivative);
    }
}
