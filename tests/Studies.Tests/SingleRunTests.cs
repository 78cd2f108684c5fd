using DlnDynamics.Integrators;

namespace DlnDynamics.Studies.Tests;

/// <summary>Whole runs at default settings on the problems that off-the-shelf solvers get wrong, and on the conversions at the edge.</summary>
public sealed class SingleRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("log-polar")]
    [InlineData("layers")]
    public void Two_aligned_modes_from_1e_9_end_with_rank_2_and_escape_on_time(string coordinates)
    {
        RunRecord record = Run("e1.yaml", $"flow.coordinates={coordinates}");
        Assert.Equal(("reached-end", 2, 2), (record.ReturnCode, Rank(record, "limiting-rank"), Rank(record, "strict-rank")));
        Assert.Equal([3.0, 0.2], LastSingularValues(record).Select(value => Math.Round(value, 9)));

        Assert.Equal(2, Rank(record, "stages"));

        // Exact: (1/2s)·ln(s/ε − 1) in the layers' clock.
        Assert.Equal(1, HalfTime(record, 1) / 3.637, 0.005);
        Assert.Equal(1, HalfTime(record, 2) / 47.785, 0.005);
        Assert.All(record.Events.Get<double>("time-alone").Zip([3.636980, 47.784557]), pair => Assert.Equal(1, pair.First / pair.Second, 1e-6));
    }

    [Theory]
    [InlineData("log-polar")]
    [InlineData("layers")]
    public void A_completion_from_1e_8_finds_its_own_limit_among_all_of_zero_loss(string coordinates)
    {
        RunRecord record = Run("e2.yaml", $"flow.coordinates={coordinates}");
        double[] found = LastSingularValues(record), exact = [12.0444, 2.20171, 0.117864];
        Assert.All(exact.Zip(found), pair => Assert.Equal(1, pair.Second / pair.First, 0.001));
        Assert.Equal((3, 6, 3), (Rank(record, "limiting-rank"), Rank(record, "strict-rank"), Rank(record, "gap-rank")));
        Assert.Equal(3, Rank(record, "target-rank"));
    }

    [Fact]
    public void The_clock_of_the_layers_divides_times_by_the_depth_and_multiplies_rates()
    {
        string file = folder.Write("clock.yaml", """
            study: clock
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 4, rank: 4, singular-values: [2, 1.5, 1.2, 1], seed: 3 } } } }
            flow: { depth: 3, start: { balanced-identity: { scale: 0.5 } } }
            integrate: { method: tsitouras5, until: { time: 30 } }
            record: { times: { linear: [0.3, 30, 60] } }
            """);
        RunRecord rescaled = Run(file);
        RunRecord layered = Run(file, "flow.clock=layers", "integrate.until.time=10", "record.times={ linear: [0.1, 10, 60] }");
        Assert.Equal("exponential", rescaled["rate-law"]);
        Assert.Equal(3, (double)layered["rate"]! / (double)rescaled["rate"]!, 1e-6);
        double[] one = [.. rescaled.Trajectory.Get<double>("loss")], other = [.. layered.Trajectory.Get<double>("loss")];

        // The sample times of the two files differ in their last digits, so the runs agree to the tolerance, not to the bit; the method is one whose
        // steps depend on them smoothly.
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * pair.First));
        Assert.Equal(HalfTime(rescaled, 1) / 3, HalfTime(layered, 1), 1e-6);
    }

    [Fact]
    public void A_run_stops_at_a_loss_and_on_convergence_and_says_so()
    {
        string file = folder.Write("stops.yaml", """
            study: stops
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 3, rank: 3, singular-values: [2, 1.5, 1], seed: 3 } } } }
            flow: { depth: 2, start: { balanced-orthogonal: { scale: 1e-3, seed: 2 } } }
            integrate: { until: { time: 1e4 } }
            """);
        RunRecord byLoss = Run(file, "integrate.until.loss=1e-8"), converged = Run(file, "integrate.until.converged=1e-6");
        Assert.Equal("stopped-by-event", byLoss.ReturnCode);
        Assert.Equal(1e-8, (double)byLoss["loss"]!, 1e-10);
        Assert.Equal("converged", converged.ReturnCode);
        Assert.True((double)converged["time"]! is > 10 and < 1e3);
    }

    [Fact]
    public void Every_start_and_coordinate_runs_to_the_end()
    {
        const string Problem = "problem: { completion: { matrix: { synthetic: { rows: 4, columns: 3, rank: 2, singular-values: [2, 1], seed: 3 } }, observed: { fraction: 0.7, seed: 1 } } }";
        string matrix = folder.Write("x0.csv", "1,0,0\n0,1,0\n0,0,1\n0,0,0\n");
        string[] layers = [folder.Write("w1.csv", "1,0,0\n0,1,0\n"), folder.Write("w2.csv", "1,0\n0,1\n1,0\n0,1\n")];
        (string Flow, int Modes)[] flows =
        [
            ("depth: 3, start: { balanced-gaussian: { scale: 0.1, seed: 1 } }", 3),
            ("depth: 2.5, start: { balanced-identity: { scale: 0.1 } }", 3),
            ("depth: infinite, start: { balanced-low-rank: { rank: 2, scale: 0.1, seed: 1 } }", 2),
            ($"depth: 2, coordinates: end-to-end, start: {{ balanced-matrix: {{ file: {matrix}, scale: 0.1 }} }}", 3),
            ("depth: 1, start: { balanced-orthogonal: { scale: 0.1, seed: 1 } }", 3),
            ("depth: 3, coordinates: layers, start: { layers-gaussian: { scale: 0.3, width: 5, seed: 1 } }", 3),
            ("depth: 2, coordinates: layers, start: { layers-identity: { scale: 0.3 } }", 3),
            ("depth: 3, start: { balanced-spectral: { rank: 2, scale: 0.1 } }", 2),
            ("depth: 4, coordinates: layers, start: { layers-gaussian: { scale: 0.5, widths: [5, 2, 4], seed: 1 } }", 2),
            ("depth: 3, coordinates: layers, start: { layers-identity: { scale: 0.3, widths: [2, 6] } }", 2),
            ("depth: 3, coordinates: end-to-end, start: { layers-relaxed-balanced: { scale: 0.1, imbalances: [0.4, -0.7] } }", 3),
            ("depth: 2, coordinates: layers, start: { layers-relaxed-balanced: { scale: 0.1, imbalance: 0.4 } }", 3),
            ($"depth: 2, coordinates: layers, start: {{ layers-file: {{ files: [{string.Join(", ", layers)}] }} }}", 2),
        ];
        foreach ((string flow, int modes) in flows)
        {
            RunRecord record = Run(folder.Write("start.yaml", $"study: start\n{Problem}\nflow: {{ {flow} }}\nintegrate: {{ until: {{ time: 20 }} }}\n"));
            Assert.True(record.ReturnCode == "reached-end", $"{flow}: {record.Sentence}");
            Assert.Equal(modes, LastSingularValues(record).Length);
            Assert.Equal("hold", record["invariants"]);
            double[] losses = [.. record.Trajectory.Get<double>("loss")];
            Assert.True(losses[^1] < 0.5 * losses[0], flow);
            Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.True(pair.Second <= pair.First * (1 + 1e-9), flow));
        }
    }

    [Fact]
    public void Every_method_runs_in_every_coordinates()
    {
        string file = folder.Write("methods.yaml", """
            study: methods
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 3, rank: 3, singular-values: [2, 1.5, 1], seed: 3 } } } }
            flow: { depth: 2, start: { balanced-orthogonal: { scale: 0.1, seed: 2 } } }
            integrate: { until: { time: 3 } }
            """);
        double[] exact = LastSingularValues(Run(file, "integrate.tolerance=1e-10"));
        foreach (string coordinates in new[] { "log-polar", "layers", "end-to-end" })
        {
            foreach (string method in MethodCatalog.All.Select(one => one.Name))
            {
                RunRecord record = Run(file, $"flow.coordinates={coordinates}", $"integrate.method={method}");
                Assert.True(record.ReturnCode == "reached-end", $"{coordinates}, {method}: {record.Sentence}");
                Assert.All(exact.Zip(LastSingularValues(record)), pair => Assert.Equal(1, pair.Second / pair.First, 1e-4));
            }
        }
    }

    private static RunRecord Run(string file, params string[] overrides)
    {
        string path = Path.IsPathRooted(file) ? file : Path.Combine(AppContext.BaseDirectory, "data", file);
        RunSettings settings = Assert.Single(RunPlan.Of(StudyFile.Read(path, overrides)).Settings);
        return new SingleRun().Run(settings, "key", null, null, TestContext.Current.CancellationToken);
    }

    private static int? Rank(RunRecord record, string name) => (int?)record[name];

    private static double[] LastSingularValues(RunRecord record)
    {
        double[] times = [.. record.SingularValues.Get<double>("time")];
        return [.. record.SingularValues.Get<double>("value").Where((_, k) => times[k] == times[^1])];
    }

    private static double HalfTime(RunRecord record, int index) => record.Events.Get<double>("time")[record.Events.Get<int?>("index").IndexOf(index)];
}
