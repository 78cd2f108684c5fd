namespace DlnDynamics.Studies.Tests;

public sealed class RunKeyIs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string KeyOf(params string[] overrides) => RunPlan.Of(SampleStudy.Read(folder, ["depth=3", .. overrides])).Outline.Rows[0].Key;

    // Results on other people's disks bear this name: when it must change, RunKey.FormatVersion changes with it.
    [Fact]
    public void The_same_today_as_when_it_was_written_down() => Assert.Equal("ff1c4d696d4a1f77", KeyOf());

    [Theory]
    [InlineData("study=other")]
    [InlineData("question=Why?")]
    [InlineData("report.figures=[loss]")]
    [InlineData("until.wall-time=1h")]
    [InlineData("balanced-orthogonal.scale=0.001")]
    [InlineData("balanced-orthogonal.scale=1E-03")]
    [InlineData("tolerance=1e-6")]
    [InlineData("layer-ridge=0")]
    public void Blind_to_what_does_not_change_the_result(string setting) => Assert.Equal(KeyOf(), KeyOf(setting));

    [Theory]
    [InlineData("start={layers-gaussian: {scale: 0.1}}", "b57e0fa4c60428cf")]
    [InlineData("start={layers-identity: {scale: 0.1}}", "f93183445193811c")]
    [InlineData("start={balanced-gaussian: {scale: 0.1}}", "33da97f5598c70b5")]
    public void That_of_a_start_from_before_it_had_options(string start, string key) => Assert.Equal(key, KeyOf("coordinates=layers", start));

    [Theory]
    [InlineData("depth=4")]
    [InlineData("depth=infinite")]
    [InlineData("coordinates=layers")]
    [InlineData("clock=layers")]
    [InlineData("layer-ridge=0.1")]
    [InlineData("balanced-orthogonal.scale=1e-2")]
    [InlineData("balanced-orthogonal.seed=2")]
    [InlineData("start={balanced-gaussian: {scale: 1e-3, seed: 1}}")]
    [InlineData("method=rkc2")]
    [InlineData("tolerance=1e-7")]
    [InlineData("until.time=1e5")]
    [InlineData("until.converged=1e-5")]
    [InlineData("until.steps=5")]
    [InlineData("record.times=[1, 2]")]
    [InlineData("quantities=[loss]")]
    [InlineData("resolution=1e-2")]
    [InlineData("observed=all")]
    [InlineData("observed.seed=2")]
    [InlineData("completion.scale=2")]
    [InlineData("missing=zero", "1,0\n2,3\n")]
    public void Sensitive_to_everything_that_does(string setting, string? data = null)
    {
        string path = SampleStudy.In(folder, data: data ?? SampleStudy.Data);
        string Key(params string[] overrides) => RunPlan.Of(StudyFile.Read(path, ["depth=3", .. overrides])).Outline.Rows[0].Key;
        Assert.NotEqual(Key(), Key(setting));
    }

    [Fact]
    public void Sensitive_to_every_option_of_a_start()
    {
        folder.Write("data.csv", "1,0\n2,3\n");
        string path = folder.Write("square.yaml", SampleStudy.Text);
        string[] starts =
        [
            "{balanced-orthogonal: {sign: any}}", "{balanced-orthogonal: {sign: positive}}", "{balanced-orthogonal: {sign: negative}}", "{balanced-gaussian: {sign: negative}}",
            "{balanced-spectral: {rank: 1}}", "{balanced-spectral: {rank: 1, scale: 1}}",
            "{layers-gaussian: {width: 2}}", "{layers-gaussian: {widths: [2, 2]}}", "{layers-gaussian: {widths: [2, 1]}}",
            "{layers-identity: }", "{layers-identity: {width: 2}}", "{layers-identity: {widths: [2, 2]}}",
            "{layers-relaxed-balanced: }", "{layers-relaxed-balanced: {imbalance: 1}}", "{layers-relaxed-balanced: {imbalances: [0.1, 0.2]}}", "{layers-relaxed-balanced: {seed: 2}}",
        ];
        string[] keys = [.. starts.Select(start => RunPlan.Of(StudyFile.Read(path, ["depth=3", "observed=all", "coordinates=layers", $"start={start}"])).Outline.Rows[0].Key)];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], RunPlan.Of(StudyFile.Read(path, "depth=3", "observed=all", "coordinates=layers")).Outline.Rows[0].Key);
    }

    [Fact]
    public void Sensitive_to_the_data_and_not_to_where_they_lie()
    {
        string here = KeyOf();
        folder.Write("elsewhere/copy.csv", SampleStudy.Data);
        Assert.Equal(here, KeyOf("completion.matrix=elsewhere/copy.csv"));
        string path = SampleStudy.In(folder, data: SampleStudy.Data.Replace('3', '4'));
        Assert.NotEqual(here, RunPlan.Of(StudyFile.Read(path, "depth=3")).Outline.Rows[0].Key);
    }
}
