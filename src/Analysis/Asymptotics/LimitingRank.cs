using System.Collections.Immutable;

namespace DlnDynamics.Analysis;

/// <summary>The rank of lim X(τ), judged by where the gradient sends each mode, never by how large it happens to be.</summary>
/// <param name="Rank">Number of modes whose limit exceeds θσ₁; null: undecided.</param>
/// <param name="Margin">Decades by which the least certain test clears its threshold; NaN when undecided.</param>
/// <param name="StrictRank">Number of modes with a positive limit, however small; null: undecided.</param>
/// <param name="Fates">One a mode, largest first.</param>
/// <param name="Reason">What is missing when something is undecided; else what was found.</param>
/// <param name="GateIsClosed">Whether modes may still be escaping, so that nothing can be said of any mode.</param>
public sealed record LimitingRank(
    int? Rank, double Margin, int? StrictRank, ImmutableArray<SingularValueFate> Fates, string Reason, bool GateIsClosed = false)
{
    /// <summary>By which law each mode vanishes, largest first; undecided where it does not, or where the law is not known.</summary>
    public ImmutableArray<VanishingLaw> Laws { get; init; } = [.. Fates.Select(_ => VanishingLaw.Undecided)];

    private const double SmallGradient = 0.01;
    private const double RealPush = 1e-4;

    // A target within this part of the largest singular value of zero counts as zero: frames carry the errors of the integration, so that
    // implied targets are not known better.
    private const double Zero = 1e-10;

    // A push that dies out with the loss leaves the mode where it is then, however small; one that stays carries it to zero. It is sure to
    // stay where it has stayed and nothing else of the gradient is left that could still change it.
    private const double SteadyPush = 0.9;
    private const double Settled = 0.01;

    // Turning a pushed mode away must cost at least this part of the largest curvature of the loss.
    private const double StableTurning = 0.01;

    /// <summary>The same spectrum with nothing decided, for a reason that has to do with the whole run.</summary>
    public LimitingRank Withheld(string reason) =>
        new(null, double.NaN, null, [.. Fates.Select(_ => SingularValueFate.Undecided)], reason, GateIsClosed: true);

    /// <summary>Judges the limit from the end of a trajectory, and from the latest point not after a tenth of that time.</summary>
    /// <param name="history">The evidence along the trajectory, oldest first; not empty. Without an earlier point nothing is called vanishing.</param>
    /// <param name="resolution">θ, relative to the largest singular value.</param>
    /// <remarks>Our own rule: docs/design/003-verdicts.md.</remarks>
    public static LimitingRank Judge(IReadOnlyList<SpectrumEvidence> history, double resolution)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfZero(history.Count, nameof(history));
        SpectrumEvidence now = history[^1];
        SpectrumEvidence? earlier = history.LastOrDefault(one => one.Time <= now.Time / 10);
        if (now.Modes.IsEmpty || now.Modes[0].Sigma == 0)
        {
            return AtZero(now);
        }
        double threshold = resolution * now.Modes[0].Sigma;
        (SingularValueFate Fate, VanishingLaw Law)[] judged =
            [.. now.Modes.Select((mode, i) => FateOf(i, now, earlier, threshold, resolution))];
        ImmutableArray<SingularValueFate> fates = [.. judged.Select(one => one.Fate)];
        string? gate = now.Obstacle ?? (history.FirstOrDefault(one => one.HasTunnelled) is { } tunnelled
            ? $"At rescaled time {tunnelled.Time:g3} the determinant has changed its sign, which the exact flow never does: integration error has carried a mode through zero. Use log-polar coordinates."
            : ClosedGate(now, fates, threshold));
        if (gate is not null)
        {
            return new(null, double.NaN, null, [.. fates.Select(_ => SingularValueFate.Undecided)], gate, GateIsClosed: true);
        }
        int[] pushed = [.. Enumerable.Range(0, fates.Length).Where(i => judged[i].Law.Cause == VanishingCause.Push)];
        if (!StayAtZero(now, pushed) || pushed.Any(i => Rest(now, fates) > Settled * now.Modes[i].Push))
        {
            // They turn into one another, or the push may still change: no law is sure of its end.
            foreach (int i in pushed)
            {
                judged[i] = (SingularValueFate.BelowResolution, VanishingLaw.Undecided);
            }
            fates = [.. judged.Select(one => one.Fate)];
        }
        ImmutableArray<VanishingLaw> laws = [.. judged.Select(one => one.Law)];
        int below = fates.Count(fate => fate == SingularValueFate.BelowResolution);
        int survivors = fates.Count(fate => fate == SingularValueFate.Survives);
        if (fates.Contains(SingularValueFate.Undecided))
        {
            return new(null, double.NaN, null, fates, Remedy.ForMode(now, fates, threshold)) { Laws = laws };
        }
        double margin = now.Modes.Zip(fates, (mode, fate) => MarginOf(mode, fate, threshold)).Min();
        int? strict = below > 0 ? null : survivors + fates.Count(fate => fate == SingularValueFate.StaysSmall);
        string reason = below > 0
            ? $"{below} of {fates.Length} modes end below {threshold:g3}; whether at zero is not decided yet. {Remedy.ForLaw(now, fates.IndexOf(SingularValueFate.BelowResolution))}"
            : $"Modes that survive: {survivors}; stay small: {fates.Count(fate => fate == SingularValueFate.StaysSmall)}; vanish: {fates.Count(fate => fate == SingularValueFate.Vanishes)}.";
        return new(survivors, margin, strict, fates, reason) { Laws = laws };
    }

    /// <summary>The verdict where every singular value is zero to rounding: its logarithm need not be −∞, so that one may yet escape.</summary>
    private static LimitingRank AtZero(SpectrumEvidence now)
    {
        bool isPushed = now.Modes.Length == 1 && now.IsSignLocked && now.Modes[0].Push > 0;
        return now.Obstacle is null && !now.HasTunnelled && (isPushed || now.GradientNorm == 0)
            ? new(0, double.PositiveInfinity, 0, [.. now.Modes.Select(_ => SingularValueFate.Vanishes)], "The end-to-end matrix is zero to rounding, and nothing moves it away from there.")
            {
                Laws = [.. now.Modes.Select(mode => isPushed ? VanishingLaw.Pushed(now.Depth, mode.Push) : VanishingLaw.Undecided)],
            }
            : new(null, double.NaN, null, [.. now.Modes.Select(_ => SingularValueFate.Undecided)], now.Obstacle
                ?? "Every singular value is zero to rounding, and the gradient is not: a mode may still escape. Stop the run earlier, or start elsewhere.", GateIsClosed: true);
    }

    private static (SingularValueFate Fate, VanishingLaw Law) FateOf(
        int index, SpectrumEvidence now, SpectrumEvidence? earlier, double threshold, double resolution)
    {
        ModeEvidence mode = now.Modes[index];
        if (!double.IsFinite(mode.ImpliedTarget))
        {
            return (mode.Sigma == 0 ? SingularValueFate.Vanishes : SingularValueFate.Undecided, VanishingLaw.Undecided);
        }
        bool isBelow = mode.Sigma < threshold && mode.ImpliedTarget + mode.Uncertainty < threshold;
        if (mode.IsAtRest)
        {
            return (mode.ImpliedTarget - mode.Uncertainty > threshold ? SingularValueFate.Survives
                : isBelow ? SingularValueFate.StaysSmall
                : SingularValueFate.Undecided, VanishingLaw.Undecided);
        }
        VanishingLaw law = isBelow && earlier is { } before && FallsAsTheoryHasIt(index, now, before)
            ? LawOf(mode, before.Modes[index], Zero * threshold / resolution, resolution, now)
            : VanishingLaw.Undecided;
        return (law.Cause != VanishingCause.Undecided ? SingularValueFate.Vanishes
            : isBelow ? SingularValueFate.BelowResolution
            : SingularValueFate.Undecided, law);
    }

    /// <summary>The law by which a falling mode vanishes.</summary>
    /// <remarks>It falls towards a small target of either sign as it would towards zero: what must be zero is the target, not the mode.</remarks>
    private static VanishingLaw LawOf(ModeEvidence mode, ModeEvidence before, double zero, double resolution, SpectrumEvidence now)
    {
        if (Math.Abs(mode.ImpliedTarget) + mode.Uncertainty <= zero)
        {
            return now.IsBalanced ? VanishingLaw.ZeroTarget(now.Depth, mode.Curvature) : new(VanishingCause.ZeroTarget, DecayLaw.Undecided, double.NaN);
        }
        return mode.Drift > 1 + resolution && mode.ImpliedTarget + mode.Uncertainty < 0
            && mode.ImpliedTarget <= SteadyPush * Math.Min(0, before.ImpliedTarget)
            ? VanishingLaw.Pushed(now.Depth, mode.Push)
            : VanishingLaw.Undecided;
    }

    /// <summary>Drift towards or through zero, now and before, at half or more of the slowest law that leads there, σ ~ τ^(−N/(2N−2)); where layers are not balanced, as far as it has fallen.</summary>
    private static bool FallsAsTheoryHasIt(int index, SpectrumEvidence now, SpectrumEvidence before)
    {
        (ModeEvidence last, ModeEvidence first) = (now.Modes[index], before.Modes[index]);
        double slowest = 0.5 / (2 - 2 * now.Depth.Reciprocal);
        return last.Drift >= 0.9 && first.Drift >= 0.9 && (now.IsBalanced
            ? last.DecayExponent >= slowest && first.DecayExponent >= slowest
            : last.Sigma > 0 && Math.Log(first.Sigma / last.Sigma) >= slowest * Math.Log(now.Time / before.Time));
    }

    /// <summary>Why nothing can be said of any mode; null when something can.</summary>
    private static string? ClosedGate(SpectrumEvidence now, ImmutableArray<SingularValueFate> fates, double threshold)
    {
        double scaled = Rest(now, fates) / now.ReferenceNorm;
        if (!(scaled <= SmallGradient))
        {
            return $"The scaled gradient is {scaled:g3}, above {SmallGradient}: modes may still be escaping. {Remedy.ForGradient(now)}";
        }
        int[] pushed = [.. Enumerable.Range(0, fates.Length).Where(i => IsFalling(fates[i]) && IsReallyPushed(now.Modes[i], now.ReferenceNorm, threshold))];
        return StayAtZero(now, pushed)
            ? null
            : $"{pushed.Length} of {fates.Length} modes are pushed through zero (mode {pushed[0] + 1} with {now.Modes[pushed[0]].Push:g3}), and the frames may still turn and let one escape. {Remedy.ForTurning(now, pushed[0])}";
    }

    /// <summary>Whether a mode is pushed through zero so hard, against γ or against the threshold, that it would matter if it came out on the other side.</summary>
    private static bool IsReallyPushed(ModeEvidence mode, double reference, double threshold) =>
        mode.Drift > 1.5 && (mode.Push > RealPush * reference || mode.Uncertainty - mode.ImpliedTarget > threshold);

    /// <summary>The norm of the gradient without what lies along falling modes.</summary>
    private static double Rest(SpectrumEvidence now, ImmutableArray<SingularValueFate> fates)
    {
        double along = now.Modes.Zip(fates, (mode, fate) => IsFalling(fate) ? mode.Push * mode.Push : 0).Sum();
        return Math.Sqrt(Math.Max(0, now.GradientNorm * now.GradientNorm - along));
    }

    private static bool IsFalling(SingularValueFate fate) => fate is SingularValueFate.Vanishes or SingularValueFate.BelowResolution;

    /// <summary>Whether modes pushed through zero must end there: none is, or one where the sign is locked and no other mode can take its place.</summary>
    /// <remarks>
    /// Where targets are equal, turning is free. If the loss is convex in every direction it changes nothing: of two equal targets either may be the one that is cut off.
    /// </remarks>
    private static bool StayAtZero(SpectrumEvidence now, int[] pushed) =>
        pushed.Length == 0
        || (pushed.Length == 1 && now.IsSignLocked && now.TurningCurvature > (now.LeastCurvature > StableTurning ? -StableTurning : StableTurning));

    private static double MarginOf(ModeEvidence mode, SingularValueFate fate, double threshold) => fate switch
    {
        SingularValueFate.Survives => Math.Log10((mode.ImpliedTarget - mode.Uncertainty) / threshold),
        _ => Math.Log10(threshold / Math.Max(Math.Max(mode.Sigma, mode.ImpliedTarget + mode.Uncertainty), double.Epsilon)),
    };
}
