using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The volume form of the metric of depth N on matrices of full rank, and on those of any one rank: as the logarithm of a density.</summary>
/// <remarks>
/// It depends on the singular values alone. From depth 2 on it grows without bound towards lower rank (at N = 1 it is dX): at finite depth every bounded set still has a finite
/// volume, at N = ∞ the rank-deficient matrices lie infinitely far away and any neighbourhood of one has infinite volume. It is not the volume
/// of the fibre (<see cref="FiberEntropy"/>), which shrinks there. Cost: r² logarithms. Source: [CMV23] Theorem 1.1, Lemma 2.7.
/// </remarks>
public static class VolumeForm
{
    /// <summary>Why the stratum has no volume form at a depth, and what holds instead; null where it has one.</summary>
    public static string? Obstacle(Depth depth, RankStratum stratum, Clock clock = Clock.Rescaled)
    {
        if (stratum.Rank == 0)
        {
            return depth.Value == 1
                ? "The zero matrix is a stratum of a single point: there is no volume to speak of. At depth 1 the metric is the Frobenius one on all matrices, whatever their rank."
                : "The zero matrix is a point, which the flow never leaves: there is no volume to speak of.";
        }
        if (!depth.IsInfinite)
        {
            return null;
        }
        if (clock == Clock.Layers)
        {
            return "At infinite depth the layers' clock has no metric: use the rescaled clock, whose metric ĝ = N·g has a limit.";
        }
        return stratum.DirectionsOutside == 0
            ? null
            : $"At infinite depth the row and column spaces of {stratum} never move: only {stratum.MovableDimension(depth)} of {stratum.Dimension} directions have a finite "
                + $"length, so there is no volume form on the stratum. It exists at every finite depth, and at infinite depth on the {stratum.Rank} × {stratum.Rank} matrices between the two spaces.";
    }

    /// <summary>ln √det g with respect to dX, the Lebesgue measure; at lower rank, to the Hausdorff measure of the stratum. Our "log-volume".</summary>
    /// <param name="depth">N.</param>
    /// <param name="logSigma">ln σᵢ, all finite, r of them.</param>
    /// <param name="rows">m.</param>
    /// <param name="columns">n.</param>
    /// <param name="clock">Of the metric: with ĝ = N·g the density is N^(dim/2) times that with g.</param>
    /// <remarks>−½ Σ ln λ over the movable directions. Error: r(m + n)·1e-13 absolute.</remarks>
    /// <exception cref="ArgumentException">There is no volume form; the message says what holds instead (<see cref="Obstacle"/>).</exception>
    public static double LogDensity(Depth depth, ReadOnlySpan<double> logSigma, int rows, int columns, Clock clock = Clock.Rescaled)
    {
        RankStratum stratum = Checked(depth, logSigma.Length, rows, columns, clock);
        double sum = 0;
        for (int i = 0; i < logSigma.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += 2 * DepthMean.LogOf(depth, logSigma[i], logSigma[j]);
            }
            sum += DepthMean.LogOf(depth, logSigma[i], logSigma[i]);
            if (stratum.DirectionsOutside > 0)
            {
                sum += stratum.DirectionsOutside * DepthMean.LogOf(depth, logSigma[i], double.NegativeInfinity);
            }
        }

        // Less from nothing, so that flat space has 0 and not −0.
        return 0 - 0.5 * (sum + Normalisation(depth, stratum, clock));
    }

    /// <summary>ln of the density with respect to dΣ dU dV: ∏dσᵢ and, for the frames, the entries of UᵀdU and VᵀdV below the diagonal and those that lead outside the ranges.</summary>
    /// <remarks>Parameters as of <see cref="LogDensity"/>; −∞ where two singular values are equal. Signs of singular vectors: every X is met 2^r times. Source: [CMV23] Theorem 1.1; below full rank our derivation.</remarks>
    /// <exception cref="ArgumentException">There is no volume form.</exception>
    public static double LogFrameDensity(Depth depth, ReadOnlySpan<double> logSigma, int rows, int columns, Clock clock = Clock.Rescaled)
    {
        RankStratum stratum = Checked(depth, logSigma.Length, rows, columns, clock);
        double sum = 0, inverse = depth.Reciprocal;
        for (int i = 0; i < logSigma.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                // N·(σᵢ^(2/N) − σⱼ^(2/N)), at N = ∞ 2·(ln σᵢ − ln σⱼ).
                double high = Math.Max(logSigma[i], logSigma[j]), gap = 2 * Math.Abs(logSigma[i] - logSigma[j]);
                sum += 2 * inverse * high + Math.Log(gap / Elementary.Phi(gap * inverse));
            }
            sum += (inverse - 1) * logSigma[i];
            if (stratum.DirectionsOutside > 0)
            {
                sum += stratum.DirectionsOutside * (inverse * logSigma[i] - 0.5 * Math.Log(inverse));
            }
        }
        return sum - 0.5 * Normalisation(depth, stratum, clock);
    }

    private static RankStratum Checked(Depth depth, int rank, int rows, int columns, Clock clock)
    {
        RankStratum stratum = new(rows, columns, rank);
        return Obstacle(depth, stratum, clock) is { } obstacle ? throw new ArgumentException(obstacle, nameof(depth)) : stratum;
    }

    // Every eigenvalue of A is N times that of Â.
    private static double Normalisation(Depth depth, RankStratum stratum, Clock clock) => clock == Clock.Layers ? stratum.Dimension * Math.Log(depth.Value) : 0;
}
