using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>The columns that runs.csv has beside the axes.</summary>
public static class RunColumns
{
    /// <summary>Their names, in order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "key", "return-code", "time", "loss", "gradient-norm",
        "limiting-rank", "limiting-rank-margin", "limiting-rank-reason", "strict-rank",
        "gap-rank", "gap-rank-margin", "gap-rank-reason", "small-start-rank", "small-start-reason", "target-rank",
        "effective-rank", "stable-rank",
        "limit-distance", "limit-tail-error", "limit-error", "limit-digits", "limit-reason",
        "stationary-point", "scaled-gradient", "global-minimum-rank", "stationary-reason",
        "rate-law", "rate", "rate-standard-error", "predicted-law", "predicted-rate", "rate-reason", "lojasiewicz-exponent",
        "stages", "stages-reason", "invariants", "invariants-reason", "energy-drift", "loss-rise", "imbalance-drift", "mask-drift",
        "held-out-rmse", "held-out-mae", "held-out-relative-rmse", "method", "steps", "rejected", "evaluations",
    ];
}
