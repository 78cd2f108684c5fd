using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>S = Â^½·Hess·Â^½ on the tangent space of a stratum at a point, as a symmetric operator: its eigenvalues are the rates of the flow nearby.</summary>
/// <remarks>
/// Vectors are those of <see cref="StratumHessian"/>, whose blocks A and B have room for parts along U and V that no tangent vector has: those
/// are taken out before and after, and show as <see cref="Padding"/> eigenvalues zero. Rescaled clock. Cost: an application of the Hessian and
/// eight products of m × r² or n × r².
/// </remarks>
public sealed class StratumRates : ISymmetricOperator
{
    private readonly StratumHessian hessian;
    private readonly TangentLayout layout;
    private readonly Matrix left;
    private readonly Matrix right;
    private readonly Matrix inside;
    private readonly double[] tangent;

    /// <summary>S at a point.</summary>
    public StratumRates(Depth depth, ILoss loss, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(point);
        hessian = new(depth, loss, point.Modes);
        hessian.Prepare(point);
        layout = new(loss.Rows, loss.Columns, point.Modes, FramesMove: !depth.IsInfinite);
        left = Matrix.CopyOf(point.Left.View);
        right = Matrix.CopyOf(point.Right.View);
        inside = new(point.Modes, point.Modes);
        tangent = new double[layout.Length];
        double[] gradient = new double[layout.Length];
        hessian.Gradient(gradient);
        GradientNorm = VectorOperations.EuclideanNorm(gradient);
        hessian.ApplyRoot(gradient, gradient);
        Speed = VectorOperations.EuclideanNorm(gradient);
    }

    /// <inheritdoc/>
    public int Dimension => layout.Length;

    /// <summary>Number of eigenvalues zero that belong to no tangent vector.</summary>
    public int Padding => ((layout.HasLeft ? 1 : 0) + (layout.HasRight ? 1 : 0)) * layout.Rank * layout.Rank;

    /// <summary>The Frobenius norm of the gradient along the stratum.</summary>
    public double GradientNorm { get; }

    /// <summary>‖Â^½·grad‖, the speed of the flow in the depth metric.</summary>
    public double Speed { get; }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> vector, Span<double> image)
    {
        vector.CopyTo(tangent);
        KeepTangent(tangent);
        hessian.ApplySymmetric(tangent, image);
        KeepTangent(image);
    }

    private void KeepTangent(Span<double> vector)
    {
        if (layout.HasLeft)
        {
            TakeOut(left, layout.Left(vector));
        }
        if (layout.HasRight)
        {
            TakeOut(right, layout.Right(vector));
        }
    }

    /// <summary>block ← (I − QQᵀ)·block.</summary>
    private void TakeOut(Matrix frame, MatrixView block)
    {
        DenseKernels.Default.Multiply(1, frame.View, Transpose.Yes, block, Transpose.No, 0, inside.View);
        DenseKernels.Default.Multiply(-1, frame.View, Transpose.No, inside.View, Transpose.No, 1, block);
    }
}
