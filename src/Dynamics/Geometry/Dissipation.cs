using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>−dE/dτ along the flow of a loss alone: the square of the gradient's norm in the depth metric, and of the layers' gradient divided by N.</summary>
/// <remarks>
/// Rescaled clock: <see cref="SquaredSpeed"/> of the balanced flow; of layers N·‖dW/dτ‖², balanced or not; of the relaxed balanced flow
/// −⟨E′, dX/dτ⟩. Memory for one flow. Cost: that of the squared speed, or one evaluation of the field. Source: [ACH18] Theorem 1.
/// </remarks>
public sealed class Dissipation
{
    private readonly INetworkFlow flow;
    private readonly SquaredSpeed speed;
    private readonly double[] velocity;
    private readonly double[] image;

    /// <summary>For the points of one flow.</summary>
    public Dissipation(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        flow = problem.LossField;
        speed = new(flow.Depth, flow.Loss.Rows, flow.Loss.Columns, flow.Modes);
        velocity = flow is LayerFlow or RelaxedBalancedFlow ? new double[flow.Dimension] : [];
        image = new double[velocity.Length];
    }

    /// <summary>−dE/dτ at a state whose point has been observed. Error: relative 1e-13 or so, and absolute ε²‖E′‖².</summary>
    public double Measure(ReadOnlySpan<double> y, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        switch (flow)
        {
            case LayerFlow:
                flow.Evaluate(point.Time, y, velocity);
                return flow.Depth.Value * VectorOperations.Dot(velocity, velocity);
            case RelaxedBalancedFlow:
                flow.Evaluate(point.Time, point.EndToEnd.Data, velocity);
                return -VectorOperations.Dot(velocity, point.Gradient.Data);
            default:
                return speed.Measure(point);
        }
    }

    /// <summary>Half the rate at which <see cref="Measure"/> decays where the metric is nearly constant; NaN where the flow rests.</summary>
    /// <remarks>−⟨F, F′F⟩/‖F‖² of the layers' field F, else ⟨V, E″[V]⟩/⟨E′, V⟩ for the velocity −V of X. Cost: an evaluation, and a product with a Jacobian or Hessian.</remarks>
    public double DecayRate(ReadOnlySpan<double> y, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        switch (flow)
        {
            case LayerFlow layers:
                layers.Evaluate(point.Time, y, velocity);
                layers.ApplyJacobian(point.Time, y, velocity, image);
                return -VectorOperations.Dot(velocity, image) / VectorOperations.Dot(velocity, velocity);
            case RelaxedBalancedFlow:
                (int rows, int columns) = (flow.Loss.Rows, flow.Loss.Columns);
                flow.Evaluate(point.Time, point.EndToEnd.Data, velocity);
                flow.Loss.ApplyHessian(point.EndToEnd.View, new(velocity, rows, columns), new(image, rows, columns));
                return -VectorOperations.Dot(velocity, image) / VectorOperations.Dot(velocity, point.Gradient.Data);
            default:
                return speed.DecayRate(flow.Loss, point);
        }
    }
}
