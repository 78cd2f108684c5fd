namespace DlnDynamics.Studies.Tests;

/// <summary>What a study says of where its runs go: limits with certificates, rates with predictions, depths compared, small starts.</summary>
public sealed class AsymptoticsOfRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_evidence_completion_is_certified_in_log_polar_coordinates_and_refused_entry_by_entry()
    {
        StudyReport report = Run(StudyFile.Read(Path.Combine(AppContext.BaseDirectory, "data", "e2.yaml"),
            ["flow.clock=rescaled", "until.time=9e4", "flow.coordinates=[log-polar, end-to-end]", "certify=true"]));
        RunRecord logPolar = report.Records[0]!, entries = report.Records[1]!;
        Assert.True((double)logPolar["limit-digits"]! >= 5, (string)logPolar["limit-reason"]!);
        Assert.True((double)logPolar["limit-error"]! < 1e-3);
        Assert.Equal("minimum", logPolar["stationary-point"]);
        Assert.Null(entries["limit-digits"]);
        Assert.Null(entries["limit-error"]);

        // Entry by entry the determinant has changed its sign by then, so that nothing is said of the limit at all.
        Assert.Equal(("broken", null, null), (entries["invariants"], entries["limiting-rank"], entries["gap-rank"]));
        Assert.Equal([12.0444, 2.20171, 0.117864], logPolar.Certificates.Get<double>("value").Take(3), (one, other) => Math.Abs(one / other - 1) < 1e-3);
    }

    [Fact]
    public void Where_there_is_no_limit_to_certify_the_other_verdicts_stand()
    {
        // Layers out of balance: X has no flow of its own to complete.
        string file = folder.Write("layers.yaml", """
            study: layers
            problem: { factorization: { matrix: { synthetic: { rows: 3, columns: 3, singular-values: [3, 2, 1], seed: 7 } } } }
            flow: { depth: 3, coordinates: layers, start: { layers-gaussian: { scale: 0.3, width: 6 } } }
            integrate: { until: { time: 300 } }
            judge: { limit: { certify: true } }
            """);
        RunRecord record = Run(StudyFile.Read(file, [])).Records[0]!;
        Assert.Null(record["limit-digits"]);
        Assert.Contains("not balanced", (string)record["limit-reason"]!, StringComparison.Ordinal);
        Assert.Equal((3.0, "minimum"), (Convert.ToDouble(record["limiting-rank"], System.Globalization.CultureInfo.InvariantCulture), record["stationary-point"]));
    }

    [Theory]
    [InlineData("end-to-end")]
    [InlineData("layers")]
    public void A_start_with_imbalances_is_judged_by_its_own_operator_in_either_coordinates(string coordinates)
    {
        string file = folder.Write("relaxed.yaml", $$"""
            study: relaxed
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 4, rank: 4, singular-values: [2, 1.5, 1.2, 0.8], seed: 3 } } } }
            flow: { depth: 2, coordinates: {{coordinates}}, start: { layers-relaxed-balanced: { scale: 1e-3, imbalance: 0.3 } } }
            integrate: { until: { time: 60 } }
            record: { quantities: [loss, imbalance] }
            """);
        RunRecord record = Run(StudyFile.Read(file, [])).Records[0]!;

        // Twice λ_44/N at two layers: 2·√(s² + λ²/4), above the balanced rate of 2s. MATH.md (2.10), 5.2.
        double exact = 2 * Math.Sqrt(0.8 * 0.8 + 0.3 * 0.3 / 4);
        Assert.Equal(("minimum", "exponential", "hold"), (record["stationary-point"], record["rate-law"], record["invariants"]));
        Assert.Equal(exact, (double)record["predicted-rate"]!, 1e-5);
        Assert.Equal(exact, (double)record["rate"]!, 0.001 * exact);
        Assert.Equal(4, (double)record["limiting-rank"]!);
        Assert.All(record.Trajectory.Get<double>("imbalance"), imbalance => Assert.Equal(0.3 * Math.Sqrt(4), imbalance, 1e-5));
        Assert.Contains("not balanced", (string)record["limit-reason"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "end-to-end", 100)]
    [InlineData(3, "end-to-end", 280)]
    [InlineData(2, "layers", 100)]
    public void Modes_that_vanish_under_imbalances_do_so_by_no_law_of_balanced_layers(int depth, string coordinates, double end)
    {
        string file = folder.Write("vanishing.yaml", $$"""
            study: vanishing
            problem: { factorization: { matrix: { synthetic: { rows: 5, columns: 4, rank: 2, singular-values: [2, 1.2], seed: 3 } } } }
            flow: { depth: {{depth}}, coordinates: {{coordinates}}, start: { layers-relaxed-balanced: { scale: 1e-1, imbalance: 0.3 } } }
            integrate: { until: { time: {{end}} } }
            """);
        RunRecord record = Run(StudyFile.Read(file, [])).Records[0]!;
        Assert.Equal((2.0, 2.0), ((double)record["limiting-rank"]!, (double)record["strict-rank"]!));

        // N = 2: the slowest entry beside a zero mode has λ_i0/N = λ/2, and the loss twice that; N = 3: the offsets are 0.3 and 0.6, so 2·0.3·0.6/3.
        double exact = depth == 2 ? 0.3 : 0.12;
        Assert.NotEqual("power-law", record["predicted-law"]);
        Assert.Equal("exponential", record["rate-law"]);
        Assert.Equal(exact, (double)record["rate"]!, 0.02 * exact);
    }

    [Fact]
    public void Rates_stand_beside_what_theory_predicts_in_either_clock()
    {
        string file = folder.Write("rates.yaml", """
            study: rates
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 4, rank: 4, singular-values: [2, 1.5, 1.2, 0.8], seed: 3 } } } }
            flow: { depth: 3, clock: layers, start: { balanced-identity: { scale: 0.5 } } }
            integrate: { until: { time: 10 } }
            """);
        RunRecord record = Run(StudyFile.Read(file, [])).Records[0]!;

        // N·s^(2−2/N) in the layers' clock, twice that for the loss: MATH.md 5.2.
        double exact = 3 * Math.Pow(0.8, 4.0 / 3);
        Assert.Equal(("minimum", "exponential", "hold"), (record["stationary-point"], record["rate-law"], record["invariants"]));
        Assert.Equal(2 * exact, (double)record["predicted-rate"]!, 1e-5);
        Assert.Equal(2 * exact, (double)record["rate"]!, 0.02 * exact);
        Assert.Equal(4, (double)record["global-minimum-rank"]!);
        Assert.Equal(exact, record.Rates.Get<double>("predicted-rate")[1], 1e-5);
        Assert.Equal(0.5, (double)record["lojasiewicz-exponent"]!, 0.02);
        Assert.Contains("distance-to-limit", record.Rates.Get<string>("quantity"));
    }

    [Fact]
    public void Depths_come_to_infinite_depth_as_1_over_N()
    {
        string file = folder.Write("depths.yaml", """
            study: depths
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 4, rank: 4, singular-values: [2, 1.5, 1.2, 0.8], seed: 3 } } } }
            flow: { depth: [64, 128, 256.5, infinite], start: { balanced-identity: { scale: 0.5 } } }
            integrate: { tolerance: 1e-9, until: { time: 3 } }
            record: { times: [1, 3] }
            """);
        StudyReport report = Run(StudyFile.Read(file, []));
        Analysis.DataFrame table = report.Tables.DepthComparison;

        // Two times, three depths each; by then no run has a limit, and none is made up.
        Assert.Equal(6, table.RowCount);
        double[] orders = [.. table.Get<double>("order").Where((_, row) => double.IsFinite(table.Get<double>("time")[row])).Where(double.IsFinite)];
        Assert.Equal(4, orders.Length);
        Assert.All(orders, order => Assert.InRange(order, 0.95, 1.05));
        Assert.All(table.Get<string>("reference"), key => Assert.Equal(report.Outline.Rows[3].Key, key));
    }

    [Fact]
    public void No_law_of_the_loss_is_told_from_the_way_to_a_saddle_or_against_the_modes()
    {
        // The large modes settle exponentially long before the fourth, whose target is zero, rules by a power of time.
        string file = folder.Write("zero.yaml", """
            study: zero
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 4, singular-values: [3, 2, 1], seed: 4 } } } }
            flow: { depth: [2, 2.5, 3, 5], start: { balanced-orthogonal: { scale: 1e-5 } } }
            integrate: { until: { time: [1e4, 1e10] } }
            """);
        StudyReport report = Run(StudyFile.Read(file, []));
        Assert.All(report.Records, record => Assert.NotEqual("exponential", record!["rate-law"]));
        Assert.All(report.Records.Where(record => record!.Time == 1e10), record => Assert.Equal("power-law", record!["predicted-law"]));
        Assert.Contains(report.Records, record => ((string)record!["rate-reason"]!).Contains("theory has a power law", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_of_starts_gets_its_page()
    {
        string file = folder.Write("starts.yaml", """
            study: starts
            problem: { factorization: { matrix: { synthetic: { rows: 3, columns: 3, singular-values: [3, 2, 1], seed: 7 } } } }
            flow: { depth: 3, coordinates: layers, start: [ { layers-gaussian: { scale: 0.3, width: 6 } }, { layers-identity: { scale: 0.5 } } ] }
            integrate: { until: { time: 30 } }
            """);
        Assert.True(File.Exists(Run(StudyFile.Read(file, [])).Page));
    }

    [Fact]
    public void Small_starts_say_which_modes_the_data_ask_for()
    {
        string file = folder.Write("scales.yaml", """
            study: scales
            problem: { completion: { matrix: { synthetic: { rows: 2, columns: 2, rank: 1, singular-values: [2], seed: 3 } }, observed: diagonal } }
            flow: { depth: infinite, start: { balanced-identity: { scale: [1e-1, 1e-2, 1e-3, 1e-4] } } }
            integrate: { until: { time: 1e6, converged: 1e-10 } }
            """);
        StudyReport report = Run(StudyFile.Read(file, []));
        Assert.All(report.Tables.Runs.Get<string>("small-start-reason"), reason => Assert.NotEmpty(reason));
        double[] ranks = [.. report.Tables.Runs.Get<double>("small-start-rank")];
        Assert.Equal(4, ranks.Length);
        Assert.Single(ranks.Distinct());
    }

    private StudyReport Run(Study study) =>
        new StudyPipeline(new SingleRun()).Run(study, Path.Combine(folder.Path, study.Name), 2, null, TestContext.Current.CancellationToken)!;
}
