using DlnDynamics.Analysis;

namespace DlnDynamics.Studies.Tests;

/// <summary>Descent in discrete time beside the flow, asked for in a study file: what it says, where closed forms know it, and that it is done once.</summary>
public sealed class DescentOfStudies : IDisposable
{
    private const string Rules = "report.descent=[{ gradient-descent: { learning-rate: 0.1 } }]";

    // One entry with target 1 from two layers of 0.1.
    private const string Scalar = """
        study: scalar
        problem: { diagonal: { values: [1] } }
        flow: { depth: 2, coordinates: layers, start: { layers-identity: { scale: 0.1 } } }
        integrate: { until: { time: 40 } }
        record: { times: { linear: [0, 36, 10] } }
        """;

    private const string TwoModes = """
        study: two
        problem: { factorization: { matrix: { synthetic: { rows: 3, columns: 3, rank: 2, singular-values: [2, 0.5], seed: 3 } } } }
        flow: { depth: [2, 3], coordinates: layers, start: { layers-gaussian: { scale: 0.03, width: 3, seed: 2 } } }
        integrate: { until: { time: 400 } }
        record: { times: { linear: [10, 400, 40] } }
        judge: { limit: { verify: false } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Layers d obey d⁺ = d − ηd(d² − 1); the flow of x = d² is the logistic one, x = 1/(1 + (1/x₀ − 1)e^(−2t)) in the layers' clock; λ_max = 2 where d = 1.</summary>
    [Theory]
    [InlineData("rescaled", 2)]
    [InlineData("layers", 1)]
    public void One_entry_has_the_iterates_distances_and_sharpness_of_its_closed_forms(string clock, double factor)
    {
        DescentTables found = Run(Scalar, Rules, $"flow.clock={clock}").Tables.Descent;
        long[] iterations = [.. found.Samples.Get<double>("iteration").Select(value => (long)value)];
        double end = 40 / factor;
        Assert.Equal(10, iterations.Length);
        Assert.Equal(end / 0.1, iterations[^1]);
        double d = 0.1;
        for (int k = 1, row = 0; row < iterations.Length; k++)
        {
            d -= 0.1 * d * (d * d - 1);
            if (k == iterations[row])
            {
                double flow = 1 / (1 + 99 * Math.Exp(-2 * 0.1 * k));
                Assert.Equal(factor * 0.1 * k, found.Samples.Get<double>("time")[row], 1e-12);
                Assert.Equal(0.5 * (d * d - 1) * (d * d - 1), found.Samples.Get<double>("loss")[row], 1e-14);
                Assert.Equal(Math.Abs(d * d - flow), found.Samples.Get<double>("distance")[row], 1e-8);
                row++;
            }
        }
        Assert.Equal(2, Only(found.Rules, "sharpness"), 1e-5);
        Assert.Equal(1, Only(found.Rules, "stable-rate"), 1e-5);
        Assert.Equal(found.Samples.Get<double>("distance").Max(), Only(found.Rules, "largest-distance"));
    }

    [Fact]
    public void A_rule_that_diverges_or_is_cut_short_says_so_and_the_others_stand()
    {
        DescentTables found = Run(Scalar, "report.descent=[{ gradient-descent: { learning-rate: 4 } }, { gradient-descent: { learning-rate: 0.1, iterations: 50 } }, { heavy-ball: { learning-rate: 0.01 } }]").Tables.Descent;
        string[] reasons = [.. found.Rules.Get<string>("reason")];
        Assert.Contains("it diverges", reasons[0], StringComparison.Ordinal);
        Assert.Contains("The learning rate 4 is above 1: a minimum as sharp as the end of the flow, 2, repels the iterates.", reasons[0], StringComparison.Ordinal);
        Assert.True(double.IsNaN(found.Rules.Get<double>("stages")[0]));
        Assert.StartsWith("After 50 iterations", reasons[1], StringComparison.Ordinal);
        Assert.Equal(50, found.Rules.Get<double>("iterations")[1]);
        Assert.Equal(["gradient-descent", "gradient-descent", "heavy-ball, momentum 0.9"], found.Rules.Get<string>("rule"));
        Assert.DoesNotContain("repels", reasons[2], StringComparison.Ordinal);

        // 2(1 + μ)/λ_max.
        Assert.Equal(1.9, found.Rules.Get<double>("stable-rate")[2], 1e-5);
    }

    [Fact]
    public void Stages_stand_beside_those_of_the_flow_and_distances_are_of_first_order()
    {
        DescentTables found = Run(TwoModes, "report.descent=[{ gradient-descent: { learning-rate: 0.01 } }, { gradient-descent: { learning-rate: 0.005 } }, { group-rmsprop: { learning-rate: 1e-3 } }]").Tables.Descent;
        double[] times = [.. found.Stages.Get<double>("time")], flow = [.. found.Stages.Get<double>("flow-time")], distances = [.. found.Rules.Get<double>("largest-distance")];
        Assert.Equal(2 * 3 * 2, times.Length);

        // Both sides know a peak to a few per cent: rows of 1 % in time, and steps of the integrator.
        Assert.All(times.Zip(flow), pair => Assert.Equal(1, pair.First / pair.Second, 0.05));
        Assert.All([distances[0] / distances[1], distances[3] / distances[4]], ratio => Assert.InRange(ratio, 1.9, 2.1));
        Assert.All(found.Rules.Get<double>("stages"), stages => Assert.Equal(2, stages));
    }

    [Fact]
    public void It_is_done_once_resumed_and_the_same_bytes_by_any_number_of_jobs()
    {
        string[] rules = ["report.descent=[{ gradient-descent: { learning-rate: 0.02 } }, { rmsprop: { learning-rate: 1e-3 } }]"];
        Study bare = Read(TwoModes), asked = Read(TwoModes, rules);
        string one = Path.Combine(folder.Path, "one"), other = Path.Combine(folder.Path, "other");
        StudyReport without = Pipe(bare, one, 1);
        Assert.Equal(0, without.Tables.Descent.Rules.RowCount);

        // A page has no table without a row.
        string page = File.ReadAllText(without.Page);
        Assert.Contains("<h2>Runs</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<tbody>\n</tbody>", page, StringComparison.Ordinal);
        Assert.All(["Held-out entries", "Descent in discrete time"], title => Assert.DoesNotContain($"<h2>{title}</h2>", page, StringComparison.Ordinal));
        Assert.Equal(without.Outline.Rows.Select(row => row.Key), Pipe(asked, one, 1).Outline.Rows.Select(row => row.Key));
        SortedDictionary<string, DateTime> before = FolderContents.Times(one);
        Pipe(asked, one, 1);
        Assert.Equal(before, FolderContents.Times(one));

        // Stopped when the runs have ended, before their descents: the next session makes these.
        using CancellationTokenSource source = new();
        Assert.Null(new StudyPipeline(new SingleRun()).Run(asked, other, 1, new Stopper(source, asked.Runs.Length), source.Token));
        Assert.False(Directory.Exists(Path.Combine(other, "descent")));
        Pipe(asked, other, 2);
        Assert.All(["descent.csv", "descent-stages.csv", "descent-rules.csv"], table =>
            Assert.Equal(File.ReadAllBytes(Path.Combine(one, "tables", table)), File.ReadAllBytes(Path.Combine(other, "tables", table))));

        // What the folder's own file asks for is the same.
        Study resolved = StudyFile.Read(Path.Combine(one, "study.yaml"));
        Assert.Equal(asked.Descents, resolved.Descents);
    }

    private static double Only(DataFrame frame, string name) => Assert.Single(frame.Get<double>(name));

    private Study Read(string text, params string[] overrides) => StudyFile.Read(folder.Write("study.yaml", text), overrides);

    private StudyReport Run(string text, params string[] overrides) => Pipe(Read(text, overrides), Path.Combine(folder.Path, "results"), 1);

    private static StudyReport Pipe(Study study, string results, int jobs) =>
        new StudyPipeline(new SingleRun()).Run(study, results, jobs, null, TestContext.Current.CancellationToken)!;

    private sealed class Stopper(CancellationTokenSource source, int runs) : IExecutionObserver
    {
        private int finished;

        public void Begin(IReadOnlyList<PlanRow> pending, int stored)
        {
        }

        public void Advance(PlanRow run, double modelTime, double? endTime)
        {
        }

        public void Finish(PlanRow run, RunRecord record)
        {
            if (++finished == runs)
            {
                source.Cancel();
            }
        }
    }
}
