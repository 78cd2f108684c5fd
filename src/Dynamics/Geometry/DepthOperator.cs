using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Â_{N,X}: takes the Euclidean gradient at X to the velocity that depth N makes of it.</summary>
/// <remarks>
/// In the singular bases of X it multiplies entry (i, j) by <see cref="DepthMean"/> of (σᵢ, σⱼ), where a direction outside the range
/// has σ = 0. Self-adjoint and positive semi-definite. Rescaled clock. For the inside of a flow: it allocates nothing after construction;
/// the inverse, the root and lengths are <see cref="DepthMetric"/>'s. Source: [ACH18] Theorem 1, Claim 1; at N = ∞ [CMV23] Lemma 2.4.
/// </remarks>
public sealed class DepthOperator(Depth depth, int rows, int columns, IDenseKernels? kernels = null)
{
    private readonly IDenseKernels kernels = kernels ?? DenseKernels.Default;
    private readonly int modes = Math.Min(rows, columns);
    private readonly Matrix inFrame = new(Math.Min(rows, columns), Math.Min(rows, columns));
    private readonly Matrix half = new(Math.Min(rows, columns), columns);
    private readonly Matrix offLeft = new(rows, Math.Min(rows, columns));
    private readonly Matrix offRight = new(columns, Math.Min(rows, columns));
    private readonly Matrix work = new(rows, Math.Min(rows, columns));

    /// <summary>vector ← Â_{N,X}(covector) for X = left·diag(sigma)·rightᵀ.</summary>
    /// <remarks>Shape: left m × k, sigma k, right n × k with k = min(m, n); covector and vector m × n, not overlapping. Error: a small
    /// multiple of ε relative to the largest entry of the image.</remarks>
    public void Apply(ReadOnlyMatrixView left, ReadOnlySpan<double> sigma, ReadOnlyMatrixView right, ReadOnlyMatrixView covector, MatrixView vector)
    {
        kernels.Multiply(1, left, Transpose.Yes, covector, Transpose.No, 0, half.View);
        kernels.Multiply(1, half.View, Transpose.No, right, Transpose.No, 0, inFrame.View);
        if (rows > columns)
        {
            // Rows outside the range of X: (I − UUᵀ)·Z·V, weighted by the mean with zero.
            kernels.Multiply(1, covector, Transpose.No, right, Transpose.No, 0, offLeft.View);
            kernels.Multiply(-1, left, Transpose.No, inFrame.View, Transpose.No, 1, offLeft.View);
        }
        else if (columns > rows)
        {
            kernels.Multiply(1, covector, Transpose.Yes, left, Transpose.No, 0, offRight.View);
            kernels.Multiply(-1, right, Transpose.No, inFrame.View, Transpose.Yes, 1, offRight.View);
        }
        for (int j = 0; j < modes; j++)
        {
            for (int i = 0; i < modes; i++)
            {
                inFrame[i, j] *= DepthMean.Of(depth, sigma[i], sigma[j]);
            }
        }
        kernels.Multiply(1, left, Transpose.No, inFrame.View, Transpose.No, 0, work.View);
        if (rows > columns)
        {
            for (int j = 0; j < modes; j++)
            {
                VectorOperations.AddScaled(DepthMean.Of(depth, sigma[j], 0), offLeft.View.Column(j), work.View.Column(j));
            }
        }
        kernels.Multiply(1, work.View, Transpose.No, right, Transpose.Yes, 0, vector);
        if (columns > rows)
        {
            for (int i = 0; i < modes; i++)
            {
                Span<double> column = offRight.View.Column(i);
                VectorOperations.Scale(DepthMean.Of(depth, sigma[i], 0), column, column);
            }
            kernels.Multiply(1, left, Transpose.No, offRight.View, Transpose.Yes, 1, vector);
        }
    }
}
