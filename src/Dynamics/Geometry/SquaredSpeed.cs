using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>⟨G, Â_{N,X}(G)⟩: how fast the balanced flow lowers its loss, dE/dτ = −⟨G, Â(G)⟩, read off a point.</summary>
/// <remarks>
/// Σᵢⱼ λ̂(σᵢ, σⱼ)·Mᵢⱼ² with M = UᵀGV, and λ̂(σᵢ, 0) for what G does outside the ranges of X. It is the squared speed in the metric of depth
/// N. Rescaled clock. Cost: three products of the sizes of the frames. Source: [ACH18] Theorem 1; [Men24] Theorem 13.
/// </remarks>
public sealed class SquaredSpeed(Depth depth, int rows, int columns, int modes)
{
    private readonly StratumGradient gradient = new(rows, columns, modes);

    /// <summary>The squared speed, ≥ 0. Error: a few ε of ‖G‖²·max λ̂.</summary>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (depth.Value == 1)
        {
            return VectorOperations.Dot(point.Gradient.Data, point.Gradient.Data);
        }
        gradient.Fill(depth, point);
        double sum = 0;
        for (int j = 0; j < modes; j++)
        {
            double sigma = point.Sigma(j), right = Square(gradient.GradientRight, j), left = Square(gradient.LeftGradient, j);
            for (int i = 0; i < modes; i++)
            {
                double across = gradient.InFrame[i, j] * gradient.InFrame[i, j], back = gradient.InFrame[j, i] * gradient.InFrame[j, i];
                sum += DepthMean.Of(depth, point.Sigma(i), sigma) * across;
                right -= across;
                left -= back;
            }

            // What is left of a column is round-off where the frame spans the whole space, and must not become negative.
            sum += DepthMean.Of(depth, sigma, 0) * (Math.Max(0, right) + Math.Max(0, left));
        }
        return sum;
    }

    private static double Square(Matrix matrix, int column) => VectorOperations.Dot(matrix.View.Column(column), matrix.View.Column(column));
}
