using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Analysis;

/// <summary>The plateaus of a run and the escapes between them: learning one rank after the other.</summary>
/// <param name="Count">Number of stages counted by rank, merged ones with their multiplicity; null: undecided.</param>
/// <param name="Plateaus">Plateaus in order of time, one more than transitions; the last is the end.</param>
/// <param name="Transitions">Peaks of the gradient in order of time.</param>
/// <param name="Reason">What was seen, or what is missing.</param>
/// <remarks>
/// A peak counts above a twentieth of the largest, where the gradient falls to nine tenths on both sides. Stages are counted on ranks, not on signs of the
/// Hessian: from depth 3 on the plateaus of balanced flows are not strict saddles. Source: [Cao22]; docs/design/009-rates-and-stages.md.
/// </remarks>
public sealed record Stages(int? Count, ImmutableArray<Plateau> Plateaus, ImmutableArray<StageTransition> Transitions, string Reason)
{
    // Of the largest norm of the gradient: what is lower is no peak, and what ends higher has not ended.
    private const double LowestPeak = 0.05;

    // Between two peaks the gradient must fall to this part of the lower one; else they are one, and their stages merged.
    private const double Dip = 0.9;

    // Of the loss at the start: a plateau is where the loss is so near its level.
    private const double Level = 0.02;

    // Of ln σ over the second half of the run: a mode with target zero falls by ½ ln 2 or more there.
    private const double StillFalling = 0.05;

    /// <summary>Reads the stages off a run.</summary>
    /// <param name="rows">The run, as <see cref="ModeHistory"/> keeps it.</param>
    /// <param name="resolution">θ: modes that end below this fraction of the largest have not been learned.</param>
    /// <param name="limiting">What is known of the modes; where they may still escape nothing is decided. Null: not asked.</param>
    public static Stages Judge(IReadOnlyList<HistoryRow> rows, double resolution, LimitingRank? limiting = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[] norms = [.. rows.Select(row => Math.Sqrt(row.Dissipation))];
        if (rows.Count < 3 || !norms.All(double.IsFinite))
        {
            return new(null, [], [], "There are no three points with a finite gradient.");
        }
        double largest = norms.Max();
        ImmutableArray<int> peaks = Peaks(norms, LowestPeak * largest);
        int[] bounds = [0, .. peaks, rows.Count - 1];
        ImmutableArray<Plateau> plateaus = [.. Enumerable.Range(0, peaks.Length + 1).Select(k => PlateauBetween(rows, norms, bounds[k], bounds[k + 1], resolution, k == peaks.Length))];
        ImmutableArray<StageTransition> transitions =
            [.. peaks.Select((peak, k) => new StageTransition(rows[peak].Time, norms[peak], plateaus[k + 1].Rank - plateaus[k].Rank))];
        string? missing = limiting is { GateIsClosed: true } ? limiting.Reason : WhatIsMissing(rows, resolution, norms[^1] / largest, transitions, limiting);
        return new(missing is null ? plateaus[^1].Rank - plateaus[0].Rank : null, plateaus, transitions, missing ?? Sentence(plateaus, transitions));
    }

    /// <summary>Rows of local maxima that are high enough and stand out by the dip on both sides; a gradient that falls from the start on has none there.</summary>
    private static ImmutableArray<int> Peaks(double[] norms, double lowest)
    {
        List<int> peaks = [];
        int top = 0, bottom = 0;
        bool rising = true;
        for (int k = 1; k < norms.Length; k++)
        {
            if (rising)
            {
                top = norms[k] >= norms[top] ? k : top;
                if (norms[k] < Dip * norms[top])
                {
                    if (top > 0 && norms[top] >= lowest)
                    {
                        peaks.Add(top);
                    }
                    (rising, bottom) = (false, k);
                }
            }
            else
            {
                bottom = norms[k] <= norms[bottom] ? k : bottom;
                if (norms[k] * Dip > norms[bottom])
                {
                    (rising, top) = (true, k);
                }
            }
        }
        return [.. peaks];
    }

    private static Plateau PlateauBetween(IReadOnlyList<HistoryRow> rows, double[] norms, int first, int last, double resolution, bool isEnd)
    {
        int quiet = isEnd ? last : Enumerable.Range(first, last - first + 1).MinBy(k => norms[k]);
        double room = Level * rows[0].Loss;
        int start = quiet, end = quiet;
        while (start > first && Math.Abs(rows[start - 1].Loss - rows[quiet].Loss) <= room)
        {
            start--;
        }
        while (end + 1 <= last && Math.Abs(rows[end + 1].Loss - rows[quiet].Loss) <= room)
        {
            end++;
        }
        return new(rows[start].Time, rows[end].Time, rows[quiet].Loss, RankAt(rows[quiet], rows[^1], resolution), norms[quiet]);
    }

    private static int RankAt(HistoryRow row, HistoryRow end, double resolution) => Enumerable.Range(0, end.LogSigma.Length).Count(i =>
        end.LogSigma[i] > end.LogSigma[0] + Math.Log(resolution) && row.LogSigma[i] >= end.LogSigma[i] - Math.Log(2));

    private static string? WhatIsMissing(IReadOnlyList<HistoryRow> rows, double resolution, double gradient, ImmutableArray<StageTransition> transitions, LimitingRank? limiting)
    {
        HistoryRow end = rows[^1], before = rows.Last(row => row.Time <= 0.5 * end.Time);
        if (!(gradient <= LowestPeak))
        {
            return Say($"The gradient at the end is {gradient:g3} of its largest, above {LowestPeak}: a stage is under way. Integrate beyond time {end.Time:g4}.");
        }
        int falling = Enumerable.Range(0, end.LogSigma.Length).FirstOrDefault(
            i => end.LogSigma[i] > end.LogSigma[0] + Math.Log(resolution) && !(before.LogSigma[i] - end.LogSigma[i] <= StillFalling)
                && limiting?.Fates[i] != SingularValueFate.Survives,
            -1);
        if (falling >= 0)
        {
            return Say($"Mode {falling + 1} fell by a factor {Math.Exp(before.LogSigma[falling] - end.LogSigma[falling]):g3} in the second half of the run and may not stay. Integrate to time {10 * end.Time:g3}.");
        }
        StageTransition? strange = transitions.FirstOrDefault(one => one.Gain < 1);
        return strange is null ? null
            : Say($"At the peak of the gradient at time {strange.Time:g4} no mode passes half its value at the end: it is no escape of a mode. Look at the singular values there.");
    }

    private static string Sentence(ImmutableArray<Plateau> plateaus, ImmutableArray<StageTransition> transitions)
    {
        int rank = plateaus[^1].Rank, gained = rank - plateaus[0].Rank;
        string levels = string.Join(", ", plateaus.Select(one => one.Loss.ToString("g4", CultureInfo.InvariantCulture)));
        string start = plateaus[0].Rank == 0 ? "" : Say($" The start has {plateaus[0].Rank} of them already.");
        return transitions.Length == gained
            ? Say($"{gained} stages for a limit of rank {rank}, at losses {levels}.{start}")
            : Say($"{gained} stages by rank for a limit of rank {rank}, {transitions.Length} to be seen: the others have merged. Losses {levels}.{start}");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
