using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

/// <summary>What the verdicts say of one problem: at its horizon, and at sixty earlier times.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Wrong">Every verdict that differs from the truth, with its time.</param>
/// <param name="Limiting">The verdict on rank at the horizon.</param>
/// <param name="Gap">The verdict on the gap at the horizon.</param>
/// <param name="Deviation">The largest |ln σᵢ − ln limit| at the horizon, over the limits above the resolution.</param>
/// <param name="Evidence">The modes at the horizon, for a message.</param>
internal sealed record KnownTruthOutcome(
    RankProblem Problem, ImmutableArray<string> Wrong, LimitingRank Limiting, GapRank Gap, double Deviation, string Evidence)
{
    private const double Resolution = 1e-3;

    /// <summary>Runs a problem at default settings and judges it.</summary>
    public static KnownTruthOutcome Of(RankProblem problem)
    {
        ImmutableArray<double> logarithmic = SampleTimes.Logarithmic(1e-5 * problem.Horizon, problem.Horizon, 36).Times;
        ImmutableArray<double> linear = SampleTimes.Linear(0.04 * problem.Horizon, problem.Horizon, 25).Times;
        Observed run = Observed.UntilConverged(problem.Flow, problem.Horizon, SampleTimes.Of([.. logarithmic.Union(linear).Order()]));
        List<string> wrong = [];
        string limits = string.Join(", ", problem.Limits.Select(value => value.ToString("g4", CultureInfo.InvariantCulture)));
        for (int sample = 0; sample < run.Count; sample++)
        {
            (SpectrumEvidence now, LimitingRank limiting, GapRank gap) = run.JudgeAt(sample, Resolution);
            wrong.AddRange(WrongIn(problem, limiting, gap).Select(what =>
                string.Create(CultureInfo.InvariantCulture, $"{problem.Family}: {problem.Name}: {what} at τ = {now.Time:g4} of {problem.Horizon:g4}, limits {limits}\n{Describe(now)}")));
        }
        (SpectrumEvidence end, LimitingRank last, GapRank lastGap) = run.JudgeAt(run.Count - 1, Resolution);
        double deviation = problem.HasLimit
            ? problem.Limits.Select((limit, i) => limit > Resolution * problem.Limits[0] ? Math.Abs(Math.Log(end.Modes[i].Sigma / limit)) : 0).Max()
            : 0;
        return new(problem, [.. wrong], last, lastGap, deviation, Describe(end));
    }

    private static IEnumerable<string> WrongIn(RankProblem problem, LimitingRank limiting, GapRank gap)
    {
        int above = problem.RankAbove(Resolution), positive = problem.StrictRank, all = problem.Limits.Length;
        int Count(params ReadOnlySpan<SingularValueFate> fates)
        {
            int count = 0;
            foreach (SingularValueFate fate in fates)
            {
                count += limiting.Fates.Count(one => one == fate);
            }
            return count;
        }
        if (limiting.Rank is { } rank && rank != above)
        {
            yield return $"limiting rank {rank}, not {above}";
        }
        if (limiting.StrictRank is { } strict && strict != positive)
        {
            yield return $"strict rank {strict}, not {positive}";
        }
        if (gap.Rank is { } found && problem.HasLimit && problem.GapRank is { } clear && found != clear)
        {
            yield return $"gap rank {found}, not {clear}";
        }
        if (Count(SingularValueFate.Survives) > above
            || Count(SingularValueFate.StaysSmall) > positive - above
            || Count(SingularValueFate.Vanishes) > all - positive
            || Count(SingularValueFate.StaysSmall, SingularValueFate.Vanishes, SingularValueFate.BelowResolution) > all - above)
        {
            yield return $"fates {string.Join(", ", limiting.Fates)}";
        }
        if (problem.Cause is { } cause && limiting.Laws.Any(law => law.Cause != VanishingCause.Undecided && law.Cause != cause))
        {
            yield return $"laws {string.Join(", ", limiting.Laws)}, not {cause}";
        }
    }

    private static string Describe(SpectrumEvidence now) =>
        string.Create(CultureInfo.InvariantCulture, $"  χ = {now.ScaledGradient:g3}, γ = {now.ReferenceNorm:g3}\n  {string.Join("\n  ", now.Modes)}");
}
