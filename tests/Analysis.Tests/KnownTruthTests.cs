using System.Globalization;
using System.Text;

namespace DlnDynamics.Analysis.Tests;

/// <summary>The verdicts on several hundred problems whose limits are known.</summary>
public sealed class KnownTruthTests(ITestOutputHelper output)
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
            $"{undecided.Length} of {KnownTruthSuite.Outcomes.Length} are undecided:\n{string.Join('\n', undecided.Select(one => $"{one.Problem.Family}: {one.Problem.Name}, to {one.Problem.Horizon:g3}: {one.Limiting.Reason}\n{one.Evidence}"))}");
    }

    private static string Table()
    {
        StringBuilder table = new();
        foreach (IGrouping<string, KnownTruthOutcome> family in KnownTruthSuite.Outcomes.GroupBy(one => one.Problem.Family))
        {
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {family.Key} | {family.Count()} | {family.Count(one => one.Limiting.Rank is not null)} | {family.Count(one => one.Limiting.StrictRank is not null)} | {family.Count(one => one.Gap.Rank is not null)} | {family.Sum(one => one.Wrong.Length)} |");
        }
        table.AppendLine(CultureInfo.InvariantCulture,
            $"| all | {KnownTruthSuite.Outcomes.Length} | {KnownTruthSuite.Outcomes.Count(one => one.Limiting.Rank is not null)} | {KnownTruthSuite.Outcomes.Count(one => one.Limiting.StrictRank is not null)} | {KnownTruthSuite.Outcomes.Count(one => one.Gap.Rank is not null)} | {KnownTruthSuite.Outcomes.Sum(one => one.Wrong.Length)} |");
        return table.ToString();
    }
}
