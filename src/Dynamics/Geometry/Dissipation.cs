using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>−dE/dτ along a flow: the square of the gradient's norm in the depth metric, and of the layers' gradient divided by N.</summary>
/// <remarks>
/// Rescaled clock: Σᵢⱼ λ̂ᵢⱼMᵢⱼ² over the modes and what leads out of their range; of layers N·‖dW/dτ‖², balanced or not. Memory for one flow.
/// Cost: two products of the gradient with frames and modes² means, or one evaluation of the layers' field. Source: [ACH18] Theorem 1.
/// </remarks>
public sealed class Dissipation
{
    private readonly INetworkFlow flow;
    private readonly StratumGradient gradient;
    private readonly double[] velocity;

    /// <summary>For the points of one flow.</summary>
    public Dissipation(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        flow = problem.Field;
        gradient = new(flow.Loss.Rows, flow.Loss.Columns, flow.Modes);
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
        if (flow.Depth.Value == 1)
        {
            return VectorOperations.Dot(point.Gradient.Data, point.Gradient.Data);
        }
        gradient.Fill(flow.Depth, point);
        double sum = 0;
        for (int j = 0; j < flow.Modes; j++)
        {
            double columnSquare = 0, rowSquare = 0;
            for (int i = 0; i < flow.Modes; i++)
            {
                double forward = gradient.InFrame[i, j], backward = gradient.InFrame[j, i];
                sum += DepthMean.Of(flow.Depth, point.Sigma(i), point.Sigma(j)) * forward * forward;
                columnSquare += forward * forward;
                rowSquare += backward * backward;
            }
            double leading = DepthMean.Of(flow.Depth, point.Sigma(j), 0);
            sum += leading * Rest(gradient.GradientRight, j, columnSquare) + leading * Rest(gradient.LeftGradient, j, rowSquare);
        }
        return sum;
    }

    /// <summary>The square of what lies outside the range; a frame that fills the space has nothing outside.</summary>
    private double Rest(Matrix pulled, int j, double inside)
    {
        ReadOnlySpan<double> column = pulled.View.Column(j);
        return pulled.Rows == flow.Modes ? 0 : Math.Max(0, VectorOperations.Dot(column, column) - inside);
    }
}
