using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DlnDynamics.Analysis.Tests;

/// <summary>The verdicts, at default settings, on several hundred problems whose limits are known: docs/design/003-verdicts.md has the table.</summary>
public sealed partial class KnownTruthTests(ITestOutputHelper output)
{
    [Fact]
    public void No_verdict_is_wrong_at_any_time()
    {
        string[] wrong = [.. KnownTruthSuite.Outcomes.SelectMany(one => one.Wrong)];
        output.WriteLine(Table());
        Assert.True(wrong.Length == 0, $"{wrong.Length} wrong verdicts:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void The_flows_do_go_where_the_truth_says()
    {
        string[] astray = [.. KnownTruthSuite.Outcomes.Where(one => one.Limiting.Rank is not null && !(one.Deviation < 0.1))
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Problem.Family}: {one.Problem.Name}: e^{one.Deviation:g3}\n{one.Evidence}"))];
        Assert.True(astray.Length == 0, $"{astray.Length} limits are not those stated:\n{string.Join('\n', astray)}");
    }

    [Fact]
    public void At_most_a_tenth_of_the_limiting_ranks_is_undecided()
    {
        KnownTruthOutcome[] undecided = [.. KnownTruthSuite.Outcomes.Where(one => one.Limiting.Rank is null)];
        Assert.True(
            undecided.Length <= 0.1 * KnownTruthSuite.Outcomes.Length,
            $"{undecided.Length} of {KnownTruthSuite.Outcomes.Length} are undecided:\n{string.Join('\n', undecided.Select(one => $"{one.Problem.Family}: {one.Problem.Name}: {one.Limiting.Reason}\n{one.Evidence}"))}");
    }

    [Fact]
    public void Every_undecided_verdict_says_in_numbers_what_would_decide_it()
    {
        foreach (KnownTruthOutcome one in KnownTruthSuite.Outcomes)
        {
            bool isUndecided = one.Limiting.Rank is null || one.Limiting.StrictRank is null;
            Assert.True(!isUndecided || SaysWhatToDo(one.Limiting.Reason), $"{one.Problem.Name}: {one.Limiting.Reason}");
            Assert.True(one.Gap.Rank is not null || SaysWhatToDo(one.Gap.Reason), $"{one.Problem.Name}: {one.Gap.Reason}");
        }
    }

    [Fact]
    public void The_suite_spans_depths_families_and_laws()
    {
        Assert.True(KnownTruthSuite.Outcomes.Length >= 300, $"{KnownTruthSuite.Outcomes.Length} problems");
        Assert.True(KnownTruthSuite.Outcomes.Select(one => one.Problem.Family).Distinct().Count() >= 15);
        VanishingLaw[] laws = [.. KnownTruthSuite.Outcomes.Where(one => one.Problem.Cause is not null).SelectMany(one => one.Limiting.Laws)];
        Assert.True(laws.Count(law => law.Cause == VanishingCause.ZeroTarget) >= 10, "hardly a mode is said to vanish towards a zero target");
        Assert.True(laws.Count(law => law.Cause == VanishingCause.Push) >= 30, "hardly a mode is said to vanish by a push");
    }

    private static bool SaysWhatToDo(string reason) => reason.Any(char.IsDigit) && Remedies().IsMatch(reason);

    private static string Table()
    {
        StringBuilder table = new();
        table.AppendLine("| family | problems | limiting rank | strict rank | gap rank | wrong |").AppendLine("|---|---|---|---|---|---|");
        foreach (IGrouping<string, KnownTruthOutcome> family in KnownTruthSuite.Outcomes.GroupBy(one => one.Problem.Family))
        {
            table.AppendLine(Row(family.Key, [.. family]));
        }
        return table.AppendLine(Row("all", [.. KnownTruthSuite.Outcomes])).ToString();
    }

    private static string Row(string name, KnownTruthOutcome[] outcomes) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {outcomes.Length} | {outcomes.Count(one => one.Limiting.Rank is not null)} | {outcomes.Count(one => one.Limiting.StrictRank is not null)} | {outcomes.Count(one => one.Gap.Rank is not null)} | {outcomes.Sum(one => one.Wrong.Length)} |");

    [GeneratedRegex("ntegrate to rescaled time|state a resolution|Observe more|passes the threshold near|Use log-polar|a gap is between two", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remedies();
}
