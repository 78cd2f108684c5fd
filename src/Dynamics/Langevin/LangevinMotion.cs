using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The motion of one Langevin step in the singular frames: the new z as a symmetric matrix, and the turning of U against V.</summary>
/// <remarks>
/// The off-diagonal noise of the symmetric matrix makes its eigenvalues repel to second order; what is left of the drift of their law is
/// smooth (<see cref="LangevinPair"/>). The drift of the frames vanishes, because reflections of modes are symmetries. Memory for one path.
/// </remarks>
internal sealed class LangevinMotion(LangevinEquation equation)
{
    private const double LongestMove = 2;
    private const double SmallestRoot = 1e-300;

    private readonly Matrix gradient = new(equation.Size, equation.Size);
    private readonly Matrix product = new(equation.Size, equation.Size);
    private readonly Matrix m = new(equation.Size, equation.Size);
    private readonly double[] logSizes = new double[equation.Size];
    private readonly double[] drift = new double[equation.Size];

    /// <summary>diag(z) + D: its eigenvalues are the new z, its eigenvectors turn both frames.</summary>
    public Matrix Stretched { get; } = new(equation.Size, equation.Size);

    /// <summary>Ω, antisymmetric: how U turns beyond V.</summary>
    public Matrix Turn { get; } = new(equation.Size, equation.Size);

    /// <summary>Fills both from the state and the noise; X is read only where there is a loss. False where the force is too strong for the step.</summary>
    public bool TryFill(
        double h, ReadOnlySpan<double> noise, ReadOnlySpan<double> z, ReadOnlySpan<double> logSigma, ReadOnlyMatrixView left, ReadOnlyMatrixView right, ReadOnlyMatrixView x)
    {
        int d = equation.Size;
        double inverse = equation.Depth.Reciprocal, size = Math.Sqrt(2 * h / equation.InverseTemperature);
        Matrix? force = equation.Loss is null ? null : Gradient(left, right, x);
        StartDrift(z, logSigma);
        for (int i = 0; i < d; i++)
        {
            double root = Root(inverse, z[i]), sigma = Math.Exp(logSizes[i]);
            if (force is not null && inverse < 1 && h * sigma * Math.Abs(force[i, i]) > LongestMove * root * root)
            {
                return false;
            }
            Stretched[i, i] = z[i] + size * noise[i + i * d] - (force is null ? 0 : h * sigma / root * force[i, i]);
            Turn[i, i] = 0;
            for (int j = i + 1; j < d; j++)
            {
                LangevinPair pair = new(inverse, root, logSizes[i] - logSizes[j]);
                drift[i] += pair.Lift + pair.Repulsion;
                drift[j] += pair.Lift - pair.Repulsion;
                double upper = noise[i + j * d], lower = noise[j + i * d];
                double stretch = size * pair.Stretch * (upper + pair.Ratio * lower), turn = size * pair.Turn * (upper - lower);
                if (force is not null)
                {
                    stretch -= h * sigma * (force[i, j] + pair.Ratio * force[j, i]) / pair.Sum;
                    turn -= h * sigma * pair.Turn * pair.Turn * (force[i, j] - force[j, i]);
                }
                Stretched[j, i] = Stretched[i, j] = stretch;
                Turn[i, j] = turn / (1 + pair.Ratio);
                Turn[j, i] = -Turn[i, j];
            }
        }

        // Two modes within √h of zero at once push each other as 1/p. Paths come there with probability O(h²): held to the size of the
        // noise, the push cannot throw one away, and the weak order stays.
        for (int i = 0; i < d; i++)
        {
            Stretched[i, i] += Math.Clamp(h / equation.InverseTemperature * drift[i], -size, size);
        }
        return true;
    }

    private static double Root(double inverse, double z) => Math.Max(1 + inverse * z, SmallestRoot);

    /// <summary>M = Uᵀ·E′(X)·V.</summary>
    private Matrix Gradient(ReadOnlyMatrixView left, ReadOnlyMatrixView right, ReadOnlyMatrixView x)
    {
        IDenseKernels kernels = DenseKernels.Default;
        equation.Loss!.Gradient(x, gradient.View);
        kernels.Multiply(1, gradient.View, Transpose.No, right, Transpose.No, 0, product.View);
        kernels.Multiply(1, left, Transpose.Yes, product.View, Transpose.No, 0, m.View);
        return m;
    }

    /// <summary>Logarithms that are finite, and what the entropy adds to β times the drift of z.</summary>
    private void StartDrift(ReadOnlySpan<double> z, ReadOnlySpan<double> logSigma)
    {
        double least = Math.Log(SmallestRoot) * equation.Depth.Value;
        for (int i = 0; i < z.Length; i++)
        {
            logSizes[i] = Math.Max(logSigma[i], least);
            drift[i] = 0;
        }
        if (equation.WithEntropy)
        {
            FiberEntropy.Slope(equation.Depth, logSizes, drift);
            for (int i = 0; i < z.Length; i++)
            {
                drift[i] /= Root(equation.Depth.Reciprocal, z[i]);
            }
        }
    }
}
