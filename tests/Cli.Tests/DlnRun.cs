using System.Text.Json;
using DlnDynamics.FakeDln;
using DlnDynamics.Studies.Tests;

namespace DlnDynamics.Cli.Tests;

public sealed class DlnRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Out => Path.Combine(folder.Path, "out");

    [Fact]
    public void Prints_a_table_and_where_the_report_lies()
    {
        CommandLine done = CommandLine.Run("run", SampleStudy.In(folder), "--out", Out);
        Assert.Equal((0, true), (done.ExitCode, File.Exists(Path.Combine(Out, "report.html"))));
        string[] lines = done.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("depth     return code  time   loss", lines[0], StringComparison.Ordinal);
        Assert.Equal(["2", "reached-end", "1E+06", "6.003E-18", "4", "0.60", "4", "undecided", "-"], lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..9]);
        Assert.StartsWith("infinite", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("report.html", lines[4], StringComparison.Ordinal);
        Assert.Equal(SampleStudy.Note + "3 runs to do, 0 stored already\n", done.Error);
        Assert.DoesNotContain("\u001b", done.Output + done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_nothing_a_second_time()
    {
        string study = SampleStudy.In(folder);
        CommandLine.Run("run", study, "--out", Out);
        SortedDictionary<string, DateTime> before = FolderContents.Times(Out);
        Assert.Equal(0, CommandLine.Run("run", study, "--out", Out, "--jobs", "2").ExitCode);
        Assert.Equal(before, FolderContents.Times(Out));
    }

    [Fact]
    public void Is_silent_but_for_results_with_quiet_and_prints_one_document_with_json()
    {
        CommandLine done = CommandLine.Run("run", SampleStudy.In(folder), "--out", Out, "--quiet", "--json");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        using JsonDocument document = JsonDocument.Parse(done.Output);
        Assert.Equal("small", document.RootElement.GetProperty("study").GetString());
        Assert.Equal(Out, document.RootElement.GetProperty("folder").GetString());
        JsonElement[] runs = [.. document.RootElement.GetProperty("runs").EnumerateArray()];
        Assert.Equal(2, runs[0].GetProperty("depth").GetDouble());
        Assert.Equal("infinite", runs[2].GetProperty("depth").GetString());
        Assert.Equal("reached-end", runs[0].GetProperty("return-code").GetString());
        Assert.Equal(JsonValueKind.Null, runs[0].GetProperty("limiting-rank").ValueKind);
        Assert.Equal(4, runs[0].GetProperty("gap-rank").GetInt32());
    }

    [Fact]
    public void Writes_to_results_under_the_current_folder_unless_told_otherwise()
    {
        string study = SampleStudy.In(folder);
        string name = $"study-{Guid.NewGuid():N}";
        try
        {
            CommandLine done = CommandLine.Run("run", study, "--set", $"study={name}", "--set", "depth=2");
            Assert.Equal(0, done.ExitCode);
            Assert.Contains($"report: {Path.Combine("results", name, "report.html")}", done.Output, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "results", name, "tables", "runs.csv")));
        }
        finally
        {
            Directory.Delete(Path.Combine(Directory.GetCurrentDirectory(), "results", name), recursive: true);
        }
    }

    [Fact]
    public void Is_a_test_with_require()
    {
        string study = SampleStudy.In(folder);
        CommandLine holds = CommandLine.Run("run", study, "--out", Out, "--require", "gap-rank=4", "--require", "loss<=1e-3", "--require", "return-code=reached-end");
        Assert.Equal((0, SampleStudy.Note + "3 runs to do, 0 stored already\n"), (holds.ExitCode, holds.Error));
        CommandLine fails = CommandLine.Run("report", Out, "--require", "gap-rank>=5", "--require", "depth=2");
        Assert.Equal(1, fails.ExitCode);
        Assert.Contains("--require gap-rank>=5 does not hold for depth 2: it is 4.", fails.Error, StringComparison.Ordinal);
        Assert.Contains("--require depth=2 does not hold for depth infinite: it is infinite.", fails.Error, StringComparison.Ordinal);
        Assert.Equal(5, fails.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1, CommandLine.Run("report", Out, "--require", "limiting-rank=4").ExitCode);
    }

    [Theory]
    [InlineData("gap-rnak=4", "Did you mean \"gap-rank\"?")]
    [InlineData("gap-rank", "expected COLUMN=VALUE")]
    [InlineData("gap-rank<4", "expected COLUMN=VALUE")]
    [InlineData("loss<=small", "expected a number after <=")]
    [InlineData("gap-rank=two", "expected a number after =")]
    public void Refuses_a_requirement_before_anything_is_run(string requirement, string words)
    {
        CommandLine refused = CommandLine.Run("run", SampleStudy.In(folder), "--out", Out, "--require", requirement);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("flow.depth=0.5", "flow.depth: expected a whole number ≥ 1")]
    [InlineData("dpeth=3", "did you mean \"depth\"?")]
    [InlineData("completion.matrix=none.csv", "\"none.csv\" does not exist")]
    public void Refuses_bad_input_with_exit_code_2_and_leaves_no_folder(string setting, string words)
    {
        CommandLine refused = CommandLine.Run("run", SampleStudy.In(folder), "--out", Out, "--set", setting);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("rnu", "x.yaml")]
    [InlineData("run", "x.yaml", "--jobs", "0")]
    [InlineData("run", "x.yaml", "--jobs", "many")]
    [InlineData("run", "x.yaml", "--nonsense")]
    [InlineData()]
    public void Refuses_a_command_line_that_it_does_not_know(params string[] arguments)
    {
        CommandLine refused = CommandLine.Run(arguments);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("dln --help", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_output_folder_that_is_a_file()
    {
        CommandLine refused = CommandLine.Run("run", SampleStudy.In(folder), "--out", folder.Write("taken", ""));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("expected a folder", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_with_1_and_the_reason_when_a_run_fails_or_stops_unfinished()
    {
        string study = SampleStudy.In(folder);
        CommandLine failed = CommandLine.Run(
            new() { During = _ => throw new InvalidOperationException("no such luck") }, CancellationToken.None, "run", study, "--out", Out);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("The run failed: InvalidOperationException: no such luck", failed.Output, StringComparison.Ordinal);
        CommandLine stopped = CommandLine.Run(new() { ReturnCode = _ => "step-limit-reached" }, CancellationToken.None, "run", study, "--out", Out);
        Assert.Equal(1, stopped.ExitCode);
        Assert.Equal(0, CommandLine.Run("run", study, "--out", Path.Combine(folder.Path, "other")).ExitCode);
    }

    [Fact]
    public void Ends_with_3_when_cancelled_and_says_how_to_resume()
    {
        using CancellationTokenSource cancellation = new();
        string study = SampleStudy.In(folder);
        FakeRunner runner = new() { During = settings => _ = settings.Depth.IsInfinite ? cancellation.CancelAsync() : null };
        CommandLine cancelled = CommandLine.Run(runner, cancellation.Token, "run", study, "--out", Out, "--jobs", "1");
        Assert.Equal((3, ""), (cancelled.ExitCode, cancelled.Output));
        Assert.Contains($"The same command goes on: dln run {study}", cancelled.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("run", study, "--out", Out).ExitCode);
    }

    [Fact]
    public void Says_that_depth_one_runs_end_to_end() =>
        Assert.Contains("Depth 1 always runs end-to-end", CommandLine.Run("run", SampleStudy.In(folder), "--set", "depth=1", "--out", Out).Error, StringComparison.Ordinal);
}
