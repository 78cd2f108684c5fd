using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics;

namespace DlnDynamics.Analysis;

/// <summary>The volume of a ball of matrices in the metric of depth N, or of its part in which only some entries move: ∫√det ĝ over it, by Monte Carlo.</summary>
/// <param name="LogVolume">ln of the volume; infinity where it is infinite, NaN where the samples have no mean.</param>
/// <param name="StandardError">Of LogVolume; null where the estimate is not to be trusted.</param>
/// <param name="TailIndex">k̂: the largest of n samples grows like n^k̂. From ½ on they have no variance, from 1 on no mean.</param>
/// <param name="Samples">n.</param>
/// <param name="Sentence">What was found, and where there is no standard error why, and what would help.</param>
/// <remarks>
/// Points are uniform in a Euclidean ball. The density grows like σ_d^(−(1−1/N)) towards lower rank, which a ball of square matrices
/// meets in a surface: sampled at points it has no variance at any N ≥ 2. So for square matrices a sample is the mean along the chord through
/// the point on which one free entry moves, the one that moves the smallest singular value of the centre most: the determinant is affine
/// there, its root known, and the singularity integrated (<see cref="SingularChord"/>). Then k̂ is at most (1 − 1/N)/2, below ½ at every finite
/// depth, where no more than a rank is lost at a time. At N = ∞ a root
/// inside is a proof that the volume is infinite. Source: [CMV23] for the estimator at points, [Hil75] for k̂, [VSGYG24] for its use; the chords are ours.
/// </remarks>
public sealed record NeighbourhoodVolume(double LogVolume, double? StandardError, double TailIndex, int Samples, string Sentence)
{
    /// <summary>The fewest samples whose tail can be judged.</summary>
    public const int FewestSamples = 200;

    // Below ½ the variance exists, but near it standard errors are too small by a fifth: docs/design/011-geometry.md.
    private const double LargestTail = 0.4;

    /// <summary>Estimates a volume; rescaled clock.</summary>
    /// <param name="depth">N.</param>
    /// <param name="centre">The middle of the ball, of any rank.</param>
    /// <param name="radius">In the Frobenius norm.</param>
    /// <param name="samples">n; the error falls like 1/√n.</param>
    /// <param name="seed">The same seed, the same estimate.</param>
    /// <param name="free">The entries that move, the unobserved ones of a completion say; null: all.</param>
    /// <exception cref="ArgumentException">There is no volume at all, or the ball is none.</exception>
    /// <remarks>Cost: for square matrices about 50 decompositions a sample, else one.</remarks>
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
        RankStratum open = new(centre.Rows, centre.Columns, Math.Min(centre.Rows, centre.Columns));
        if (VolumeForm.Obstacle(depth, open) is { } obstacle)
        {
            throw new ArgumentException(obstacle, nameof(depth));
        }
        SingularFactors factors = SingularFactors.Of(centre.View);
        (int, int) along = free.MaxBy(entry => Math.Abs(factors.Left[entry.Row, open.Rank - 1] * factors.Right[entry.Column, open.Rank - 1]));
        BallSampler ball = new(centre, radius, free, along, new(seed, "neighbourhood", centre.Rows, centre.Columns));
        SingularChord? chord = open.DirectionsOutside == 0 ? new(depth, open.Rows) : null;
        double[] logs = new double[samples];
        for (int k = 0; k < samples; k++)
        {
            ball.Next();
            SpectralPoint point = SpectralPoint.Of(ball.Point);
            if (point.Stratum.Rank < open.Rank)
            {
                return Undecided(k, $"A random matrix of the neighbourhood has {point.Stratum} up to rounding: the entries that move do not change the rank. "
                    + "Let more entries move, or ask for the volume form of the stratum.");
            }
            if (chord is not null && chord.Meets(point, ball) && depth.IsInfinite)
            {
                return new(double.PositiveInfinity, null, double.PositiveInfinity, k + 1,
                    $"The neighbourhood contains rank-deficient matrices (one was met on sample {k + 1}), which are infinitely far away at infinite depth: its volume is infinite. "
                    + "At finite depth it is finite, and so it is in a ball that stays away from them.");
            }
            logs[k] = chord?.LogMean() ?? VolumeForm.LogDensity(depth, point.LogSigma, open.Rows, open.Columns);
        }
        return Judged(depth, logs, LogBall(free.Count, radius), factors.Sigma[^1], radius, chord is not null);
    }

    private static NeighbourhoodVolume Judged(Depth depth, double[] logs, double logBall, double smallest, double radius, bool isSquare)
    {
        int n = logs.Length;
        double tail = TailOf(logs), top = logs.Max(), mean = logs.Average(log => Math.Exp(log - top));
        double deviation = Math.Sqrt(logs.Sum(log => Math.Pow(Math.Exp(log - top) - mean, 2)) / (n - 1.0));
        double logVolume = logBall + top + Math.Log(mean), error = deviation / (mean * Math.Sqrt(n));
        if (!double.IsFinite(logVolume) || tail >= 1)
        {
            return Undecided(n, $"The largest of {n} samples carries the sum (tail index {tail:F2}, at 1 and above there is no mean): take a smaller radius or a centre farther from lower rank.", tail);
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
        return tail >= LargestTail
            ? new(logVolume, null, tail, n, $"The largest of {n} samples weigh too much (tail index {tail:F2}, it must stay below {LargestTail}; from 0.5 on there is no variance): the estimate has no standard error. "
                + "Take more samples, a smaller radius or less depth.")
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
