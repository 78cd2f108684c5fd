using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>S(X) = ln vol of the fibre: of all balanced layers whose product is X, in the Frobenius metric of the layers.</summary>
/// <remarks>
/// The fibre is an orbit of rotations of the hidden layers. S rises with every singular value, so it pulls away from low rank where
/// <see cref="VolumeForm"/> pulls towards it. Where one mode vanishes alone, at finite depth and with hidden layers as wide as the rank, S
/// stays finite; else S → −∞: like (1 − 1/N)·k(k − 1)/2·ln σ where k modes vanish together, and like Σ_p(h_p − r)/N·ln σ for every mode in wider
/// layers. Values exist where there are layers; the slope exists at every depth, at N = ∞ as that of the limit of S less a constant,
/// which falls to −∞ even for one mode, like −½ ln|ln σ| for each that stays. Source: [MY25] Theorem 4; widths and limits: our derivation.
/// </remarks>
public static class FiberEntropy
{
    /// <summary>Why there is no fibre at a depth, and what holds instead; null where there is one.</summary>
    public static string? Obstacle(Depth depth) => depth.HasLayers
        ? null
        : depth.IsInfinite
            ? "At infinite depth the fibre has infinite dimension and no volume; differences of entropy still have a limit, and so has its gradient."
            : $"Depth {depth} is not a whole number: there are no layers, hence no fibre; the gradient of the entropy is continued to every real depth.";

    /// <summary>S, with all hidden layers of one width.</summary>
    /// <param name="depth">N, a whole number.</param>
    /// <param name="logSigma">ln σᵢ, all finite, r of them.</param>
    /// <param name="width">Of every hidden layer, at least r; null: r, the narrowest.</param>
    /// <exception cref="ArgumentException">There are no layers, or they are narrower than the rank.</exception>
    public static double Of(Depth depth, ReadOnlySpan<double> logSigma, int? width = null)
    {
        if (Obstacle(depth) is { } obstacle)
        {
            throw new ArgumentException(obstacle, nameof(depth));
        }
        int rank = logSigma.Length;
        double hidden = depth.Value - 1;
        double frames = hidden == 0 ? 0 : hidden * LogFrameVolume(width ?? rank, rank);
        return frames + Spread(depth, logSigma, hidden * ((width ?? rank) - rank));
    }

    /// <summary>S, with the widths of a network.</summary>
    /// <exception cref="ArgumentException">A hidden layer is narrower than the rank.</exception>
    public static double Of(NetworkShape shape, ReadOnlySpan<double> logSigma)
    {
        ArgumentNullException.ThrowIfNull(shape);
        double frames = 0;
        double excess = 0;
        for (int p = 1; p < shape.Layers; p++)
        {
            frames += LogFrameVolume(shape.Widths[p], logSigma.Length);
            excess += shape.Widths[p] - logSigma.Length;
        }
        return frames + Spread(Depth.Of(shape.Layers), logSigma, excess);
    }

    /// <summary>ln of the volume of the frames of r orthonormal vectors in Rʰ that one hidden layer adds: for h = r, ln c_r, the volume of the orthogonal group in the Frobenius metric.</summary>
    /// <remarks>(r(r−1)/4 + r(h−r)/2)·ln 2 + Σ ln ω_k over k = h−r+1 … h, ω_k = 2π^(k/2)/Γ(k/2). Source: [MY25] §2.</remarks>
    public static double LogFrameVolume(int width, int rank)
    {
        if (rank > width)
        {
            throw new ArgumentException($"A hidden layer of width {width} cannot carry rank {rank}: take widths of at least {rank}.", nameof(width));
        }
        double sum = (rank * (rank - 1) / 4.0 + rank * (width - rank) / 2.0) * Math.Log(2);
        for (int k = width - rank + 1; k <= width; k++)
        {
            sum += LogSphere(k);
        }
        return sum;
    }

    /// <summary>slope ← ∂S/∂ln σᵢ ≥ 0 at any depth: what the entropy gains as a mode grows.</summary>
    /// <param name="depth">N.</param>
    /// <param name="logSigma">ln σᵢ, in any order, r of them.</param>
    /// <param name="slope">r numbers; must not overlap the values.</param>
    /// <param name="excess">Σ_p(h_p − r)/N over the hidden widths h_p; 0 where all are r.</param>
    /// <remarks>Smooth where singular values are equal. Error: 1e-13 relative. Source: [MY25] §5, in logarithms.</remarks>
    public static void Slope(Depth depth, ReadOnlySpan<double> logSigma, Span<double> slope, double excess = 0)
    {
        for (int i = 0; i < logSigma.Length; i++)
        {
            slope[i] = excess;
            for (int j = 0; j < logSigma.Length; j++)
            {
                slope[i] += i == j ? 0 : PairSlope(depth.Reciprocal, 2 * (logSigma[i] - logSigma[j]));
            }
        }
    }

    /// <summary>∇S in the Frobenius inner product, U·diag(∂S/∂σᵢ)·Vᵀ, tangent to the stratum.</summary>
    /// <remarks>Parameters as of <see cref="Slope"/>. Source: [MY25] §5.</remarks>
    /// <exception cref="ArgumentException">A singular value is so small that the gradient exceeds the numbers.</exception>
    public static Matrix Gradient(Depth depth, SpectralPoint point, double excess = 0) => AlongModes(depth, point, excess, power: -1, factor: 1);

    /// <summary>grad S in the depth metric, Â(∇S) = U·diag(σᵢ^(1−2/N)·∂S/∂ln σᵢ)·Vᵀ: where the volume of the fibre pushes.</summary>
    /// <param name="depth">N.</param>
    /// <param name="point">X.</param>
    /// <param name="excess">As of <see cref="Slope"/>.</param>
    /// <param name="clock">Of the metric; times N in the layers' clock.</param>
    /// <remarks>Finite however small the singular values are. Source: [MY25] §5.</remarks>
    /// <exception cref="ArgumentException">The clock is the layers' at infinite depth.</exception>
    public static Matrix MetricGradient(Depth depth, SpectralPoint point, double excess = 0, Clock clock = Clock.Rescaled) =>
        clock == Clock.Layers && depth.IsInfinite
            ? throw new ArgumentException("At infinite depth the layers' clock has no metric: use the rescaled clock.", nameof(clock))
            : AlongModes(depth, point, excess, power: 1 - 2 * depth.Reciprocal, factor: clock == Clock.Layers ? depth.Value : 1);

    private static Matrix AlongModes(Depth depth, SpectralPoint point, double excess, double power, double factor)
    {
        ArgumentNullException.ThrowIfNull(point);
        double[] slope = new double[point.LogSigma.Length];
        Slope(depth, point.LogSigma, slope, excess);
        for (int i = 0; i < slope.Length; i++)
        {
            slope[i] *= factor * Math.Exp(power * point.LogSigma[i]);
        }
        return VectorOperations.AllFinite(slope)
            ? point.AlongModes(slope)
            : throw new ArgumentException($"The smallest singular value is e^{point.LogSigma[^1]:G4}: its slope exceeds the numbers. Use {nameof(Slope)}, in logarithms.", nameof(point));
    }

    /// <summary>velocity ← σᵢ^(−2/N)·∂S/∂ln σᵢ: d ln σᵢ/dτ along the gradient of S in the rescaled metric, which moves singular values alone.</summary>
    /// <remarks>
    /// Parameters as of <see cref="Slope"/>. Finite, however small a mode beside the others: (1/N)·σⱼ^(−2/N) from each larger one. At finite N it grows
    /// without bound where two modes, or with an excess one mode, go to zero: there the flow is stiff. Error: 1e-13 relative. Source: [MY25] §5.
    /// </remarks>
    public static void Velocity(Depth depth, ReadOnlySpan<double> logSigma, Span<double> velocity, double excess = 0)
    {
        double inverse = depth.Reciprocal;
        for (int i = 0; i < logSigma.Length; i++)
        {
            velocity[i] = excess == 0 ? 0 : excess * Math.Exp(-2 * inverse * logSigma[i]);
            for (int j = 0; j < logSigma.Length; j++)
            {
                velocity[i] += i == j ? 0 : PairVelocity(inverse, logSigma[i], logSigma[j]);
            }
        }
    }

    /// <summary>½ Σ ln λᵢⱼ over the pairs, in the layers' clock, and what wider layers add.</summary>
    private static double Spread(Depth depth, ReadOnlySpan<double> logSigma, double excess)
    {
        double sum = 0, logDepth = Math.Log(depth.Value);
        for (int i = 0; i < logSigma.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += 0.5 * (logDepth + DepthMean.LogOf(depth, logSigma[i], logSigma[j]));
            }
            sum += excess * depth.Reciprocal * logSigma[i];
        }
        return sum;
    }

    /// <summary>(φ(x) − φ(κx))/x with κ = 1/N: 1/(1 − e⁻ˣ) − κ/(1 − e^(−κx)).</summary>
    private static double PairSlope(double inverse, double x)
    {
        if (Math.Abs(x) < 1e-2)
        {
            // φ(x) = 1 + x/2 + x²/12 − x⁴/720 + …
            double square = inverse * inverse;
            return (1 - inverse) / 2 + x * ((1 - square) / 12 - x * x * (1 - square * square) / 720);
        }
        return (Elementary.Phi(x) - Elementary.Phi(inverse * x)) / x;
    }

    /// <summary>e^(−2κ·own)·(φ(x) − φ(κx))/x with x = 2(own − other), without the large power where the own mode is the smaller.</summary>
    private static double PairVelocity(double inverse, double own, double other)
    {
        double x = 2 * (own - other);
        return x > -1e-2
            ? Math.Exp(-2 * inverse * own) * PairSlope(inverse, x)
            : Math.Exp(-2 * inverse * other) * (Elementary.Phi(-inverse * x) - Elementary.Phi(-x) * Math.Exp((1 - inverse) * x)) / -x;
    }

    /// <summary>ln of the area of the unit sphere in R^k, by ω₁ = 2, ω₂ = 2π, ω_{k+2} = 2π/k·ω_k.</summary>
    private static double LogSphere(int k)
    {
        double sum = Math.Log(k % 2 == 1 ? 2 : 2 * Math.PI);
        for (int j = k % 2 == 1 ? 1 : 2; j < k; j += 2)
        {
            sum += Math.Log(2 * Math.PI / j);
        }
        return sum;
    }
}
