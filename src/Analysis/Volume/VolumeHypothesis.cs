using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;
using MathNet.Numerics.Statistics;

namespace DlnDynamics.Analysis;

/// <summary>Does the flow of a depth end where the volume is largest, along a curve per unit length? Outcomes of many starts on the 2 × 2 diagonal problem against the volume, in two parts.</summary>
/// <param name="Depth">N.</param>
/// <param name="Arrived">Number of outcomes: starts from which the flow converged.</param>
/// <param name="Lost">Number of starts from which it did not; they count nowhere.</param>
/// <param name="LowRankShare">Part of the outcomes with σ₂ &lt; <see cref="LowRank"/>·σ₁, where √det ĝ grows without bound.</param>
/// <param name="ShareLower">Lower end of its 99 % interval (Wilson).</param>
/// <param name="ShareUpper">Upper end.</param>
/// <param name="MeanQuantile">Of those, the mean of <see cref="CurveLaw.Quantile"/>: ½ if they lie as the volume does, less if closer to the corners, where it is largest per unit length, more if farther.</param>
/// <param name="QuantileError">Its standard error.</param>
/// <param name="Fit">Goodness of fit of these quantiles to the uniform law that the volume would make.</param>
/// <param name="Verdict">Which of the two parts hold.</param>
/// <param name="Reason">A sentence with the numbers.</param>
/// <remarks>The hypothesis is an observation, not a theorem: [CMV23] §6. Shares are decided at 99 %, the law is rejected at p &lt; 1 %.</remarks>
public sealed record VolumeHypothesis(
    Depth Depth, int Arrived, int Lost, double LowRankShare, double ShareLower, double ShareUpper,
    double MeanQuantile, double QuantileError, KolmogorovSmirnov Fit, VolumeVerdict Verdict, string Reason)
{
    /// <summary>σ₂/σ₁ below which an outcome counts as one of low rank.</summary>
    public const double LowRank = 0.05;

    /// <summary>The part of the outcomes that must be of low rank for the hypothesis to hold in rank.</summary>
    public const double MostOutcomes = 0.9;

    private const int Fewest = 50;
    private const double Normal99 = 2.576;

    /// <summary>Judges the outcomes of one depth.</summary>
    public static VolumeHypothesis Judge(Depth depth, DiagonalMinimisers minimisers, IReadOnlyList<Outcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        Outcome[] arrived = [.. outcomes.Where(outcome => outcome.HasArrived)];
        Outcome[] low = [.. arrived.Where(outcome => outcome.Sigma[1] < LowRank * outcome.Sigma[0])];
        CurveLaw law = new(depth, minimisers);
        ImmutableArray<double> quantiles = [.. low.Select(outcome => law.Quantile(PositionOf(outcome)))];
        (double lower, double upper) = Wilson(low.Length, arrived.Length);
        double mean = quantiles.IsEmpty ? double.NaN : quantiles.Average();
        double error = quantiles.Length < 2 ? double.NaN : quantiles.StandardDeviation() / Math.Sqrt(quantiles.Length);
        KolmogorovSmirnov fit = quantiles.IsEmpty ? new(double.NaN, double.NaN) : KolmogorovSmirnov.Uniform(quantiles);
        VolumeHypothesis result = new(
            depth, arrived.Length, outcomes.Count - arrived.Length, arrived.Length == 0 ? double.NaN : (double)low.Length / arrived.Length, lower, upper, mean, error, fit,
            VolumeVerdict.Undecided, "");
        VolumeVerdict verdict = result.Decide(low.Length);
        return result with { Verdict = verdict, Reason = result.Explain(verdict) };
    }

    /// <summary>Where along the hyperbola an outcome lies.</summary>
    public static double PositionOf(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return DiagonalMinimisers.PositionOf(outcome.EndToEnd[0, 1], outcome.EndToEnd[1, 0]);
    }

    private VolumeVerdict Decide(int low) =>
        Arrived < Fewest ? VolumeVerdict.Undecided
        : ShareUpper < MostOutcomes ? VolumeVerdict.FailsInRank
        : ShareLower < MostOutcomes || low < Fewest ? VolumeVerdict.Undecided
        : Fit.Probability >= 0.01 ? VolumeVerdict.HoldsAsLaw
        : MeanQuantile + Normal99 * QuantileError < 0.5 ? VolumeVerdict.Concentrates
        : MeanQuantile - Normal99 * QuantileError > 0.5 ? VolumeVerdict.FailsAlong
        : VolumeVerdict.Undecided;

    private string Explain(VolumeVerdict verdict)
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        string share = string.Create(plain, $"{100 * LowRankShare:F1} % of {Arrived} outcomes have σ₂ < {LowRank} σ₁ (99 % interval {100 * ShareLower:F1} to {100 * ShareUpper:F1})");
        string along = string.Create(plain, $"along the hyperbola their mean quantile of the volume is {MeanQuantile:G3} ± {QuantileError:G2} (½ if they lay as the volume does), their distance from its law D = {Fit.Distance:F3} ({(Fit.Probability < 1e-10 ? "p < 1e-10" : $"p = {Fit.Probability:G2}")})");
        string limit = Depth.IsInfinite ? " There is no volume at rank 1 and infinite depth: compared is the limit of the laws of finite depths." : "";
        string lost = Lost > 0 ? $" {Lost} starts did not converge and count nowhere." : "";
        return verdict switch
        {
            VolumeVerdict.HoldsAsLaw => $"Holds, as a law: {share}, and {along}.",
            VolumeVerdict.Concentrates => $"Holds, as concentration: {share}, and {along}. They are closer to the corners, where the volume per unit length is largest, than the volume alone would put them.",
            VolumeVerdict.FailsAlong => $"Fails along the hyperbola: {share}, but {along}. They keep away from the corners, where the volume per unit length is largest.",
            VolumeVerdict.FailsInRank => $"Fails in rank: {share}, where the volume grows without bound and {100 * MostOutcomes:F0} % were asked for.",
            _ when Arrived < Fewest => $"Undecided: {Arrived} outcomes are too few, {Fewest} are the least. Take more starts.",
            _ => $"Undecided: {share}; {along}. More starts, or a smaller scale of the start, would tell.",
        } + limit + lost;
    }

    private static (double Lower, double Upper) Wilson(int hits, int count)
    {
        if (count == 0)
        {
            return (0, 1);
        }
        double share = (double)hits / count, square = Normal99 * Normal99;
        double middle = (share + square / (2 * count)) / (1 + square / count);
        double half = Normal99 / (1 + square / count) * Math.Sqrt(share * (1 - share) / count + square / (4.0 * count * count));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
