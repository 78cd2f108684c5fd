using System.Globalization;

namespace DlnDynamics.Analysis;

/// <summary>How a positive quantity tends to zero, with the stretch of time that says so.</summary>
/// <param name="Law">The law; undecided where neither fits a long enough tail clearly better than the other.</param>
/// <param name="Rate">Exponential: per unit of time of the samples. Power law: the exponent. NaN when undecided.</param>
/// <param name="StandardError">Of the rate: a quarter of the width of the interval.</param>
/// <param name="Lower">Lower end of the 95 % interval of the rate.</param>
/// <param name="Upper">Upper end of the 95 % interval of the rate.</param>
/// <param name="TailStart">Time of the first sample of the tail.</param>
/// <param name="TailEnd">Time of the last sample of the tail.</param>
/// <param name="Samples">Number of samples of the tail that were fitted.</param>
/// <param name="Reason">What it rests on, or what would decide.</param>
/// <remarks>Our own rule: docs/design/009-rates-and-stages.md.</remarks>
public sealed record ConvergenceRate(
    DecayLaw Law, double Rate, double StandardError, double Lower, double Upper, double TailStart, double TailEnd, int Samples, string Reason)
{
    private const int Starts = 24;

    // e-folds: what falls by less has no tail yet.
    private const double LeastRange = 1;

    // The last time of a power law over the first.
    private const double Decade = 10;

    // Difference of criteria from which on the other law is out: odds of e⁵.
    private const double ClearlyBetter = 10;

    // A tail that knows its rate this well need not be shortened any more.
    private const double GoodError = 1e-3;

    // A local rate that changes by more than this power of time follows neither law.
    private const double Steep = 3;

    // Where theory is this part of a rate beside the interval, the two agree.
    private const double Room = 0.02;

    // Where the run goes on for so long after its last sample, it has been cut off by integration error.
    private const double Cut = 1.5;

    // A rate that its own tail does not know to a tenth is no rate.
    private const double LargestError = 0.1;

    /// <summary>Judges a loss that tends to zero.</summary>
    /// <param name="times">Times, increasing.</param>
    /// <param name="values">The loss.</param>
    /// <param name="floor">Relative to the largest value, at least 1e-18: the square of the integrator's tolerance. What lies below decays as the method has it, not the flow.</param>
    public static ConvergenceRate Judge(IReadOnlyList<double> times, IReadOnlyList<double> values, double floor = 0) =>
        Judge(DecaySamples.OfLoss(times, values, floor));

    /// <summary>Judges E − E(∞) along a run, whatever E(∞) is, from the gradient's norm.</summary>
    /// <param name="rows">The run, in the rescaled clock, as <see cref="ModeHistory"/> keeps it.</param>
    /// <param name="tolerance">Of the integrator. Where the norm squared is below tolerance² of its largest value, it decays as the method has it.</param>
    /// <param name="limiting">What is known of the modes: without their fates no law of the loss is certain. Null: not asked.</param>
    /// <param name="local">The rate of the flow linearised at the end, where it is known.</param>
    public static ConvergenceRate OfLoss(IReadOnlyList<HistoryRow> rows, double tolerance, LimitingRank? limiting = null, LocalRate? local = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (limiting is not null && PredictedRate.WhatHides(limiting) is { } why)
        {
            return Undecided(why);
        }
        ConvergenceRate rate = Judge(DecaySamples.OfDissipation(rows, tolerance));
        double escape = LastEscape(rows, limiting);
        if (rate.TailStart < escape)
        {
            // The way into a saddle that the run has left again is no way to its limit.
            rate = Judge(DecaySamples.OfDissipation([.. rows.SkipWhile(row => row.Time < escape)], tolerance));
        }
        if (rate.Law == DecayLaw.PowerLaw)
        {
            (double found, double lower, double upper) = (rate.Rate - 1, rate.Lower - 1, rate.Upper - 1);
            rate = rate with
            {
                Rate = found,
                Lower = lower,
                Upper = upper,
                Reason = Say($"t^(−rate) between times {rate.TailStart:g4} and {rate.TailEnd:g4}: rate {found:g5}, between {lower:g5} and {upper:g5}, one less than that of −dE/dt; an exponential is out."),
            };
        }
        return limiting is null || rows.Count == 0 ? rate : rate.Reconciled(PredictedRate.OfLoss(limiting, local));
    }

    /// <summary>This where theory agrees or has nothing to say; undecided where the two differ: then the tail is not the asymptotic one.</summary>
    public ConvergenceRate Reconciled(PredictedRate predicted)
    {
        if (Law == DecayLaw.Undecided || predicted.Law == DecayLaw.Undecided)
        {
            return this;
        }
        double room = Room * Rate;
        bool agrees = Law == predicted.Law && predicted.Rate >= Lower - room && (predicted.IsUpperBound || predicted.Rate <= Upper + room);
        return agrees ? this
            : Undecided(Say($"Between times {TailStart:g4} and {TailEnd:g4} the run shows {NameOf(Law)} with rate {Rate:g4}, between {Lower:g4} and {Upper:g4}; at this limit theory has {NameOf(predicted.Law)} with rate {(predicted.IsUpperBound ? "at most " : "")}{predicted.Rate:g4}. The tail is not the last one: integrate longer with a tighter tolerance, or the slowest direction is too faint to be seen."));
    }

    /// <summary>The same in another clock: times are multiplied by a factor.</summary>
    public ConvergenceRate InClock(double factor) => Law == DecayLaw.PowerLaw
        ? this with { TailStart = TailStart * factor, TailEnd = TailEnd * factor }
        : this with
        {
            Rate = Rate / factor, StandardError = StandardError / factor, Lower = Lower / factor, Upper = Upper / factor,
            TailStart = TailStart * factor, TailEnd = TailEnd * factor,
        };

    /// <summary>Fits an exponential and a shifted power law to the local rates of tails of all lengths, and takes the tail that knows its rate best.</summary>
    /// <remarks>Cost: 24 tails of at most 96 samples, about 10 ms.</remarks>
    public static ConvergenceRate Judge(DecaySamples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count < samples.Fewest)
        {
            return Undecided(Say($"{samples.Count} positive samples lie above the integration error; {samples.Fewest} are needed. Sample more densely, or tighten the tolerance."));
        }
        ConvergenceRate? best = null;
        double uncertainty = LargestError;
        foreach (DecayTail tail in samples.Tails(Starts).Where(tail => tail.Range >= LeastRange))
        {
            if (OnTail(tail) is var (law, fit) && fit.Uncertainty < uncertainty)
            {
                (best, uncertainty) = (Decided(law, fit, tail), fit.Uncertainty);
                if (uncertainty <= GoodError)
                {
                    break;
                }
            }
        }
        return best ?? Undecided(WhatWouldDecide(samples));
    }

    /// <summary>The law that fits one tail clearly better than the other; null where none does.</summary>
    private static (DecayLaw Law, DecayFit Fit)? OnTail(DecayTail tail)
    {
        LocalSlope[] blocks = tail.LocalSlopes();
        if (!blocks.All(block => block.Rate > 0 && double.IsFinite(block.Rate)))
        {
            return null;
        }
        DecayFit exponential = ExponentialDecay.Fit(blocks), power = PowerDecay.Fit(blocks);
        bool isExponential = exponential.Criterion < power.Criterion;
        return Math.Abs(power.Criterion - exponential.Criterion) < ClearlyBetter ? null
            : isExponential ? (DecayLaw.Exponential, exponential)
            : tail.Times[^1] >= Decade * tail.Times[0] ? (DecayLaw.PowerLaw, power)
            : null;
    }

    private static ConvergenceRate Decided(DecayLaw law, DecayFit fit, DecayTail tail)
    {
        string what = law == DecayLaw.Exponential ? "e^(−rate·t)" : "t^(−rate)";
        string reason = Say($"{what} over {tail.Range:g3} e-folds between times {tail.Times[0]:g4} and {tail.Times[^1]:g4}: rate {fit.Rate:g5}, between {fit.Lower:g5} and {fit.Upper:g5}; the other law is out.");
        return new(law, fit.Rate, 0.25 * (fit.Upper - fit.Lower), fit.Lower, fit.Upper, tail.Times[0], tail.Times[^1], tail.Count, reason);
    }

    /// <summary>No law, for a reason.</summary>
    public static ConvergenceRate Undecided(string reason) =>
        new(DecayLaw.Undecided, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, reason);

    /// <summary>What is missing, as seen from the last e-folds of the samples.</summary>
    private static string WhatWouldDecide(DecaySamples samples)
    {
        DecayTail tail = samples.Tails(Starts).Where(one => one.Range >= LeastRange).LastOrDefault() ?? samples.Tails(1).First();
        if (!(tail.Range >= LeastRange))
        {
            return Say($"The quantity falls by {tail.Range:g3} e-folds up to time {tail.Times[^1]:g4} and not by {LeastRange}. Integrate until it falls, or tighten the tolerance if it has ended on its error.");
        }
        LocalSlope[] blocks = tail.LocalSlopes();
        double slowing = -Math.Log(blocks[^1].Rate / blocks[0].Rate) / Math.Log(blocks[^1].Middle / blocks[0].Middle);
        string seen = !(Math.Abs(slowing) <= Steep) ? Say($"Between times {tail.Times[0]:g4} and {tail.Times[^1]:g4} the local rate is not steady.")
            : Say($"Between times {tail.Times[0]:g4} and {tail.Times[^1]:g4} the local rate goes as t^({-slowing:f2}); an exponential has 0, a power law −1.");
        string why = slowing is > 0.3 and < 0.7 ? "Several rates are still at work" : "No tail tells the laws apart and knows its rate to a tenth";
        return samples.End > Cut * tail.Times[^1]
            ? Say($"{seen} {why}, and what comes later, up to time {samples.End:g4}, is integration error: tighten the tolerance.")
            : Say($"{seen} {why}: integrate to time {10 * tail.Times[^1]:g3}, with more samples and a tighter tolerance.");
    }

    /// <summary>When the last of the modes that survive rose through half its size at the end; NaN without a verdict on the modes.</summary>
    private static double LastEscape(IReadOnlyList<HistoryRow> rows, LimitingRank? limiting)
    {
        double last = double.NaN;
        for (int i = 0; limiting is not null && i < limiting.Fates.Length; i++)
        {
            double half = rows[^1].LogSigma[i] - Math.Log(2);
            HistoryRow? low = limiting.Fates[i] == SingularValueFate.Survives ? rows.LastOrDefault(row => row.LogSigma[i] < half) : null;
            last = low is null ? last : double.IsNaN(last) ? low.Time : Math.Max(last, low.Time);
        }
        return last;
    }

    private static string NameOf(DecayLaw law) => law == DecayLaw.Exponential ? "an exponential" : "a power law";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
