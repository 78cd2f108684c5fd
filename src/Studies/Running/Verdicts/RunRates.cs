using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>The laws of the loss, of the distance to the limit and of the modes.</summary>
internal static class RunRates
{
    // A matrix of a thousand modes needs no thousand laws.
    private const int MostModes = 20;

    public static ImmutableArray<RunRate> Of(RunTrace trace, RunVerdicts verdicts)
    {
        double predicted = verdicts.Stationarity?.Rate?.Rate ?? double.NaN, slowest = SlowestPower(trace.Flow.Field.Depth, verdicts.Limiting);
        List<RunRate> rates =
        [
            new("loss", null, ConvergenceRate.OfLoss(trace.History.Rows, trace.Settings.Tolerance, verdicts.Limiting), double.IsNaN(slowest) ? 2 * predicted : slowest),
        ];
        DepthPath path = trace.Recorder.Path;
        ImmutableArray<double> distances = verdicts.DistancesAlong(path);
        ConvergenceRate approach = verdicts.Limit.IsCompleted
            ? ConvergenceRate.Judge(DecaySamples.OfDistance(path.Times, distances, ErrorOf(trace, verdicts.Limit)))
            : ConvergenceRate.Undecided(verdicts.Limit.Reason);
        rates.Add(new("distance-to-limit", null, approach, predicted));
        for (int i = 0; verdicts.Limiting is { } limiting && i < Math.Min(MostModes, limiting.Fates.Length); i++)
        {
            if (ModeRate(trace, verdicts, limiting.Fates[i], i) is { } found)
            {
                rates.Add(new("singular-value", i + 1, found, limiting.Laws[i].Rate));
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
            SingularValueFate.Survives when verdicts.Limit.IsCompleted => ConvergenceRate.Judge(
                DecaySamples.OfDistance(times, [.. logs.Select(log => Math.Abs(log - limit))], trace.Settings.Tolerance + verdicts.Limit.LogTailBound)),
            _ => null,
        };
    }

    /// <summary>p in E − E(∞) ~ τ^(−p) where modes vanish by powers of time, the slowest of them; NaN where none does.</summary>
    private static double SlowestPower(Depth depth, LimitingRank? limiting) => limiting is null ? double.NaN
        : limiting.Laws.Where(law => law.Decay == DecayLaw.PowerLaw).Select(law => AlgebraicLaw.Of(depth, law.Cause).Loss).DefaultIfEmpty(double.NaN).Min();

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
