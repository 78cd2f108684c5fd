using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>One run in one row: the columns of runs.csv after the return code, in order.</summary>
internal static class RunSummary
{
    public static ImmutableArray<NamedValue> Of(
        RunSettings settings, IntegrationResult result, QuantityRecorder recorder, ConvergenceRate rate, ProblemData data, HeldOutError? heldOut, double clock)
    {
        FlowState final = recorder.Final;
        LimitingRank? limiting = recorder.Evidence.Count == 0 ? null : LimitingRank.Judge(recorder.Evidence, settings.RankResolution);
        GapRank? gap = limiting is null ? null : GapRank.Judge(recorder.Evidence[^1], limiting);
        double error = heldOut?.Measure(final) ?? double.NaN;
        return
        [
            new("time", result.Time * clock),
            new("loss", final.Loss),
            new("gradient-norm", new GradientNorm().Measure(final)),
            new("limiting-rank", limiting?.Rank),
            new("limiting-rank-margin", limiting?.Margin),
            new("limiting-rank-reason", limiting?.Reason),
            new("strict-rank", limiting?.StrictRank),
            new("gap-rank", gap?.Rank),
            new("gap-rank-margin", gap?.Margin),
            new("gap-rank-reason", gap?.Reason),
            new("target-rank", data.KnownRank()),
            new("effective-rank", new EffectiveRank().Measure(final)),
            new("stable-rank", new StableRank().Measure(final)),
            new("rate-law", KebabCase.Of(rate.Law.ToString())),
            new("rate", rate.Rate),
            new("rate-standard-error", rate.StandardError),
            new("held-out-rmse", error),
            new("held-out-relative-rmse", heldOut is null ? double.NaN : error / heldOut.Scale),
            new("method", clock == 1 ? result.Method : $"{result.Method} (rescaled clock)"),
            new("steps", result.Work.Steps),
            new("rejected", result.Work.Rejected),
            new("evaluations", result.Work.Evaluations),
        ];
    }
}
