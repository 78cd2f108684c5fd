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
    private readonly Matrix half = new(rows, modes);
    private readonly Matrix offRight = new(columns, modes);

    // Of m × n only where the loss cannot do with thin factors; these where it can.
    private Matrix Velocity => field ??= new(rows, columns);

    private Matrix Image => field ??= new(rows, columns);

    private Matrix LeftFactor => field ??= new(rows, 2 * modes);

    private Matrix RightFactor => field ??= new(columns, 2 * modes);

    private Matrix LeftImage => field ??= new(rows, 2 * modes);

    private Matrix RightImage => field ??= new(columns, 2 * modes);

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

    /// <summary>⟨V, E″[V]⟩/⟨G, V⟩ with V = Â(G): half the rate at which the squared speed decays where Â is nearly constant; NaN where the flow rests.</summary>
    /// <remarks>Cost: six products of the sizes of the frames and one Hessian action.</remarks>
    public double DecayRate(ILoss loss, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(point);
        if (point.Factored is { } factored)
        {
            FillFactors(point);
            half.Data.CopyTo(LeftFactor.Data);
            point.Left.Data.CopyTo(LeftFactor.Data[half.Data.Length..]);
            point.Right.Data.CopyTo(RightFactor.Data);
            offRight.Data.CopyTo(RightFactor.Data[offRight.Data.Length..]);

            // ⟨abᵀ, Z⟩ = ⟨a, Z·b⟩.
            factored.ApplyHessian(LeftFactor.View, RightFactor.View, LeftFactor.View, RightFactor.View, LeftImage.View, RightImage.View);
            double curvature = VectorOperations.Dot(LeftFactor.Data, LeftImage.Data);
            point.ApplyGradient(LeftFactor.View, RightFactor.View, LeftImage.View, RightImage.View);
            return curvature / VectorOperations.Dot(LeftFactor.Data, LeftImage.Data);
        }
        FillVelocity(point);
        loss.ApplyHessian(point.EndToEnd.View, Velocity.View, Image.View);
        return VectorOperations.Dot(Velocity.Data, Image.Data) / VectorOperations.Dot(Velocity.Data, point.Gradient.Data);
    }

    private void FillVelocity(FlowState point)
    {
        if (depth.Value == 1)
        {
            point.Gradient.Data.CopyTo(Velocity.Data);
            return;
        }
        FillFactors(point);
        DenseKernels.Default.Multiply(1, half.View, Transpose.No, point.Right.View, Transpose.Yes, 0, Velocity.View);
        DenseKernels.Default.Multiply(1, point.Left.View, Transpose.No, offRight.View, Transpose.Yes, 1, Velocity.View);
    }

    /// <summary>The velocity of X is half·Rightᵀ + Left·offRightᵀ.</summary>
    private void FillFactors(FlowState point)
    {
        gradient.Fill(depth, point);
        IDenseKernels kernels = DenseKernels.Default;
        Matrix m = gradient.InFrame, right = gradient.GradientRight, left = gradient.LeftGradient;

        // What reaches outside the ranges, then what stays inside.
        kernels.Multiply(-1, point.Left.View, Transpose.No, m.View, Transpose.No, 1, right.View);
        kernels.Multiply(-1, point.Right.View, Transpose.No, m.View, Transpose.Yes, 1, left.View);
        for (int j = 0; j < modes; j++)
        {
            double outside = DepthMean.Of(depth, point.Sigma(j), 0);
            VectorOperations.Scale(outside, right.View.Column(j), half.View.Column(j));
            VectorOperations.Scale(outside, left.View.Column(j), offRight.View.Column(j));
            for (int i = 0; i < modes; i++)
            {
                m[i, j] *= DepthMean.Of(depth, point.Sigma(i), point.Sigma(j));
            }
        }
        kernels.Multiply(1, point.Left.View, Transpose.No, m.View, Transpose.No, 1, half.View);
    }

    private static double Square(Matrix matrix, int column) => VectorOperations.Dot(matrix.View.Column(column), matrix.View.Column(column));
}
