namespace DlnDynamics.Studies.Tests;

/// <summary>A run that was cancelled in the middle goes on where it was, and its results are those of the undisturbed run.</summary>
public sealed class InterruptedRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("auto")]
    [InlineData("rkc2")]
    public void Go_on_from_where_they_were_to_the_same_bytes(string method)
    {
        Study study = Read(method);
        int steps = Session(study, "whole", int.MaxValue).Steps;
        int total = 0, sessions = 0;
        bool finished = false;
        while (!finished)
        {
            (int taken, finished) = Session(study, "parts", steps / 4);
            total += taken;
            sessions++;
            string[] kept = Kept("parts");
            Assert.Equal(finished ? 0 : 1, kept.Length);
        }
        Assert.InRange(sessions, 4, 6);

        // Nothing was done twice: each session's first step follows the last one's.
        Assert.Equal(steps, total);
        Assert.Equal(FolderContents.Reproducible(Out("whole")), FolderContents.Reproducible(Out("parts")));
    }

    [Fact]
    public void Go_on_with_the_verification_when_it_was_that_which_was_interrupted()
    {
        Study study = Read("auto");
        int steps = Session(study, "whole", int.MaxValue).Steps;

        // Cancelled as the last step is reported: the run itself is over, its verification has not begun.
        (int taken, bool finished) = Session(study, "parts", steps);
        Assert.False(finished);
        Assert.Equal(steps, taken);
        (int rest, bool end) = Session(study, "parts", int.MaxValue);
        Assert.True(end);
        Assert.Equal(0, rest);
        Assert.Equal(FolderContents.Reproducible(Out("whole")), FolderContents.Reproducible(Out("parts")));
    }

    [Fact]
    public void Begin_anew_when_what_was_left_is_damaged()
    {
        Study study = Read("auto");
        int steps = Session(study, "whole", int.MaxValue).Steps;
        Session(study, "parts", steps / 2);
        string kept = Assert.Single(Kept("parts"));
        byte[] bytes = File.ReadAllBytes(kept);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(kept, bytes);
        (int again, bool finished) = Session(study, "parts", int.MaxValue);
        Assert.True(finished);
        Assert.Equal(steps, again);
        Assert.Empty(Kept("parts"));
        Assert.Equal(FolderContents.Reproducible(Out("whole")), FolderContents.Reproducible(Out("parts")));
    }

    private static Study Read(string method) =>
        StudyFile.Read(Path.Combine(AppContext.BaseDirectory, "data", "e2.yaml"), [$"integrate.method={method}", "flow.depth=3"]);

    private string Out(string name) => Path.Combine(folder.Path, name);

    private string[] Kept(string name) =>
        Directory.Exists(Path.Combine(Out(name), "unfinished")) ? Directory.GetFiles(Path.Combine(Out(name), "unfinished")) : [];

    private (int Steps, bool Finished) Session(Study study, string name, int mostSteps)
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        StepCounter counter = new(mostSteps, cancellation);
        StudyReport? report = new StudyPipeline(new SingleRun()).Run(study, Out(name), 1, counter, cancellation.Token);
        return (counter.Steps, report is not null);
    }

    private sealed class StepCounter(int most, CancellationTokenSource cancellation) : IExecutionObserver
    {
        public int Steps { get; private set; }

        public void Begin(IReadOnlyList<PlanRow> pending, int stored)
        {
        }

        public void Advance(PlanRow run, double modelTime, double? endTime)
        {
            if (++Steps == most)
            {
                cancellation.Cancel();
            }
        }

        public void Finish(PlanRow run, RunRecord record)
        {
        }
    }
}
