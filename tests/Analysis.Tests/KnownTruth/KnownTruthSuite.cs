using System.Collections.Immutable;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Problems whose limits are known, generated from seeds, and what the verdicts at default settings say of them. Run once, in parallel.</summary>
internal static class KnownTruthSuite
{
    public static ImmutableArray<Depth> Depths { get; } =
        [Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Of(10), Depth.Infinite];

    private static readonly Lazy<ImmutableArray<KnownTruthOutcome>> Run = new(() =>
        [.. Problems().AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount).Select(KnownTruthOutcome.Of)]);

    public static ImmutableArray<KnownTruthOutcome> Outcomes => Run.Value;

    private static IEnumerable<RankProblem> Problems() =>
        [.. KnownFactorizations.All(), .. KnownRegressions.All(), .. KnownCompletions.All(), .. KnownDepthOne.All()];
}
