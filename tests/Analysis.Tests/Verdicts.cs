using System.Globalization;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Judges a run at every sample against the known limit: a wrong verdict fails, an undecided one is counted.</summary>
internal static class Verdicts
{
    /// <summary>Checks all samples of one run; says which of the three verdicts stand at the end.</summary>
    public static (bool Rank, bool Strict, bool Gap) Check(RankProblem problem, double resolution = 1e-3, double tolerance = 1e-6)
    {
        Observed run = Observed.Run(problem.Flow, problem.Horizon, SampleTimes.Logarithmic(1e-7 * problem.Horizon, problem.Horizon, 43), tolerance);
        Assert.Equal(43, run.Count);
        for (int sample = 0; sample < run.Count; sample++)
        {
            (SpectrumEvidence now, LimitingRank limiting, GapRank gap) = run.JudgeAt(sample, resolution);
            Agree("limiting rank", problem.RankAbove(resolution), limiting.Rank, problem, now);
            Agree("strict rank", problem.StrictRank, limiting.StrictRank, problem, now);
            if (problem.GapRank is { } clear)
            {
                Agree("gap rank", clear, gap.Rank, problem, now);
            }
        }
        (_, LimitingRank last, GapRank lastGap) = run.JudgeAt(run.Count - 1, resolution);
        return (last.Rank is not null, last.StrictRank is not null, lastGap.Rank is not null);
    }

    /// <summary>Checks many runs, and that at most a share of each verdict is undecided at the horizon.</summary>
    public static void CheckAll(IReadOnlyList<RankProblem> problems, double rankShare, double strictShare, double gapShare, double resolution = 1e-3)
    {
        (string Name, bool Rank, bool Strict, bool Gap)[] results =
            [.. problems.Select(problem => (problem.Name, Check(problem, resolution))).Select(one => (one.Name, one.Item2.Rank, one.Item2.Strict, one.Item2.Gap))];
        Decided("limiting rank", [.. results.Select(one => (one.Name, one.Rank))], rankShare);
        Decided("strict rank", [.. results.Select(one => (one.Name, one.Strict))], strictShare);
        Decided("gap rank", [.. results.Select(one => (one.Name, one.Gap))], gapShare);
    }

    private static void Decided(string verdict, (string Name, bool Decided)[] results, double share)
    {
        string[] undecided = [.. results.Where(one => !one.Decided).Select(one => one.Name)];
        Assert.True(
            undecided.Length <= share * results.Length,
            $"The {verdict} is undecided in {undecided.Length} of {results.Length} runs: {string.Join("; ", undecided)}.");
    }

    private static void Agree(string verdict, int truth, int? found, RankProblem problem, SpectrumEvidence now) => Assert.True(
        found is null || found == truth,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{problem.Name}: {verdict} {found} at τ = {now.Time:g4}, but the limit has {truth} (σ = {string.Join(", ", problem.Limits)}).\nχ = {now.ScaledGradient:g3}, γ = {now.ReferenceNorm:g3}\n{string.Join('\n', now.Modes)}"));
}
