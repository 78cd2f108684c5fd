using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>What the geometry of one depth says of a given matrix: volume, entropy and the eigenvalues of Â_N. NaN where there is no such number, and a note.</summary>
/// <remarks>Cost: r² logarithms.</remarks>
public sealed class MatrixGeometry
{
    /// <summary>The geometry of a depth at a matrix.</summary>
    /// <param name="depth">N.</param>
    /// <param name="modes">The matrix.</param>
    /// <param name="width">Of every hidden layer, for the entropy; null: the rank, the narrowest.</param>
    /// <exception cref="ArgumentException">The hidden layers are narrower than the rank.</exception>
    public MatrixGeometry(Depth depth, CountedModes modes, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(modes);
        Depth = depth;
        Modes = modes;
        RankStratum stratum = modes.Point.Stratum;
        ReadOnlySpan<double> logSigma = modes.Point.LogSigma;
        if (VolumeForm.Obstacle(depth, stratum) is null)
        {
            LogVolume = Number(VolumeForm.LogDensity(depth, logSigma, stratum.Rows, stratum.Columns));
            LogVolumeFrames = Number(VolumeForm.LogFrameDensity(depth, logSigma, stratum.Rows, stratum.Columns));
        }
        if (VolumeForm.Obstacle(depth, stratum, Clock.Layers) is null)
        {
            LogVolumeUnnormalised = Number(VolumeForm.LogDensity(depth, logSigma, stratum.Rows, stratum.Columns, Clock.Layers));
        }
        if (stratum.Rank > 0)
        {
            DepthMetric metric = new(depth, modes.Point);
            (MetricMin, MetricMax) = (Math.Exp(metric.LogSmallest), Math.Exp(metric.LogLargest));
            Entropy = FiberEntropy.Obstacle(depth) is null ? Number(FiberEntropy.Of(depth, logSigma, width)) : double.NaN;
            Notes = [.. modes.Notes, .. NotesOn(depth, stratum), .. NotesOnRange(metric)];
        }
        else if (depth.Value == 1)
        {
            (LogVolume, LogVolumeUnnormalised, Entropy, MetricMin, MetricMax) = (0, 0, 0, 1, 1);
            Notes = [Flat];
        }
        else
        {
            Notes = [VolumeForm.Obstacle(depth, stratum)!];
        }
    }

    /// <summary>N.</summary>
    public Depth Depth { get; }

    /// <summary>The matrix.</summary>
    public CountedModes Modes { get; }

    /// <summary>"3", "2.5" or "infinite".</summary>
    public string DepthName => Depth.ToString();

    /// <summary>ln √det ĝ with respect to dX; at lower rank, to the Hausdorff measure of the matrices of that rank. Rescaled clock.</summary>
    public double LogVolume { get; } = double.NaN;

    /// <summary>The same with the metric g = ĝ/N of the layers' clock.</summary>
    public double LogVolumeUnnormalised { get; } = double.NaN;

    /// <summary>The same with respect to dΣ dU dV, rescaled clock; −∞ where singular values are equal.</summary>
    public double LogVolumeFrames { get; } = double.NaN;

    /// <summary>ln of the volume of all balanced layers with this product.</summary>
    public double Entropy { get; } = double.NaN;

    /// <summary>Smallest eigenvalue of Â on the directions that move.</summary>
    public double MetricMin { get; } = double.NaN;

    /// <summary>Largest eigenvalue of Â.</summary>
    public double MetricMax { get; } = double.NaN;

    /// <summary>Sentences: on the rank, and what holds where a number does not exist.</summary>
    public ImmutableArray<string> Notes { get; }

    private const string Flat = "At depth 1 the metric is the Frobenius one at every matrix, and no rank is kept.";

    private static IEnumerable<string> NotesOn(Depth depth, RankStratum stratum)
    {
        if (VolumeForm.Obstacle(depth, stratum) is { } none)
        {
            yield return none;
            yield return "metric-min and metric-max are over the directions that move.";
        }
        else if (VolumeForm.Obstacle(depth, stratum, Clock.Layers) is { } noClock)
        {
            yield return noClock;
        }
        else if (!stratum.IsOpen)
        {
            yield return depth.Value == 1
                ? Flat
                : $"Volumes are on the {stratum.Rows} × {stratum.Columns} matrices of rank {stratum.Rank}, log-volume relative to their Hausdorff measure; with respect to dX the density is infinite there.";
        }
        if (FiberEntropy.Obstacle(depth) is { } noFiber)
        {
            yield return noFiber;
        }
    }

    private IEnumerable<string> NotesOnRange(DepthMetric metric)
    {
        if (double.IsNegativeInfinity(LogVolumeFrames))
        {
            yield return "Two singular values are equal: the frames are not determined there, and the density in them is 0.";
        }
        if (!double.IsNormal(MetricMin) || !double.IsNormal(MetricMax))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"An eigenvalue of Â is beyond the normal range of double precision: ln metric-min is {metric.LogSmallest:G6}, ln metric-max {metric.LogLargest:G6}.");
        }
    }

    // A sum of nothing, negated, is −0.
    private static double Number(double value) => value == 0 ? 0 : value;
}
