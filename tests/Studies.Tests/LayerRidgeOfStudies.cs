namespace DlnDynamics.Studies.Tests;

/// <summary>A ridge on the layers, named in a study: where its flow ends, what is withheld, and what is still watched.</summary>
public sealed class LayerRidgeOfStudies : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>(μ/2)·(‖W₁‖² + ‖W₂‖²) is at least μ times the nuclear norm of W₂W₁, so the minimum is the target with singular values (s − μ)₊.</summary>
    /// <remarks>The mode of 0.2 falls as e^(−(μ − s)τ) at least, to below 1e-12 at τ = 300.</remarks>
    [Theory]
    [InlineData("log-polar", "rescaled")]
    [InlineData("layers", "rescaled")]
    [InlineData("layers", "layers")]
    [InlineData("end-to-end", "rescaled")]
    public void At_depth_two_it_ends_at_the_soft_thresholded_target(string coordinates, string clock)
    {
        double end = clock == "layers" ? 150 : 300;
        RunRecord record = Run($"depth: 2, coordinates: {coordinates}, clock: {clock}, layer-ridge: 0.3, start: {{ balanced-orthogonal: {{ scale: 0.1, seed: 1 }} }}", end);
        Assert.Equal("reached-end", record.ReturnCode);
        double[] found = [.. record.SingularValues.Get<double>("value").TakeLast(3)], exact = [1.7, 0.7, 0];
        Assert.All(exact.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(0.5 * (0.3 * 0.3 + 0.3 * 0.3 + 0.2 * 0.2), (double)record["loss"]!, 1e-5);
    }

    [Fact]
    public void Verdicts_on_it_are_withheld_with_the_reason_and_what_it_keeps_is_watched()
    {
        RunRecord record = Run("depth: 3, layer-ridge: 0.1, start: { balanced-orthogonal: { scale: 0.1, seed: 1 } }", 100, "judge.limit.certify=true");
        Assert.All(["limiting-rank", "gap-rank", "strict-rank", "stages", "limit-distance"], name => Assert.True(record[name] is null or double.NaN, name));
        Assert.All(["limiting-rank-reason", "gap-rank-reason", "stages-reason", "limit-reason", "stationary-reason", "rate-reason"], name =>
            Assert.Contains("a ridge on the layers", (string)record[name]!, StringComparison.Ordinal));
        Assert.Equal(("undecided", "undecided"), ((string)record["rate-law"]!, (string)record["stationary-point"]!));
        Assert.Contains("The loss is without the ridge on the layers, which moves the flow as well: that is why limit, ranks and rates are undecided.", record.Sentence, StringComparison.Ordinal);
        Assert.Equal("hold", record["invariants"]);
        Assert.StartsWith("All 1 held: loss-monotone", (string)record["invariants-reason"]!, StringComparison.Ordinal);
        Assert.Null(record["energy-drift"]);
        Assert.All(record.Events.Get<double>("time-alone"), time => Assert.True(double.IsNaN(time)));
    }

    [Fact]
    public void At_infinite_depth_nothing_is_watched_and_nothing_is_claimed()
    {
        RunRecord record = Run("depth: infinite, layer-ridge: 0.1, start: { balanced-low-rank: { rank: 2, scale: 0.1 } }", 20);
        Assert.Equal("reached-end", record.ReturnCode);
        Assert.Null(record["invariants"]);
        Assert.StartsWith("Undecided: ", (string)record["invariants-reason"]!, StringComparison.Ordinal);
    }

    /// <summary>Between layers that are not balanced the imbalance falls as e^(−2μt) in the layers' clock.</summary>
    [Theory]
    [InlineData("layers-gaussian: { scale: 0.4, widths: [4], seed: 1 }")]
    [InlineData("layers-relaxed-balanced: { scale: 0.3, imbalance: 0.5 }")]
    public void Imbalances_fade_at_twice_the_ridge(string start)
    {
        RunRecord record = Run($"depth: 2, coordinates: layers, clock: layers, layer-ridge: 0.25, start: {{ {start} }}", 4, "record.times=[0, 1, 4]", "quantities=[imbalance, sharpness, speed]");
        double[] imbalance = [.. record.Trajectory.Get<double>("imbalance")];
        Assert.Equal(Math.Exp(-0.5), imbalance[1] / imbalance[0], 1e-5);
        Assert.Equal(Math.Exp(-2), imbalance[2] / imbalance[0], 1e-5);
        Assert.Equal("hold", record["invariants"]);
        Assert.Contains("imbalance to", (string)record["invariants-reason"]!, StringComparison.Ordinal);
    }

    /// <summary>Recorded at every step, the numbers of the components of a mask drift by what runs.csv says, a departure from their decay: e^(−0.4) of them is left at the end.</summary>
    [Theory]
    [InlineData("start: { balanced-gaussian: { scale: 0.05, seed: 2 } }")]
    [InlineData("coordinates: end-to-end, start: { balanced-gaussian: { scale: 0.05, seed: 2 } }")]
    [InlineData("coordinates: layers, start: { balanced-gaussian: { scale: 0.05, seed: 2 } }")]
    [InlineData("coordinates: layers, start: { layers-gaussian: { scale: 0.1, widths: [4], seed: 2 } }")]
    [InlineData("coordinates: layers, clock: layers, start: { layers-gaussian: { scale: 0.1, widths: [4], seed: 2 } }")]
    public void The_recorded_mask_drift_is_that_of_the_run(string flow)
    {
        string file = folder.Write("masked.yaml", $$"""
            study: masked
            problem: { diagonal: { values: [2, 1.5, 1] } }
            flow: { depth: 2, layer-ridge: 0.05, {{flow}} }
            integrate: { method: rkc2, tolerance: 1e-3, until: { time: 8 } }
            record: { times: { linear: [0, 8, 801] }, quantities: [mask-drift] }
            """);
        RunRecord record = new SingleRun().Run(Assert.Single(RunPlan.Of(StudyFile.Read(file)).Settings), "key", null, null, TestContext.Current.CancellationToken);
        double drift = (double)record["mask-drift"]!, recorded = record.Trajectory.Get<double>("mask-drift").Max();
        Assert.InRange(drift, 1e-12, 0.01);
        Assert.Equal(drift, recorded, 1e-6 * drift);
    }

    private RunRecord Run(string flow, double end, params string[] overrides)
    {
        string file = folder.Write("ridge.yaml", FormattableString.Invariant($$"""
            study: ridge
            problem: { factorization: { matrix: { synthetic: { rows: 4, columns: 3, rank: 3, singular-values: [2, 1, 0.2], seed: 3 } } } }
            flow: { {{flow}} }
            integrate: { until: { time: {{end}} } }
            """));
        RunSettings settings = Assert.Single(RunPlan.Of(StudyFile.Read(file, overrides)).Settings);
        return new SingleRun().Run(settings, "key", null, null, TestContext.Current.CancellationToken);
    }
}
