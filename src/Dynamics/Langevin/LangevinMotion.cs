using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The motion of one Langevin step in the singular frames: the new z as a symmetric matrix, and the turning of both frames beyond its eigenvectors.</summary>
/// <remarks>
/// The noise of the symmetric matrix is that of the Gaussian orthogonal ensemble: its eigenvalues repel as 1/(zᵢ − zⱼ) exactly, for every step.
/// The drift of the frames vanishes, because reflections of modes are symmetries. Memory for one path.
/// </remarks>
internal sealed class LangevinMotion(LangevinEquation equation)
{
    private const double LongestMove = 2;
    private const double LongestTurn = 1;
    private const double SmallestRoot = 1e-300;

    private readonly Matrix gradient = new(equation.Size, equation.Size);
    private readonly Matrix product = new(equation.Size, equation.Size);
    private readonly Matrix m = new(equation.Size, equation.Size);
    private readonly double[] logSizes = new double[equation.Size];
    private readonly double[] drift = new double[equation.Size];
    private readonly double[] moves = new double[equation.Size];
    private readonly double[] turns = new double[equation.Size];

    /// <summary>diag(z) + D: its eigenvalues are the new z, its eigenvectors turn both frames.</summary>
    public Matrix Stretched { get; } = new(equation.Size, equation.Size);

    /// <summary>Θ, antisymmetric: how V turns beyond the eigenvectors.</summary>
    public Matrix Twist { get; } = new(equation.Size, equation.Size);

    /// <summary>Θ + Ω, antisymmetric: how U turns beyond the eigenvectors.</summary>
    public Matrix Turn { get; } = new(equation.Size, equation.Size);

    /// <summary>Fills all three from the state and the noise; X is read only where there is a loss. False where the force is too strong for the step.</summary>
    public bool TryFill(
        double h, ReadOnlySpan<double> noise, ReadOnlySpan<double> z, ReadOnlySpan<double> logSigma, ReadOnlyMatrixView left, ReadOnlyMatrixView right, ReadOnlyMatrixView x)
    {
        int d = equation.Size;
        double inverse = equation.Depth.Reciprocal, size = Math.Sqrt(2 * h / equation.InverseTemperature);
        Matrix? force = equation.Loss is null ? null : Gradient(left, right, x);
        StartDrift(h, size, z, logSigma);
        for (int i = 0; i < d; i++)
        {
            double root = Root(inverse, z[i]), sigma = Math.Exp(logSizes[i]);
            Stretched[i, i] = z[i] + size * noise[i + i * d];
            Turn[i, i] = Twist[i, i] = 0;
            if (force is not null)
            {
                double move = h * sigma / root * force[i, i];
                Stretched[i, i] -= move;
                moves[i] += Math.Abs(move) / root;
            }
            for (int j = i + 1; j < d; j++)
            {
                LangevinPair pair = new(inverse, root, logSizes[i] - logSizes[j]);

                // Two modes within √h of zero at once push each other as 1/p. Paths come there with probability O(h²): held to the size
                // of the noise, the push cannot throw one away, and the weak order stays. At p ≥ √(h/β) nothing is held.
                double lift = Math.Min(h / equation.InverseTemperature * pair.Lift, size);
                drift[i] += lift;
                drift[j] += lift;
                double upper = noise[i + j * d], lower = noise[j + i * d], both = size * (upper + pair.Ratio * lower);
                double stretch = pair.Stretch * both, twist = pair.Twist * both, turn = size * pair.Turn * (upper - lower) / (1 + pair.Ratio);
                if (force is not null)
                {
                    double move = h * sigma * (force[i, j] + pair.Ratio * force[j, i]) / pair.Sum;
                    double angle = h * sigma * pair.Turn * pair.Turn * (force[i, j] - force[j, i]) / (1 + pair.Ratio);
                    stretch -= move;
                    turn -= angle;
                    Add(moves, i, j, 2 * Math.Abs(move) / pair.Sum);

                    // Beside a large mode a small one is moved to second order, and must not be carried through zero: less than the noise does no harm.
                    if (inverse < 1 && Repelled(move, z[i] - z[j]) > Math.Max(LongestMove * (pair.Sum - root), size))
                    {
                        return false;
                    }
                    Add(turns, i, j, Math.Abs(angle));
                }
                Stretched[j, i] = Stretched[i, j] = stretch;
                Twist[j, i] = twist;
                Twist[i, j] = -twist;
                Turn[j, i] = twist - turn;
                Turn[i, j] = turn - twist;
            }
        }
        for (int i = 0; i < d; i++)
        {
            Stretched[i, i] += drift[i];
        }
        return inverse == 1 || !(moves.Max() > LongestMove || turns.Max() > LongestTurn);
    }

    /// <summary>How far an off-diagonal entry pushes the eigenvalues of a symmetric 2 × 2 matrix apart, each.</summary>
    private static double Repelled(double entry, double gap) => entry == 0 ? 0 : 2 * entry * entry / (gap + double.Hypot(gap, 2 * entry));

    private static void Add(double[] rows, int i, int j, double value)
    {
        rows[i] += value;
        rows[j] += value;
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

    /// <summary>Logarithms that are finite, sums at zero, and what the entropy adds to z: at most the noise for every other mode, which is never reached at p ≥ √(h/β).</summary>
    private void StartDrift(double h, double size, ReadOnlySpan<double> z, ReadOnlySpan<double> logSigma)
    {
        double least = Math.Log(SmallestRoot) * equation.Depth.Value, inverse = equation.Depth.Reciprocal;
        for (int i = 0; i < z.Length; i++)
        {
            logSizes[i] = Math.Max(logSigma[i], least);
            drift[i] = moves[i] = turns[i] = 0;
        }
        if (!equation.WithEntropy)
        {
            return;
        }
        FiberEntropy.Slope(equation.Depth, logSizes, drift);
        for (int i = 0; i < z.Length; i++)
        {
            double most = inverse == 0 ? double.PositiveInfinity : size * (z.Length - 1);
            drift[i] = Math.Clamp(h / equation.InverseTemperature * drift[i] / Root(inverse, z[i]), -most, most);
        }
    }
}
