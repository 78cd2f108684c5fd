using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>The laws of the loss, of the distance to the limit and of the modes.</summary>
internal static class RunRates
{
    // A matrix of a thousand modes needs no thousand laws.
    private const int MostModes = 20;

    public static ImmutableArray<RunRate> Of(RunTrace trace, RunVerdicts verdicts)
    {
        LocalRate? local = verdicts.Stationarity?.Rate;
        if (verdicts.Limiting is not { } limiting)
        {
            return [];
        }
        DepthPath path = trace.Recorder.Path;
        PredictedRate predicted = PredictedRate.OfDistance(limiting, local);
        ConvergenceRate approach = !verdicts.Limit.IsCompleted ? ConvergenceRate.Undecided(verdicts.Limit.Reason)
            : PredictedRate.WhatHides(limiting) is { } why ? ConvergenceRate.Undecided(why)
            : ConvergenceRate.Judge(DecaySamples.OfDistance(path.Times, verdicts.DistancesAlong(path), ErrorOf(trace, verdicts.Limit))).Reconciled(predicted);
        List<RunRate> rates =
        [
            new("loss", null, ConvergenceRate.OfLoss(trace.History.Rows, trace.Settings.Tolerance, limiting, local), PredictedRate.OfLoss(limiting, local)),
            new("distance-to-limit", null, approach, predicted),
        ];
        for (int i = 0; i < Math.Min(MostModes, limiting.Fates.Length); i++)
        {
            if (ModeRate(trace, verdicts, limiting.Fates[i], i) is { } found)
            {
                PredictedRate law = PredictedRate.OfMode(limiting.Laws[i]);
                rates.Add(new("singular-value", i + 1, found.Reconciled(law), law));
            }
        }
        return [.. rates];
    }

    /// <summary>Modes with a limit by |ln σ − ln σ(∞)|, vanishing ones by σ itself; null for the others.</summary>
    private static ConvergenceRate? ModeRate(RunTrace trace, RunVerdicts verdicts, SingularValueFate fate, int mode)
    {
        IReadOnlyList<HistoryRow> rows = trace.History.Rows;
        double[] times = [.. rows.Select(row => row.Time)], logs = [.. rows.Select(row => row.LogSigma[mode])];
        double limit = verdicts.Limit.LogSigma[mode];
        return fate switch
        {
            SingularValueFate.Vanishes => ConvergenceRate.Judge(DecaySamples.OfLogarithm(times, logs, trace.Settings.Tolerance)),
            SingularValueFate.Survives when verdicts.Limit.IsCompleted => Exponentially(verdicts, ConvergenceRate.Judge(
                DecaySamples.OfDistance(times, [.. logs.Select(log => Math.Abs(log - limit))], trace.Settings.Tolerance + verdicts.Limit.LogTailBound))),
            _ => null,
        };
    }

    /// <summary>Where nothing vanishes by a power of time, a mode comes to its limit exponentially, and what looks like a power law is on its way there.</summary>
    private static ConvergenceRate Exponentially(RunVerdicts verdicts, ConvergenceRate found) =>
        found.Law != DecayLaw.PowerLaw || verdicts.Limiting!.Laws.Any(law => law.Decay == DecayLaw.PowerLaw) ? found
            : ConvergenceRate.Undecided("The tail looks like a power law, and no mode vanishes by one here: it is not the last. Integrate longer with a tighter tolerance.");

    /// <summary>The law's name in tables; empty where theory has none, followed by "at most" where other directions may be slower.</summary>
    public static string LawOf(PredictedRate predicted) => predicted.Law switch
    {
        DecayLaw.Undecided => "",
        _ when predicted.IsUpperBound => KebabCase.Of(predicted.Law.ToString()) + " at most",
        _ => KebabCase.Of(predicted.Law.ToString()),
    };

    private static double ErrorOf(RunTrace trace, Limit limit)
    {
        double size = 0;
        foreach (double log in limit.LogSigma)
        {
            size += Math.Exp(2 * log);
        }
        return trace.Settings.Tolerance * Math.Sqrt(size) + (limit.IsCompleted ? limit.TailBound : 0);
    }
}
