namespace DlnDynamics.Studies.Tests;

/// <summary>Runs whose every mode goes below the smallest number: they end with a verdict or undecided, never with an exception.</summary>
public sealed class UnderflowingRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_mode_pushed_through_zero_has_rank_0()
    {
        // σ′ = −σ(σ + 2) in the rescaled clock at N = 2: it never changes its sign, so lim σ = 0, at the rate 2.
        RunRecord record = Run("diagonal: { values: [-2] }", "1e4");
        Assert.Equal(("reached-end", 0, 0), (record.ReturnCode, record["limiting-rank"], record["strict-rank"]));
        Assert.Equal(["vanishes"], record.Certificates.Get<string>("fate"));
        Assert.Contains("zero to rounding", (string)record["limiting-rank-reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_modes_pushed_through_zero_are_undecided_since_frames_may_turn()
    {
        folder.Write("m.csv", "-2,0\n0,-2\n");
        RunRecord record = Run("factorization: { matrix: m.csv, names: none }", "400");
        Assert.Equal(("reached-end", null, null), (record.ReturnCode, record["limiting-rank"], record["gap-rank"]));
        Assert.Equal(["undecided", "undecided"], record.Certificates.Get<string>("fate"));
    }

    private RunRecord Run(string problem, string time)
    {
        string file = folder.Write("run.yaml", $"study: run\nproblem: {{ {problem} }}\nflow: {{ depth: 2, start: {{ balanced-identity: {{ scale: 0.01 }} }} }}\nintegrate: {{ until: {{ time: {time} }} }}\n");
        return new SingleRun().Run(Assert.Single(RunPlan.Of(StudyFile.Read(file, [])).Settings), "key", null, null, TestContext.Current.CancellationToken);
    }
}
