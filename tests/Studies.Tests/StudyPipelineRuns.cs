using DlnDynamics.Dynamics;
using DlnDynamics.FakeDln;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies.Tests;

public sealed class StudyPipelineRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Out(string name = "out") => Path.Combine(folder.Path, name);

    private Study Sweep() => SampleStudy.Read(folder, "depth=[2, 3, 5, infinite]", "balanced-orthogonal.seed=1..3");

    private static StudyReport? Run(Study study, string target, FakeRunner? runner = null, int jobs = 1, CancellationTokenSource? cancellation = null) =>
        new StudyPipeline(runner ?? new()).Run(study, target, jobs, null, cancellation?.Token ?? TestContext.Current.CancellationToken);

    [Fact]
    public void Every_file_of_the_results_folder()
    {
        StudyReport report = Run(SampleStudy.Read(folder), Out())!;
        Assert.True(report.IsFinished);
        string key = report.Outline.Rows[0].Key;
        string[] expected =
        [
            "study.yaml", "plan.json", "manifest.json", "report.html", "tables/runs.csv", "tables/trajectories.csv", "tables/singular-values.csv", "tables/events.csv",
            "tables/rates.csv", "tables/timings.csv", $"tables/completed/{key}.csv", "figures/loss.vl.json", "figures/depth-comparison.vl.json",
            $"runs/{key}/run.json", $"runs/{key}/trajectory.csv", $"runs/{key}/limit.npy",
        ];
        Assert.All(expected, file => Assert.True(File.Exists(Path.Combine(Out(), file)), file));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Out(), "*", SearchOption.AllDirectories), path => path.EndsWith(".tmp", StringComparison.Ordinal) || path.EndsWith(".lock", StringComparison.Ordinal));
        Assert.Equal(",Paris,Rome\nParis,0,1\nRome,1,0\nOslo,,3\n", File.ReadAllText(Path.Combine(Out(), "tables", "completed", key + ".csv")));
        string page = File.ReadAllText(report.Page);
        Assert.Contains("gap-rank-margin</th>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("-reason</th>", page, StringComparison.Ordinal);
        string[] runs = File.ReadAllLines(Path.Combine(Out(), "tables", "runs.csv"));
        Assert.StartsWith("key,depth,return-code,time,loss,gradient-norm,limiting-rank,limiting-rank-margin,limiting-rank-reason,strict-rank,gap-rank,", runs[0], StringComparison.Ordinal);
        Assert.StartsWith($"{key},2,reached-end,1000000,", runs[1], StringComparison.Ordinal);
        Assert.Contains(",infinite,", runs[3], StringComparison.Ordinal);
        Assert.Equal(1 + (3 * 120), File.ReadAllLines(Path.Combine(Out(), "tables", "trajectories.csv")).Length);
    }

    [Fact]
    public void A_second_time_without_running_or_writing_anything()
    {
        Study study = SampleStudy.Read(folder);
        Run(study, Out());
        SortedDictionary<string, DateTime> before = FolderContents.Times(Out());
        FakeRunner runner = new();
        Assert.True(Run(study, Out(), runner)!.IsFinished);
        Assert.Empty(runner.Ran);
        Assert.Equal(before, FolderContents.Times(Out()));
    }

    [Fact]
    public void Its_own_resolved_file_to_the_same_bytes()
    {
        Run(SampleStudy.Read(folder), Out());
        SortedDictionary<string, string> before = FolderContents.Reproducible(Out());
        FakeRunner runner = new();
        Run(StudyFile.Read(Path.Combine(Out(), "study.yaml")), Out(), runner);
        Assert.Empty(runner.Ran);
        Assert.Equal(before, FolderContents.Reproducible(Out()));
    }

    [Fact]
    public void To_the_same_bytes_with_one_job_and_with_several()
    {
        Study study = Sweep();
        Run(study, Out("one"));
        // Runs that come first in the plan end last.
        int left = study.Runs.Length;
        FakeRunner slow = new() { During = _ => Thread.Sleep(Interlocked.Decrement(ref left)) };
        Run(study, Out("many"), slow, jobs: 4);
        Assert.Equal(12, slow.Ran.Count);
        Assert.Equal(FolderContents.Reproducible(Out("one")), FolderContents.Reproducible(Out("many")));
    }

    [Fact]
    public void To_the_same_bytes_when_interrupted_and_resumed()
    {
        Study study = Sweep();
        Run(study, Out("whole"));
        using CancellationTokenSource cancellation = new();
        int count = 0;
        FakeRunner interrupted = new()
        {
            During = _ =>
            {
                if (++count == 5)
                {
                    cancellation.Cancel();
                }
            },
        };
        Assert.Null(Run(study, Out("parts"), interrupted, cancellation: cancellation));
        Assert.Equal(4, Directory.GetDirectories(Path.Combine(Out("parts"), "runs")).Length);
        Assert.False(StudyReport.Of(new(Out("parts"))).IsFinished);
        FakeRunner rest = new();
        Assert.NotNull(Run(study, Out("parts"), rest));
        Assert.Equal(8, rest.Ran.Count);
        Assert.Equal(FolderContents.Reproducible(Out("whole")), FolderContents.Reproducible(Out("parts")));
    }

    [Fact]
    public void On_when_one_run_throws_and_repeats_that_one_later()
    {
        Study study = SampleStudy.Read(folder);
        FakeRunner faulty = new() { During = settings => _ = settings.Depth == Depth.Of(3) ? throw new InvalidOperationException("no such luck") : 0 };
        StudyReport report = Run(study, Out(), faulty)!;
        Assert.Equal(["reached-end", "failed", "reached-end"], report.Records.Select(record => record!.ReturnCode));
        Assert.Contains("no such luck", report.Records[1]!.Sentence, StringComparison.Ordinal);
        Assert.False(report.IsFinished);
        FakeRunner sound = new();
        Assert.True(Run(study, Out(), sound)!.IsFinished);
        Assert.Equal([report.Outline.Rows[1].Key], sound.Ran);
    }

    [Fact]
    public void Again_only_what_could_end_otherwise()
    {
        Study study = SampleStudy.Read(folder, "depth=3");
        Assert.False(Run(study, Out(), new() { ReturnCode = _ => "step-limit-reached" })!.IsFinished);
        FakeRunner again = new();
        Assert.False(Run(study, Out(), again)!.IsFinished);
        Assert.Empty(again.Ran);
    }

    [Fact]
    public void Only_the_new_runs_of_a_wider_sweep()
    {
        Run(SampleStudy.Read(folder, "depth=[2, 3]"), Out());
        FakeRunner runner = new();
        StudyReport report = Run(SampleStudy.Read(folder, "depth=[2, 3, 4]"), Out(), runner)!;
        Assert.Equal([report.Outline.Rows[2].Key], runner.Ran);
    }

    [Fact]
    public void Over_what_a_killed_process_left()
    {
        Study study = SampleStudy.Read(folder);
        Directory.CreateDirectory(Path.Combine(Out(), "runs", ".abc.0123.tmp"));
        folder.Write("out/runs/.abc.0123.tmp/run.json", "{ half");
        folder.Write("out/tables/.runs.csv.0123.tmp", "half");
        folder.Write("out/.lock", "");
        Assert.True(Run(study, Out())!.IsFinished);
        Assert.Empty(Directory.GetFileSystemEntries(Out(), "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void Never_beside_another_writer()
    {
        Study study = SampleStudy.Read(folder);
        Exception? second = null;
        FakeRunner runner = new() { During = _ => second ??= Record.Exception(() => Run(study, Out())) };
        Assert.True(Run(study, Out(), runner)!.IsFinished);
        Assert.Contains("Another dln is already writing to", Assert.IsType<FolderInUseException>(second).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void And_keeps_matrices_and_frames_as_they_were()
    {
        Study study = SampleStudy.Read(folder, "depth=3");
        StudyReport report = Run(study, Out())!;
        RunSettings settings = study.Runs[0].Settings;
        RunRecord original = new FakeRunner().Run(settings, report.Outline.Rows[0].Key, null, null, CancellationToken.None);
        RunRecord stored = report.Records[0]!;
        Assert.Equal(original.Trajectory.Get<double>("loss"), stored.Trajectory.Get<double>("loss"));
        Assert.Equal(original["gap-rank-margin"], stored["gap-rank-margin"]);
        Assert.Equal("exponential", stored.Rates.Get<string>("law")[0]);
        Assert.Equal(double.PositiveInfinity, stored.Rates.Get<double>("tail-end")[0]);
        Matrix limit = NpyFile.Read(File.ReadAllBytes(Path.Combine(Out(), "runs", stored.Key, "limit.npy")));
        Assert.Equal(original.Limit!.Data.ToArray(), limit.Data.ToArray());
    }

    [Fact]
    public void And_reports_again_from_the_folder_alone()
    {
        Run(SampleStudy.Read(folder), Out());
        SortedDictionary<string, string> before = FolderContents.Reproducible(Out());
        File.Delete(Path.Combine(folder.Path, "data.csv"));
        File.Delete(Path.Combine(folder.Path, "study.yaml"));
        Directory.Delete(Path.Combine(Out(), "tables"), recursive: true);
        Directory.Delete(Path.Combine(Out(), "figures"), recursive: true);
        File.Delete(Path.Combine(Out(), "report.html"));
        FolderStore store = new(Out());
        StudyReport.Of(store).Write();
        Assert.Equal(before, FolderContents.Reproducible(Out()));
    }

    [Fact]
    public void And_two_rows_that_are_one_run_once()
    {
        Study study = SampleStudy.Read(folder, "depth=1", "coordinates=[log-polar, end-to-end]");
        FakeRunner runner = new();
        StudyReport report = Run(study, Out(), runner)!;
        Assert.Single(runner.Ran);
        Assert.Equal((2, 120), (report.Tables.Runs.RowCount, report.Tables.Trajectories.RowCount));
    }
}
