using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X ↦ balanced layers with product X: W_p = Q_p·e^(H/N)·Q_{p−1}ᵀ with Q₀ = R and Q_N = U.</summary>
/// <remarks>Balanced layers share the singular values σ^(1/N). Source: [ACH18] §3; [BRTW20].</remarks>
public static class BalancedLift
{
    /// <summary>The flat state of the layers.</summary>
    /// <param name="factors">X, of rank r.</param>
    /// <param name="shape">The network; every width at least r.</param>
    /// <param name="random">For hidden frames with the Haar law; null: the first r unit vectors.</param>
    /// <exception cref="ArgumentException">A hidden layer is narrower than the rank, or the shapes differ.</exception>
    public static double[] Lift(PolarFactors factors, NetworkShape shape, RandomSource? random = null)
    {
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Rows != factors.Left.Rows || shape.Columns != factors.Right.Rows || shape.Widths.Any(width => width < factors.Rank))
        {
            throw new ArgumentException(
                $"A {factors.Left.Rows} × {factors.Right.Rows} matrix of rank {factors.Rank} does not lift to widths [{string.Join(", ", shape.Widths)}].", nameof(shape));
        }
        IDenseKernels kernels = DenseKernels.Default;
        Matrix root = factors.Power(1.0 / shape.Layers), below = factors.Right;
        double[] state = new double[shape.Length];
        for (int p = 0; p < shape.Layers; p++)
        {
            int width = shape.Widths[p + 1];
            Matrix above = p == shape.Layers - 1 ? factors.Left
                : random is null ? Matrix.CopyOf(Matrix.Identity(width).View.Block(0, 0, width, factors.Rank))
                : RandomFrames.Orthonormal(width, factors.Rank, random);
            Matrix half = new(width, factors.Rank);
            kernels.Multiply(1, above.View, Transpose.No, root.View, Transpose.No, 0, half.View);
            kernels.Multiply(1, half.View, Transpose.No, below.View, Transpose.Yes, 0, shape.Layer(state.AsSpan(), p));
            below = above;
        }
        return state;
    }
}
