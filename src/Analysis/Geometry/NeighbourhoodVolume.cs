using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics;

namespace DlnDynamics.Analysis;

/// <summary>The volume of a ball of matrices in the metric of depth N, or of its part in which only some entries move: ∫√det ĝ over it, by Monte Carlo.</summary>
/// <param name="LogVolume">ln of the volume; infinity where it is infinite, NaN where the samples have no mean.</param>
/// <param name="StandardError">Of LogVolume: that of sampling and the bound of the quadrature along chords, added up; null where the estimate is not to be trusted.</param>
/// <param name="TailIndex">k̂: the largest of n samples grows like n^k̂. From ½ on they have no variance, from 1 on no mean. 0 where nothing is sampled.</param>
/// <param name="Samples">n; 1 where the neighbourhood is a single chord.</param>
/// <param name="Sentence">What was found, and where there is no standard error why, and what would help.</param>
/// <remarks>
/// Points are uniform in a Euclidean ball. The density grows like σ_d^(−(1−1/N)) towards lower rank, which a ball of square matrices
/// meets in a surface: sampled at points it has no variance at any N ≥ 2. So for square matrices a sample is the mean along the chord through
/// the point on which one free entry moves, the one that moves the smallest singular value of the centre most: the determinant is affine
/// there, its root known, and the singularity integrated (<see cref="SingularChord"/>). Then k̂ is at most (1 − 1/N)/2, below ½ at every finite
/// depth, where no more than a rank is lost at a time. With one free entry the chord is all of the neighbourhood, and nothing is sampled. At N = ∞ a root
/// inside is a proof that the volume is infinite. Source: [CMV23] for the estimator at points, [Hil75] for k̂, [VSGYG24] for its use; the chords are ours.
/// </remarks>
public sealed record NeighbourhoodVolume(double LogVolume, double? StandardError, double TailIndex, int Samples, string Sentence)
{
    /// <summary>The fewest samples whose tail can be judged.</summary>
    public const int FewestSamples = 200;

    // Below ½ the variance exists, but near it standard errors are too small by a fifth: docs/design/011-geometry.md.
    private const double LargestTail = 0.4;

    // Below this part of σ₁ the round-off that counts as zero, a few 1e-16, is no longer small beside the radius.
    private const double SmallestRadius = 1e-10;

    // A thousand tolerances of a chord: what has not come closer with its panels is not converging.
    private const double LargestQuadratureError = 1000 * SingularChord.Tolerance;

    /// <summary>Estimates a volume; rescaled clock.</summary>
    /// <param name="depth">N.</param>
    /// <param name="centre">The middle of the ball, of any rank.</param>
    /// <param name="radius">In the Frobenius norm.</param>
    /// <param name="samples">n; the error falls like 1/√n.</param>
    /// <param name="seed">The same seed, the same estimate.</param>
    /// <param name="free">The entries that move, the unobserved ones of a completion say; null: all.</param>
    /// <exception cref="ArgumentException">There is no volume at all, or the ball is none.</exception>
    /// <remarks>Cost: for square matrices about 80 decompositions a sample, more where several singular values are small, else one.</remarks>
    public static NeighbourhoodVolume Of(
        Depth depth, Matrix centre, double radius, int samples, long seed, IReadOnlyList<(int Row, int Column)>? free = null)
    {
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, FewestSamples);
        if (!(radius > 0 && double.IsFinite(radius)))
        {
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius of a ball is a positive number.");
        }
        free ??= [.. Mask.All(centre.Rows, centre.Columns).Entries];
        if (free.Count == 0 || free.Distinct().Count() < free.Count)
        {
            throw new ArgumentException("The free entries are at least one, each named once: with all of them fixed the neighbourhood is a point.", nameof(free));
        }
        foreach ((int row, int column) in free)
        {
            if (row < 0 || row >= centre.Rows || column < 0 || column >= centre.Columns)
            {
                throw new ArgumentException($"There is no entry ({row}, {column}) in a {centre.Rows} × {centre.Columns} matrix: rows and columns count from 0.", nameof(free));
            }
        }
        RankStratum open = new(centre.Rows, centre.Columns, Math.Min(centre.Rows, centre.Columns));
        if (VolumeForm.Obstacle(depth, open) is { } obstacle)
        {
            throw new ArgumentException(obstacle, nameof(depth));
        }
        SingularFactors factors = SingularFactors.Of(centre.View);
        (int, int) along = free.MaxBy(entry => Math.Abs(factors.Left[entry.Row, open.Rank - 1] * factors.Right[entry.Column, open.Rank - 1]));
        BallSampler ball = new(centre, radius, free, along, new(seed, "neighbourhood", centre.Rows, centre.Columns));
        SingularChord? chord = open.DirectionsOutside == 0 ? new(depth, open.Rows) : null;
        bool isLine = chord is not null && free.Count == 1;
        double[] logs = new double[isLine ? 1 : samples], errors = new double[logs.Length];
        for (int k = 0; k < logs.Length; k++)
        {
            ball.Next();
            SpectralPoint point = SpectralPoint.Of(ball.Point);
            if (point.Stratum.Rank < open.Rank)
            {
                return Undecided(k, k > 0 || radius < SmallestRadius * factors.Sigma[0]
                    ? $"A random matrix of the neighbourhood has {point.Stratum} up to rounding: the ball of radius {radius:G3} is too small for double precision beside the largest singular value {factors.Sigma[0]:G3}, "
                        + "or too close to lower rank throughout. Take a larger radius or another centre."
                    : $"A random matrix of the neighbourhood has {point.Stratum} up to rounding: the entries that move do not change the rank. "
                        + "Let more entries move, or ask for the volume form of the stratum.");
            }
            if (chord is not null && chord.Meets(point, ball) && depth.IsInfinite)
            {
                return new(double.PositiveInfinity, null, double.PositiveInfinity, k + 1,
                    $"The neighbourhood contains rank-deficient matrices (one was met on sample {k + 1}), which are infinitely far away at infinite depth: its volume is infinite. "
                    + "At finite depth it is finite, and so it is in a ball that stays away from them.");
            }
            (logs[k], errors[k]) = chord?.LogMean() ?? (VolumeForm.LogDensity(depth, point.LogSigma, open.Rows, open.Columns), 0);
        }
        double logBall = LogBall(free.Count, radius);
        return isLine ? OnLine(logBall + logs[0], errors[0]) : Judged(depth, logs, errors, logBall, factors, radius, chord is not null);
    }

    private static NeighbourhoodVolume OnLine(double logVolume, double error) => !double.IsFinite(logVolume)
        ? Undecided(1, "The volume of this line exceeds the numbers: take a shorter one, or less depth.")
        : error <= LargestQuadratureError
            ? new(logVolume, error, 0, 1, $"ln volume {logVolume:G6} ± {error:G2} by quadrature along the line.")
            : new(logVolume, null, 0, 1, $"Quadrature along the line does not converge (relative error {error:G2}): too many singular values are too small on it. Take a line farther from them.");

    private static NeighbourhoodVolume Judged(Depth depth, double[] logs, double[] errors, double logBall, SingularFactors centre, double radius, bool isSquare)
    {
        double smallest = centre.Sigma[^1];
        int n = logs.Length;
        double tail = TailOf(logs), top = logs.Max(), mean = logs.Average(log => Math.Exp(log - top));
        double deviation = Math.Sqrt(logs.Sum(log => Math.Pow(Math.Exp(log - top) - mean, 2)) / (n - 1.0));
        double logVolume = logBall + top + Math.Log(mean), quadrature = logs.Zip(errors, (log, one) => Math.Exp(log - top) * one).Average() / mean, error = deviation / (mean * Math.Sqrt(n)) + quadrature;
        if (!double.IsFinite(logVolume) || tail >= 1)
        {
            return Undecided(n, $"The largest of {n} samples carries the sum (tail index {tail:F2}, at 1 and above there is no mean): take ten times the samples, a smaller radius or a centre farther from lower rank.", tail);
        }
        if (depth.IsInfinite && smallest <= radius)
        {
            return new(logVolume, null, tail, n, $"None of {n} lines met a rank-deficient matrix, but the smallest singular value of the centre, {smallest:G3}, does not exceed the radius {radius:G3}: "
                + "a single one would make the volume infinite. A smaller radius decides.");
        }
        if (!isSquare && depth.Value > 1 && smallest <= radius)
        {
            return new(logVolume, null, tail, n, $"The smallest singular value of the centre, {smallest:G3}, does not exceed the radius {radius:G3}: near rank-deficient matrices samples of a rectangular shape have no variance "
                + $"(tail index {tail:F2} of {n}). A smaller radius gives a standard error.");
        }
        if (!(quadrature <= LargestQuadratureError))
        {
            return new(logVolume, null, tail, n, $"Quadrature along the chords does not converge (relative error {quadrature:G2}): too many singular values are too small there. Take a smaller radius or a centre farther from lower rank.");
        }
        return tail >= LargestTail
            ? new(logVolume, null, tail, n, $"The largest of {n} samples weigh too much (tail index {tail:F2}, it must stay below {LargestTail}; from 0.5 on there is no variance): the estimate has no standard error. "
                + (centre.Sigma.Length > 1 && centre.Sigma[^2] <= radius
                    ? "Two ranks are lost at once in this ball, and there neither more samples nor a smaller radius helps: take a centre farther from such matrices."
                    : "Take more samples, a smaller radius or less depth."))
            : new(logVolume, error, tail, n, $"ln volume {logVolume:G6} ± {error:G2} from {n} samples, tail index {tail:F2}.");
    }

    private static NeighbourhoodVolume Undecided(int samples, string sentence, double tail = double.NaN) => new(double.NaN, null, tail, samples, sentence);

    /// <summary>Hill's estimate from the largest 3√n: the mean excess of their logarithms over the next one.</summary>
    private static double TailOf(double[] logs)
    {
        double[] descending = [.. logs.OrderDescending()];
        int count = (int)(3 * Math.Sqrt(logs.Length));
        return descending.Take(count).Average() - descending[count];
    }

    /// <summary>ln of the volume of a ball in k dimensions.</summary>
    private static double LogBall(int dimension, double radius) =>
        0.5 * dimension * Math.Log(Math.PI) + dimension * Math.Log(radius) - SpecialFunctions.GammaLn(0.5 * dimension + 1);
}
