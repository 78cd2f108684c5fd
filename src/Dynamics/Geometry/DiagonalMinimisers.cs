using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The minimisers of 2 × 2 completion from the diagonal (a, b): every X with these two entries, a plane of (w₁₂, w₂₁), and on it the hyperbola w₁₂·w₂₁ = ab of those of rank 1.</summary>
/// <remarks>
/// On either branch of the hyperbola a position u has w₁₂ = ±√|ab|·e^u and w₂₁ = ab/w₁₂: u = 0 is its corner, where ‖X‖ is smallest. Source of the
/// question which of them training finds: [CMV23] §6.
/// </remarks>
public readonly record struct DiagonalMinimisers
{
    private readonly double scale;

    /// <summary>For two observed entries.</summary>
    /// <exception cref="ArgumentException">One is zero: the minimisers of rank 1 are then two lines that cross, and no hyperbola.</exception>
    public DiagonalMinimisers(double a, double b)
    {
        if (!(double.IsFinite(a * b) && a * b != 0))
        {
            throw new ArgumentException($"The observed entries are {a} and {b}; both must be finite and not zero, or the minimisers of rank 1 are no hyperbola.", nameof(a));
        }
        A = a;
        B = b;
        scale = Math.Sqrt(Math.Abs(a * b));
    }

    /// <summary>X₁₁.</summary>
    public double A { get; }

    /// <summary>X₂₂.</summary>
    public double B { get; }

    /// <summary>½(X₁₁ − a)² + ½(X₂₂ − b)².</summary>
    public ILoss Loss => new CompletionLoss(Matrix.Diagonal(A, B), Mask.Diagonal(2));

    /// <summary>The point of the hyperbola at a position, on the branch w₁₂ &gt; 0 or the other.</summary>
    public (double W12, double W21) OnHyperbola(double u, bool positive = true)
    {
        double w = (positive ? scale : -scale) * Math.Exp(u);
        return (w, A * B / w);
    }

    /// <summary>½·ln|w₁₂/w₂₁|: the position u of a point of the hyperbola, and of the nearest one in this coordinate for any other.</summary>
    public static double PositionOf(double w12, double w21) => 0.5 * (Math.Log(Math.Abs(w12)) - Math.Log(Math.Abs(w21)));

    /// <summary>σ₁ and σ₂ of the minimiser. Error: a few ε relative, in σ₂ relative to that of the determinant ab − w₁₂w₂₁.</summary>
    public (double First, double Second) SingularValues(double w12, double w21)
    {
        // σ₁ + σ₂ and σ₁ − σ₂ are the larger and the smaller of these two.
        double sum = double.Hypot(A + B, w12 - w21), difference = double.Hypot(A - B, w12 + w21), first = 0.5 * (sum + difference);
        return (first, Math.Abs(A * B - w12 * w21) / first);
    }

    /// <summary>ln √det ĝ_N at a minimiser: the "log-volume" whose map diverges on the hyperbola, there +∞. Rescaled clock. Source: [CMV23] Theorem 1.1.</summary>
    public double LogVolume(Depth depth, double w12, double w21)
    {
        (double first, double second) = SingularValues(w12, w21);
        return second == 0
            ? depth.Value == 1 ? 0 : double.PositiveInfinity
            : VolumeForm.LogDensity(depth, [Math.Log(first), Math.Log(second)], 2, 2);
    }

    /// <summary>ln of the volume on the matrices of rank 1 per unit of u along the hyperbola, up to a constant: −3(1 − 1/N)·ln σ₁ + ½·ln(w₁₂² + w₂₁²).</summary>
    /// <remarks>
    /// Density of <see cref="VolumeForm"/> relative to the stratum's Hausdorff measure, times the Euclidean length of the curve. There is no volume at N = ∞; what
    /// is meant there is the limit of the normalised densities of finite depths. Its maxima depend on the unit: per unit length the corner is always the only one;
    /// per unit of u it is a local minimum where a² + b² &gt; 2(2 − 3/N)|ab|.
    /// </remarks>
    public double LogCurveDensity(Depth depth, double u)
    {
        // What grows like e^|u| is taken out, so that far out nothing overflows.
        double far = Math.Abs(u), decay = Math.Exp(-2 * far);
        double logLength = Math.Log(scale) + far + 0.5 * Elementary.Log1p(decay * decay);
        double logSigma = far + Math.Log(double.Hypot(scale * double.Hypot(1, decay), double.Hypot(A, B) * Math.Exp(-far)));
        return -3 * (1 - depth.Reciprocal) * logSigma + logLength;
    }
}
