using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>One run in one row: the columns of runs.csv after the return code, in order.</summary>
internal static class RunSummary
{
    public static ImmutableArray<NamedValue> Of(RunTrace trace, RunVerdicts verdicts, ProblemData data, HeldOutError? heldOut, double clock)
    {
        FlowState final = trace.Recorder.Final, spectrum = verdicts.Spectrum;
        IntegrationResult result = trace.Result;
        double error = heldOut?.Measure(final) ?? double.NaN;
        RunRate? loss = verdicts.Rates.FirstOrDefault();
        ConvergenceRate? rate = loss?.Found.InClock(clock);
        return
        [
            new("time", result.Time * clock),
            new("loss", final.Loss),
            new("gradient-norm", new GradientNorm().Measure(final)),
            new("limiting-rank", verdicts.Limiting?.Rank),
            new("limiting-rank-margin", verdicts.Limiting?.Margin),
            new("limiting-rank-reason", verdicts.Limiting?.Reason),
            new("strict-rank", verdicts.Limiting?.StrictRank),
            new("gap-rank", verdicts.Gap?.Rank),
            new("gap-rank-margin", verdicts.Gap?.Margin),
            new("gap-rank-reason", verdicts.Gap?.Reason),
            new("target-rank", data.KnownRank()),
            new("effective-rank", new EffectiveRank().Measure(spectrum)),
            new("stable-rank", new StableRank().Measure(spectrum)),
            .. LimitColumns(verdicts),
            .. StationarityColumns(verdicts.Stationarity),
            new("rate-law", KebabCase.Of((rate?.Law ?? DecayLaw.Undecided).ToString())),
            new("rate", rate?.Rate),
            new("rate-standard-error", rate?.StandardError),
            new("predicted-law", loss is null ? null : RunRates.LawOf(loss.Predicted)),
            new("predicted-rate", loss?.PredictedIn(clock)),
            new("rate-reason", rate?.Reason),
            new("lojasiewicz-exponent", LojasiewiczOf(trace, verdicts.Limit)),
            new("stages", verdicts.Stages?.Count),
            new("stages-reason", verdicts.Stages?.Reason),
            new("invariants", verdicts.Invariants.All.IsEmpty ? null : verdicts.Invariants.Hold ? "hold" : "broken"),
            new("invariants-reason", verdicts.Invariants.Reason),
            new("energy-drift", verdicts.Invariants.Find("energy-identity")?.Drift),
            new("loss-rise", verdicts.Invariants.Find("loss-monotone")?.Drift),
            new("imbalance-drift", verdicts.Invariants.Find("imbalance")?.Drift),
            new("mask-drift", verdicts.Invariants.Find("mask-components")?.Drift),
            new("held-out-rmse", error),
            new("held-out-mae", heldOut?.MeanAbsolute(final) ?? double.NaN),
            new("held-out-relative-rmse", heldOut is { Scale: > 0 } ? error / heldOut.Scale : double.NaN),
            new("method", clock == 1 ? result.Method : $"{result.Method} (rescaled clock)"),
            new("steps", result.Work.Steps),
            new("rejected", result.Work.Rejected),
            new("evaluations", result.Work.Evaluations),
        ];
    }

    /// <summary>θ over the last four e-folds of E − E(∞) above the integration error; NaN where the limit is not known.</summary>
    private static double LojasiewiczOf(RunTrace trace, Limit limit)
    {
        const double LastFolds = 4;
        IReadOnlyList<HistoryRow> rows = trace.History.Rows;
        double floor = Math.Max(trace.Settings.Tolerance * trace.Settings.Tolerance, 1e-13) * (rows.Count > 0 ? rows[0].Loss : 0);
        return limit.IsCompleted ? AlgebraicLaw.EstimateLojasiewicz(rows, limit.Point.Loss, LastFolds, floor) : double.NaN;
    }

    private static NamedValue[] LimitColumns(RunVerdicts verdicts) =>
    [
        new("limit-distance", verdicts.Limit.IsCompleted ? verdicts.Limit.Displacement : double.NaN),
        new("limit-tail-error", verdicts.Limit.TailBound),
        new("limit-error", verdicts.Limit.Bound),
        new("limit-digits", verdicts.Certificate is { IsCertified: true } certificate ? certificate.Digits : double.NaN),
        new("limit-reason", verdicts.Certificate?.Reason ?? (verdicts.SecondLook is { Agrees: true } look ? $"{verdicts.Limit.Reason} {look.Reason}" : verdicts.Limit.Reason)),
    ];

    private static NamedValue[] StationarityColumns(Stationarity? point) =>
    [
        new("stationary-point", point is null ? null : KebabCase.Of(point.Kind.ToString())),
        new("scaled-gradient", point?.ScaledGradient),
        new("global-minimum-rank", point?.Global?.Rank),
        new("stationary-reason", point is null ? null : $"{point.Reason}{(point.Global is { } global ? " " + global.Reason : "")}"),
    ];
}
