using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The gradient of the loss at a point, as seen from the modes of X: what can still move them.</summary>
/// <remarks>M = UᵀGV; GV and GᵀU reach outside the ranges of X. Memory for one shape, used again at every point.</remarks>
public sealed class StratumGradient(int rows, int columns, int modes)
{
    /// <summary>M, modes × modes.</summary>
    public Matrix InFrame { get; } = new(modes, modes);

    /// <summary>G·V, m × modes.</summary>
    public Matrix GradientRight { get; } = new(rows, modes);

    /// <summary>Gᵀ·U, n × modes.</summary>
    public Matrix LeftGradient { get; } = new(columns, modes);

    /// <summary>Norm of the gradient along the matrices of this rank: (‖GV‖² + ‖GᵀU‖² − ‖M‖²)^½; at N = ∞, where frames are frozen, ‖M‖.</summary>
    public double Norm { get; private set; }

    /// <summary>Reads a point of a flow of the given depth.</summary>
    public void Fill(Depth depth, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        point.ApplyGradient(point.Left.View, point.Right.View, GradientRight.View, LeftGradient.View);
        DenseKernels.Default.Multiply(1, point.Left.View, Transpose.Yes, GradientRight.View, Transpose.No, 0, InFrame.View);
        double inside = VectorOperations.EuclideanNorm(InFrame.Data);
        double right = VectorOperations.EuclideanNorm(GradientRight.Data), left = VectorOperations.EuclideanNorm(LeftGradient.Data);
        Norm = depth.IsInfinite ? inside : Math.Sqrt(Math.Max(0, right * right + left * left - inside * inside));
    }

    /// <summary>γ, the size against which a gradient counts as small: the larger of ‖E′(0)‖_F and ‖E′(X)‖_F at the start.</summary>
    public static double ReferenceNorm(ILoss loss, FlowState start)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(start);
        return Math.Max(LossAtZero.GradientNorm(loss), start.GradientNorm);
    }
}
