using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X ↦ layers with product X whose imbalances are given multiples of the identity.</summary>
/// <remarks>
/// Above the narrow layer W = (κ(XXᵀ) + c)^½, below it (κ(XᵀX) + c)^½, and the narrow one U·κ^½·Vᵀ: every function of X, so that no
/// hidden frame is chosen and X may have any rank. Error: about ε of the largest layer. Cost: 2N products. See <see cref="RelaxedBalance"/>.
/// </remarks>
public static class RelaxedLift
{
    /// <summary>The flat state of the layers, of the shape <see cref="RelaxedBalance.ShapeOf"/>.</summary>
    public static double[] Lift(RelaxedBalance balance, PolarFactors factors)
    {
        ArgumentNullException.ThrowIfNull(balance);
        ArgumentNullException.ThrowIfNull(factors);
        (Matrix left, double[] logSigma, Matrix right) = factors.Rank == 0 ? (factors.Left, [], factors.Right) : factors.Modes();
        double[] logSquares = [.. logSigma.Select(balance.LogSquare)];
        NetworkShape shape = balance.ShapeOf(left.Rows, right.Rows);
        double[] state = new double[shape.Length];
        for (int p = 0; p < shape.Layers; p++)
        {
            MatrixView layer = shape.Layer(state.AsSpan(), p);
            double offset = balance.Offsets[p], root = Math.Sqrt(offset);
            (Matrix above, Matrix below) = (p < balance.Narrow ? right : left, p > balance.Narrow ? left : right);
            if (p != balance.Narrow)
            {
                for (int i = 0; i < layer.Rows; i++)
                {
                    layer[i, i] = root;
                }
            }

            // What the modes have more than √c, without the cancellation of √(κ + c) − √c.
            AddModes(above, below, logSquares, logSquare => offset == 0 ? Math.Exp(0.5 * logSquare) : Math.Exp(logSquare) / (Math.Sqrt(Math.Exp(logSquare) + offset) + root), layer);
        }
        return state;
    }

    private static void AddModes(Matrix above, Matrix below, double[] logSquares, Func<double, double> size, MatrixView layer)
    {
        Matrix scaled = Matrix.CopyOf(above.View);
        for (int i = 0; i < logSquares.Length; i++)
        {
            VectorOperations.Scale(size(logSquares[i]), scaled.View.Column(i), scaled.View.Column(i));
        }
        DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, below.View, Transpose.Yes, 1, layer);
    }
}
