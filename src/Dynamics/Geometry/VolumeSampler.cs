using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Random d × d matrices whose law is the volume of depth N times a Gaussian weight: Lebesgue measure, pushed forward.</summary>
/// <remarks>
/// At finite depth X = U·Sᴺ·Vᵀ of a matrix Y = U·S·Vᵀ with independent entries of variance s²: the density of X with respect to √det ĝ dX is
/// proportional to exp(−Σ σᵢ^(2/N)/(2s²)). At N = ∞ X = Q·e^S with Q Haar and S symmetric, of variance s² on the diagonal and s²/2 beside it:
/// the density is proportional to exp(−Σ (ln σᵢ)²/(2s²)). For N·Y is flat in the coordinates N·σ^(1/N) of unit speed, and S is at N = ∞. The
/// clock changes the volume by a factor only, and so not the law. Cost of a sample: one decomposition. Source: [CMV23] Theorem 1.1; the
/// push-forward is our derivation.
/// </remarks>
public sealed class VolumeSampler
{
    private readonly int size;
    private readonly double scale;
    private readonly RandomSource random;

    /// <summary>A stream of samples.</summary>
    /// <param name="depth">N.</param>
    /// <param name="size">d.</param>
    /// <param name="scale">s: of the entries of Y = X^(1/N), at N = ∞ of ln X.</param>
    /// <param name="seed">The same seed, the same samples.</param>
    public VolumeSampler(Depth depth, int size, double scale, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (!(scale > 0 && double.IsFinite(scale)))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of the Gaussian is a positive number.");
        }
        Depth = depth;
        this.size = size;
        this.scale = scale;
        random = new(seed, "volume", size, size);
    }

    /// <summary>N.</summary>
    public Depth Depth { get; }

    /// <summary>ln of the weight that a matrix has with respect to the volume: −Σ σᵢ^(2/N)/(2s²), at N = ∞ −Σ (ln σᵢ)²/(2s²).</summary>
    public double LogWeight(ReadOnlySpan<double> logSigma)
    {
        double sum = 0;
        foreach (double log in logSigma)
        {
            double flat = Depth.IsInfinite ? log : Math.Exp(log * Depth.Reciprocal);
            sum += flat * flat;
        }
        return -0.5 * sum / (scale * scale);
    }

    /// <summary>ln ∫ weight·√det ĝ dX, rescaled clock: with it the mean of a function over the samples becomes an integral over the volume.</summary>
    /// <remarks>N^(d(d+1)/2)·(2πs²)^(d²/2); at N = ∞ c_d·2^(d(d−1)/4)·(2πs²)^(d/2)·(πs²)^(d(d−1)/4) with c_d of <see cref="FiberEntropy.LogFrameVolume"/>.</remarks>
    public double LogMass
    {
        get
        {
            double variance = scale * scale, pairs = size * (size - 1) / 2.0;
            return Depth.IsInfinite
                ? FiberEntropy.LogFrameVolume(size, size) + 0.5 * (pairs * Math.Log(2) + size * Math.Log(2 * Math.PI * variance) + pairs * Math.Log(Math.PI * variance))
                : (pairs + size) * Math.Log(Depth.Value) + 0.5 * size * size * Math.Log(2 * Math.PI * variance);
        }
    }

    /// <summary>The next matrix, by logarithms: no σ is too small.</summary>
    public SpectralPoint Next() => Depth.IsInfinite ? NextExponential() : NextPower();

    private SpectralPoint NextPower()
    {
        Matrix y = RandomFrames.Gaussian(size, size, random);
        SingularFactors factors = SingularFactors.Of(y.View);
        double[] logSigma = new double[size];
        for (int i = 0; i < size; i++)
        {
            logSigma[i] = Depth.Value * Math.Log(scale * factors.Sigma[i]);
        }
        return new(factors.Left, logSigma, factors.Right);
    }

    private SpectralPoint NextExponential()
    {
        Matrix gaussian = RandomFrames.Gaussian(size, size, random), symmetric = new(size, size), vectors = new(size, size), left = new(size, size);
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                symmetric[i, j] = 0.5 * scale * (gaussian[i, j] + gaussian[j, i]);
            }
        }
        double[] logSigma = new double[size];
        if (!DenseKernels.Default.SymmetricEigen(size).TryDecompose(symmetric.View, logSigma, vectors.View))
        {
            throw new InvalidOperationException("A finite symmetric matrix has eigenvalues.");
        }
        DenseKernels.Default.Multiply(1, RandomFrames.Orthonormal(size, size, random).View, Transpose.No, vectors.View, Transpose.No, 0, left.View);
        return new(left, logSigma, vectors);
    }
}
