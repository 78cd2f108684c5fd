using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The metric that depth N puts on the m × n matrices of one rank, at one of them: g(Z, Z) = ⟨Z, Â⁻¹Z⟩.</summary>
/// <remarks>
/// Tangent vectors are the Z = U·K·Vᵀ + A·Vᵀ + U·Bᵀ whose part between the complements of the two ranges is zero; in the singular bases Â
/// multiplies entry (i, j) by <see cref="DepthMean"/>, with σ = 0 outside the ranges. At N = ∞ the parts A and B are <em>frozen</em>: Â takes them
/// to zero, their length is infinite. Matrices are m × n; what one holds below ε of its norm is rounding, and Â⁻¹ magnifies it by up to
/// e^(LogLargest − LogSmallest). Cost of a call: six products of the sizes of the frames; allocates its result.
/// Source: [Men24] Theorem 13; at N = ∞ [CMV23] §2.
/// </remarks>
public sealed class DepthMetric
{
    // Of a vector, relative to its norm: what rounding leaves where exact arithmetic has nothing.
    private const double RoundOff = 1e-12;

    private readonly SpectralPoint point;
    private readonly double logClock;

    /// <summary>The metric at a point.</summary>
    /// <param name="depth">N.</param>
    /// <param name="point">X, of rank at least 1.</param>
    /// <param name="clock">ĝ in the rescaled clock, g = ĝ/N in the layers' clock.</param>
    /// <exception cref="ArgumentException">X is zero, or the clock is the layers' at infinite depth.</exception>
    public DepthMetric(Depth depth, SpectralPoint point, Clock clock = Clock.Rescaled)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Stratum.Rank == 0)
        {
            throw new ArgumentException("The zero matrix has no metric: the flow of depth 2 and more never leaves it, and at depth 1 the metric is the Frobenius one.", nameof(point));
        }
        if (clock == Clock.Layers && depth.IsInfinite)
        {
            throw new ArgumentException("At infinite depth the layers' clock has no metric: use the rescaled clock, whose metric ĝ = N·g has a limit.", nameof(clock));
        }
        Depth = depth;
        this.point = point;
        logClock = clock == Clock.Layers ? Math.Log(depth.Value) : 0;
    }

    /// <summary>N.</summary>
    public Depth Depth { get; }

    /// <summary>Number of tangent directions that never move: at N = ∞ those that turn a range of X, else 0.</summary>
    public int FrozenDirections => point.Stratum.Dimension - point.Stratum.MovableDimension(Depth);

    /// <summary>ln of the largest eigenvalue of Â: the direction that moves most easily.</summary>
    public double LogLargest => LogMean(point.LogSigma[0], point.LogSigma[0]);

    /// <summary>ln of the smallest eigenvalue of Â over the tangent directions that are not frozen.</summary>
    public double LogSmallest => point.Stratum.DirectionsOutside > 0 && !Depth.IsInfinite
        ? LogMean(point.LogSigma[^1], double.NegativeInfinity)
        : LogMean(point.LogSigma[^1], point.LogSigma[^1]);

    /// <summary>Â(G): the velocity of steepest ascent of a function with Euclidean gradient G.</summary>
    public Matrix Raise(Matrix covector) => Weighted(covector, power: 1);

    /// <summary>Â^½(Z): takes white noise to noise that is white in the metric.</summary>
    public Matrix Root(Matrix covector) => Weighted(covector, power: 0.5);

    /// <summary>Â⁻¹(Z): the covector of a tangent vector.</summary>
    /// <exception cref="ArgumentException">Z leads out of the stratum, or along frozen directions.</exception>
    public Matrix Lower(Matrix vector) => Weighted(Finite(vector), power: -1);

    /// <summary>Â^(−½)(Z): takes noise that is white in the metric to white noise.</summary>
    /// <exception cref="ArgumentException">Z leads out of the stratum, or along frozen directions.</exception>
    public Matrix InverseRoot(Matrix vector) => Weighted(Finite(vector), power: -0.5);

    /// <summary>g(a, b) of two tangent vectors.</summary>
    /// <exception cref="ArgumentException">One leads out of the stratum, or along frozen directions.</exception>
    public double InnerProduct(Matrix a, Matrix b)
    {
        Matrix first = InverseRoot(a);
        return VectorOperations.Dot(first.Data, ReferenceEquals(a, b) ? first.Data : InverseRoot(b).Data);
    }

    /// <summary>g(a, a)^½; infinity where a leads out of the stratum or along frozen directions.</summary>
    public double Norm(Matrix a) => WhyInfinite(a) is null ? VectorOperations.EuclideanNorm(Weighted(a, power: -0.5).Data) : double.PositiveInfinity;

    /// <summary>⟨G, Â(G)⟩^½: the length of the gradient, and the speed of the flow.</summary>
    public double CovectorNorm(Matrix covector) => VectorOperations.EuclideanNorm(Weighted(covector, power: 0.5).Data);

    /// <summary>Length of the geodesic along which only singular values move, from here to others with the same singular vectors.</summary>
    /// <param name="logSigma">ln σᵢ there, in the order of the modes here; −∞ for a mode that is gone.</param>
    /// <remarks>Straight in <see cref="RadialCoordinate"/>: to lower rank finite at finite depth, infinite at N = ∞. Error: a few ε relative.</remarks>
    public double DistanceAlongFrames(ReadOnlySpan<double> logSigma)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(logSigma.Length, point.LogSigma.Length, nameof(logSigma));
        double sum = 0;
        for (int i = 0; i < logSigma.Length; i++)
        {
            // The difference of two coordinates without its cancellation.
            double here = point.LogSigma[i];
            double step = Math.Exp(here * Depth.Reciprocal) * RadialCoordinate.Of(Depth, logSigma[i] - here);
            sum += step * step;
        }
        return Math.Sqrt(sum * Math.Exp(-logClock));
    }

    private double LogMean(double logSigma, double logTau) => DepthMean.LogOf(Depth, logSigma, logTau) + logClock;

    private Matrix Finite(Matrix vector) => WhyInfinite(vector) is { } reason ? throw new ArgumentException(reason, nameof(vector)) : vector;

    /// <summary>Why a vector has no finite length; null where it has one.</summary>
    private string? WhyInfinite(Matrix vector)
    {
        (Matrix _, Matrix left, Matrix right, Matrix rest) = Split(vector);
        double noise = RoundOff * VectorOperations.EuclideanNorm(vector.Data);
        double outside = Depth.Value == 1 ? 0 : VectorOperations.EuclideanNorm(rest.Data);
        if (outside > noise)
        {
            return $"The vector leads out of {point.Stratum}, {outside:G3} of it between the complements of the ranges: the metric of depth {Depth} lives on matrices of that rank, which the flow keeps.";
        }
        double frozen = Depth.IsInfinite ? Math.Max(VectorOperations.EuclideanNorm(left.Data), VectorOperations.EuclideanNorm(right.Data)) : 0;
        return frozen > noise
            ? $"The vector turns a range of X, {frozen:G3} of it, and at infinite depth the row and column spaces of {point.Stratum} are frozen: its length is infinite. "
                + "Only vectors U·K·Vᵀ have a length there; at finite depth all tangent vectors do."
            : null;
    }

    private Matrix Weighted(Matrix z, double power)
    {
        (Matrix inside, Matrix left, Matrix right, Matrix rest) = Split(z);
        for (int j = 0; j < inside.Columns; j++)
        {
            double outside = Weight(point.LogSigma[j], double.NegativeInfinity, power);
            VectorOperations.Scale(outside, left.View.Column(j), left.View.Column(j));
            VectorOperations.Scale(outside, right.View.Column(j), right.View.Column(j));
            for (int i = 0; i < inside.Rows; i++)
            {
                inside[i, j] *= Weight(point.LogSigma[i], point.LogSigma[j], power);
            }
        }
        VectorOperations.Scale(Weight(double.NegativeInfinity, double.NegativeInfinity, power), rest.Data, rest.Data);
        IDenseKernels kernels = DenseKernels.Default;
        kernels.Multiply(1, point.Left.View, Transpose.No, inside.View, Transpose.No, 1, left.View);
        kernels.Multiply(1, left.View, Transpose.No, point.Right.View, Transpose.Yes, 1, rest.View);
        kernels.Multiply(1, point.Left.View, Transpose.No, right.View, Transpose.Yes, 1, rest.View);
        return VectorOperations.AllFinite(rest.Data)
            ? rest
            : throw new ArgumentException(
                $"The result exceeds the numbers: the smallest mode here is e^{point.LogSigma[^1]:G4}, and the metric of depth {Depth} weighs a vector by up to e^{-LogSmallest:G4}.", nameof(z));
    }

    // Where Â is zero so is its inverse here: only rounding is left there, by the check that came before.
    private double Weight(double logSigma, double logTau, double power)
    {
        double log = LogMean(logSigma, logTau);
        return double.IsNegativeInfinity(log) ? 0 : Math.Exp(power * log);
    }

    /// <summary>Z = U·inside·Vᵀ + left·Vᵀ + U·rightᵀ + beyond.</summary>
    private (Matrix Inside, Matrix Left, Matrix Right, Matrix Beyond) Split(Matrix z)
    {
        ArgumentNullException.ThrowIfNull(z);
        RankStratum stratum = point.Stratum;
        if (z.Rows != stratum.Rows || z.Columns != stratum.Columns)
        {
            throw new ArgumentException($"The matrix is {z.Rows} × {z.Columns}, the point {stratum.Rows} × {stratum.Columns}.", nameof(z));
        }
        if (!VectorOperations.AllFinite(z.Data))
        {
            throw new ArgumentException("The matrix holds NaN or infinity: a vector of the metric is finite.", nameof(z));
        }
        IDenseKernels kernels = DenseKernels.Default;
        Matrix inside = new(stratum.Rank, stratum.Rank), left = new(stratum.Rows, stratum.Rank), right = new(stratum.Columns, stratum.Rank);
        Matrix rest = Matrix.CopyOf(z.View);
        kernels.Multiply(1, z.View, Transpose.No, point.Right.View, Transpose.No, 0, left.View);
        kernels.Multiply(1, z.View, Transpose.Yes, point.Left.View, Transpose.No, 0, right.View);
        kernels.Multiply(1, point.Left.View, Transpose.Yes, left.View, Transpose.No, 0, inside.View);
        kernels.Multiply(-1, point.Left.View, Transpose.No, inside.View, Transpose.No, 1, left.View);
        kernels.Multiply(-1, point.Right.View, Transpose.No, inside.View, Transpose.Yes, 1, right.View);
        Matrix span = Matrix.CopyOf(left.View);
        kernels.Multiply(1, point.Left.View, Transpose.No, inside.View, Transpose.No, 1, span.View);
        kernels.Multiply(-1, span.View, Transpose.No, point.Right.View, Transpose.Yes, 1, rest.View);
        kernels.Multiply(-1, point.Left.View, Transpose.No, right.View, Transpose.Yes, 1, rest.View);
        return (inside, left, right, rest);
    }
}
