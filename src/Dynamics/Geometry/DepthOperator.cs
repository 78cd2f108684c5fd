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
    private readonly SpectralScaling scaling = new(rows, columns, kernels ?? DenseKernels.Default);
    private readonly int modes = Math.Min(rows, columns);

    /// <summary>vector ← Â_{N,X}(covector) for X = left·diag(sigma)·rightᵀ.</summary>
    /// <remarks>Shape: left m × k, sigma k, right n × k with k = min(m, n); covector and vector m × n, not overlapping. Error: a small
    /// multiple of ε relative to the largest entry of the image.</remarks>
    public void Apply(ReadOnlyMatrixView left, ReadOnlySpan<double> sigma, ReadOnlyMatrixView right, ReadOnlyMatrixView covector, MatrixView vector)
    {
        for (int j = 0; j < modes; j++)
        {
            for (int i = 0; i < modes; i++)
            {
                scaling.Weights[i, j] = DepthMean.Of(depth, sigma[i], sigma[j]);
            }
            if (rows != columns)
            {
                scaling.Weights[j, modes] = scaling.Weights[modes, j] = DepthMean.Of(depth, sigma[j], 0);
            }
        }
        scaling.Apply(left, right, covector, vector);
    }
}
