using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>One path of a Langevin equation, step by step.</summary>
/// <remarks>
/// The state is X = U·diag(σ)·Vᵀ by its frames and the coordinates z of <see cref="RadialCoordinate"/>. A step is exact in distribution to first
/// order: expectations of smooth functions err by O(h) (weak order 1, measured in docs/design/012-langevin.md); equal singular values are nothing special. Without
/// loss and entropy the singular values at N = ∞ are exact in law for every h. Take h·‖E″‖·σ^(2−2/N) ≪ 1, with the entropy also h(d − 1)/β ≪ σ^(2/N); a step much
/// too long for the force is refused (<see cref="LangevinCode.StepTooLong"/>). Nothing is allocated per step.
/// Cost of a step: one eigen-decomposition of size d, two LU, two products, three more with a loss. Rescaled clock. One path a thread.
/// </remarks>
public sealed class LangevinPath
{
    // Products of orthonormal frames lose ε·√steps of their orthonormality.
    private const int StepsBetweenRepairs = 256;

    private readonly IDenseKernels kernels = DenseKernels.Default;
    private readonly RandomSource random;
    private readonly LangevinMotion motion;
    private readonly ISymmetricEigen eigen;
    private readonly ILuFactorization lu;
    private readonly Matrix left, right, turned, twisted, vectors, scratch, endToEnd;
    private readonly double[] z, next, logSigma, normals;
    private readonly double floor;
    private long steps;

    internal LangevinPath(LangevinEquation equation, PolarFactors start, RandomSource random)
    {
        Equation = equation;
        this.random = random;
        int d = equation.Size;
        motion = new(equation);
        eigen = kernels.SymmetricEigen(d);
        lu = kernels.Lu(d);
        left = new(d, d);
        right = new(d, d);
        turned = new(d, d);
        twisted = new(d, d);
        vectors = new(d, d);
        scratch = new(d, d);
        endToEnd = new(d, d);
        z = new double[d];
        next = new double[d];
        logSigma = new double[d];
        normals = new double[d * d];
        floor = equation.Floor is { } least ? RadialCoordinate.Of(equation.Depth, Math.Log(least)) : double.NegativeInfinity;
        if (!eigen.TryDecompose(start.LogSize.View, logSigma, vectors.View))
        {
            throw new ArgumentException("The logarithm of the start is not finite.", nameof(start));
        }
        kernels.Multiply(1, start.Left.View, Transpose.No, vectors.View, Transpose.No, 0, left.View);
        kernels.Multiply(1, start.Right.View, Transpose.No, vectors.View, Transpose.No, 0, right.View);
        for (int i = 0; i < d; i++)
        {
            z[i] = RadialCoordinate.Of(equation.Depth, logSigma[i]);
        }
    }

    /// <summary>What the path solves.</summary>
    public LangevinEquation Equation { get; }

    /// <summary>τ, the sum of the steps.</summary>
    public double Time { get; private set; }

    /// <summary>Whether the path can be believed.</summary>
    public LangevinCode Code { get; private set; }

    /// <summary>The code in words, with the time.</summary>
    public string Sentence => Code switch
    {
        LangevinCode.Sound => "The path is sound.",
        LangevinCode.StepTooLong => $"At τ = {Time:G6} the force alone would have changed a singular value by more than e², or turned the singular vectors by more than 1 radian, in one step: take shorter steps.",
        _ => $"The path became infinite or not a number after τ = {Time:G6}: take shorter steps, and look whether the loss is finite there.",
    };

    /// <summary>ln σᵢ, descending.</summary>
    public ReadOnlySpan<double> LogSigma => logSigma;

    /// <summary>The coordinates z of <see cref="RadialCoordinate"/>, descending: those in which the metric has unit speed.</summary>
    public ReadOnlySpan<double> Coordinates => z;

    /// <summary>X, on loan until the next call.</summary>
    public ReadOnlyMatrixView EndToEnd()
    {
        for (int j = 0; j < z.Length; j++)
        {
            VectorOperations.Scale(Math.Exp(logSigma[j]), left.View.Column(j), scratch.View.Column(j));
        }
        kernels.Multiply(1, scratch.View, Transpose.No, right.View, Transpose.Yes, 0, endToEnd.View);
        return endToEnd.View;
    }

    /// <summary>One step of length h in τ.</summary>
    public LangevinCode Step(double h)
    {
        for (int k = 0; k < normals.Length; k++)
        {
            normals[k] = random.NextNormal();
        }
        return Step(h, normals);
    }

    /// <summary>One step with given noise: d² independent numbers of mean 0 and variance 1 whose third moments vanish.</summary>
    /// <remarks>Number i + j·d moves entry (i, j) of UᵀXV. Equal noise makes paths comparable, and other distributions than the normal give weak order 1 too.</remarks>
    /// <exception cref="ArgumentException">h is not positive, or there are not d² numbers.</exception>
    public LangevinCode Step(double h, ReadOnlySpan<double> noise)
    {
        if (!(h > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(h), h, "A step is positive.");
        }
        ArgumentOutOfRangeException.ThrowIfNotEqual(noise.Length, normals.Length, nameof(noise));
        if (Code != LangevinCode.Sound)
        {
            return Code;
        }
        if (!motion.TryFill(h, noise, z, logSigma, left.View, right.View, Equation.Loss is null ? default : EndToEnd()))
        {
            return Code = LangevinCode.StepTooLong;
        }
        if (!VectorOperations.AllFinite(motion.Turn.Data) || !VectorOperations.AllFinite(motion.Twist.Data)
            || !eigen.TryDecompose(motion.Stretched.View, next, vectors.View) || !TryTurn(motion.Turn, turned) || !TryTurn(motion.Twist, twisted))
        {
            return Code = LangevinCode.NonFinite;
        }
        next.CopyTo(z, 0);
        Multiply(left, turned);
        Multiply(right, twisted);
        KeepWithin();
        if (++steps % StepsBetweenRepairs == 0)
        {
            Repair(left);
            Repair(right);
        }
        Time += h;
        return Code;
    }

    /// <summary>result ← C·W, with W the new eigenvectors and C = (I − A/2)⁻¹(I + A/2), Cayley's orthogonal e^A to second order; A is overwritten.</summary>
    private bool TryTurn(Matrix a, Matrix result)
    {
        for (int j = 0; j < a.Columns; j++)
        {
            VectorOperations.Scale(-0.5, a.View.Column(j));
            a[j, j] += 1;
        }
        if (!lu.TryFactor(a.View))
        {
            return false;
        }
        for (int j = 0; j < a.Columns; j++)
        {
            // C = 2(I − A/2)⁻¹ − I.
            Span<double> column = result.View.Column(j);
            vectors.View.Column(j).CopyTo(column);
            lu.Solve(a.View, column);
            VectorOperations.Scale(2, column);
            VectorOperations.AddScaled(-1, vectors.View.Column(j), column);
        }
        return true;
    }

    private void Multiply(Matrix frame, Matrix factor)
    {
        kernels.Multiply(1, frame.View, Transpose.No, factor.View, Transpose.No, 0, scratch.View);
        scratch.Data.CopyTo(frame.Data);
    }

    /// <summary>What went through lower rank comes out with the opposite singular vector; what fell below the floor is reflected. Then in order again.</summary>
    private void KeepWithin()
    {
        double zero = -Equation.Depth.Value;
        for (int i = 0; i < z.Length; i++)
        {
            if (z[i] < floor)
            {
                z[i] = 2 * floor - z[i];
            }
            else if (z[i] < zero)
            {
                z[i] = 2 * zero - z[i];
                VectorOperations.Scale(-1, left.View.Column(i));
            }
            for (int k = i; k > 0 && z[k] > z[k - 1]; k--)
            {
                (z[k], z[k - 1]) = (z[k - 1], z[k]);
                Swap(left.View.Column(k), left.View.Column(k - 1));
                Swap(right.View.Column(k), right.View.Column(k - 1));
            }
        }
        for (int i = 0; i < z.Length; i++)
        {
            logSigma[i] = RadialCoordinate.ToLogSigma(Equation.Depth, z[i]);
        }
    }

    private static void Swap(Span<double> a, Span<double> b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            (a[i], b[i]) = (b[i], a[i]);
        }
    }

    /// <summary>Frame ← ½·frame·(3I − frameᵀ·frame): Newton–Schulz, next to the polar factor. Source: [Hig08] chapter 8.</summary>
    private void Repair(Matrix frame)
    {
        kernels.Multiply(-0.5, frame.View, Transpose.Yes, frame.View, Transpose.No, 0, vectors.View);
        for (int i = 0; i < frame.Columns; i++)
        {
            vectors[i, i] += 1.5;
        }
        Multiply(frame, vectors);
    }
}
