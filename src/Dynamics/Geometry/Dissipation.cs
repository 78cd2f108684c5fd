using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>−dE/dτ along a flow: the square of the gradient's norm in the depth metric, and of the layers' gradient divided by N.</summary>
/// <remarks>
/// Rescaled clock: <see cref="SquaredSpeed"/> of the balanced flow; of layers N·‖dW/dτ‖², balanced or not. Memory for one flow.
/// Cost: that of the squared speed, or one evaluation of the layers' field. Source: [ACH18] Theorem 1.
/// </remarks>
public sealed class Dissipation
{
    private readonly INetworkFlow flow;
    private readonly SquaredSpeed speed;
    private readonly double[] velocity;

    /// <summary>For the points of one flow.</summary>
    public Dissipation(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        flow = problem.Field;
        speed = new(flow.Depth, flow.Loss.Rows, flow.Loss.Columns, flow.Modes);
        velocity = problem.Coordinates == FlowCoordinates.Layers ? new double[flow.Dimension] : [];
    }

    /// <summary>−dE/dτ at a state whose point has been observed. Error: relative 1e-13 or so, and absolute ε²‖E′‖².</summary>
    public double Measure(ReadOnlySpan<double> y, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (velocity.Length > 0)
        {
            flow.Evaluate(point.Time, y, velocity);
            return flow.Depth.Value * VectorOperations.Dot(velocity, velocity);
        }
        return speed.Measure(point);
    }
}
