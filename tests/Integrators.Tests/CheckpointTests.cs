namespace DlnDynamics.Integrators.Tests;

/// <summary>A run that was stopped and continued gives the bits of the undisturbed one.</summary>
public sealed class CheckpointTests
{
    private static readonly IntegrationOptions Options = new()
    {
        Tolerances = new(1e-4, 1e-7),
        StopTimes = [300, 700],
        Events = [new PassesOne()],
    };

    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Wherever_it_is_stopped_it_goes_on_as_if_nothing_had_happened(string method)
    {
        InitialValueProblem problem = Problem(method);
        IntegrationResult whole = problem.Solve(method, Options);
        Assert.Equal(ReturnCode.ReachedEnd, whole.Code);
        long attempts = whole.Work.Steps + whole.Work.Rejected;
        Assert.True(whole.Work.Rejected > 0, "a run without rejected attempts proves too little");
        long stride = Math.Max(1, attempts / 60);
        for (long stop = 1; stop < attempts; stop += stop < 30 ? 1 : stride)
        {
            IntegrationResult first = problem.Solve(method, Options with { StepLimit = stop });
            Assert.Equal(ReturnCode.StepLimitReached, first.Code);
            AssertSame(whole, Continue(problem, method, first));
        }
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Continued_after_every_single_attempt_it_still_gives_the_same_bits(string method)
    {
        InitialValueProblem problem = Problem(method);
        IntegrationOptions few = Options with { StepLimit = 150 };
        IntegrationResult whole = problem.Solve(method, few);
        IntegrationResult piece = problem.Solve(method, few with { StepLimit = 1 });
        while (piece.Work.Steps + piece.Work.Rejected < 150 && piece.Code == ReturnCode.StepLimitReached)
        {
            long next = piece.Work.Steps + piece.Work.Rejected + 1;
            piece = problem.Continue(
                Checkpoint.FromBytes(piece.Checkpoint!.ToBytes()),
                MethodCatalog.Find(method),
                few with { StepLimit = next },
                cancellation: TestContext.Current.CancellationToken);
        }
        AssertSame(whole, piece);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void After_a_stopping_event_it_goes_on_as_if_the_event_had_not_stopped_it(string method)
    {
        InitialValueProblem problem = Problem(method);
        IntegrationResult whole = problem.Solve(method, Options);
        IntegrationResult first = problem.Solve(method, Options with { Events = [new PassesOne { StopsIntegration = true }] });
        Assert.Equal(ReturnCode.StoppedByEvent, first.Code);
        AssertSame(whole, Continue(problem, method, first));
    }

    // A method that chooses by how far the end is cannot choose alike for two ends.
    public static TheoryData<string> MethodsThatDoNotLookAhead => [.. MethodCatalog.All.Select(m => m.Name).Where(name => name != "auto")];

    [Theory]
    [MemberData(nameof(MethodsThatDoNotLookAhead))]
    public void From_its_end_it_goes_on_to_a_later_one_as_if_that_end_had_been_a_stop_time(string method)
    {
        InitialValueProblem problem = Problem(method);
        IntegrationOptions options = Options with { InitialStep = 1e-4 };
        IntegrationResult whole = problem.Solve(method, options);
        InitialValueProblem shorter = new(problem.VectorField, new(0, 300), problem.InitialState);
        IntegrationResult first = shorter.Solve(method, options);
        Assert.Equal(300, first.Time);
        AssertSame(whole, Continue(problem, method, first, options));
    }

    [Fact]
    public void Samples_of_the_parts_are_those_of_the_whole()
    {
        InitialValueProblem problem = Problem("auto");
        SampleTimes samples = SampleTimes.Linear(0, 1000, 101);
        TrajectoryRecorder whole = new(samples), before = new(samples), after = new(samples);
        problem.Solve("auto", Options, whole);
        IntegrationResult first = problem.Solve("auto", Options with { StepLimit = 77 }, before);
        problem.Continue(first.Checkpoint!, MethodCatalog.Find("auto"), Options, after, TestContext.Current.CancellationToken);
        Trajectory all = whole.Trajectory, early = before.Trajectory, late = after.Trajectory;
        Assert.Equal(all.Times, early.Times.AddRange(late.Times));
        for (int i = 0; i < all.Times.Length; i++)
        {
            ReadOnlySpan<double> part = i < early.Times.Length ? early.State(i) : late.State(i - early.Times.Length);
            Assert.True(all.State(i).SequenceEqual(part), $"sample {i}");
        }
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        byte[] bytes = Problem("auto").Solve("auto", Options with { StepLimit = 9 }).Checkpoint!.ToBytes();
        foreach (int length in (int[])[0, 7, 15, 16, bytes.Length / 2, bytes.Length - 1])
        {
            Assert.Throws<InvalidDataException>(() => Checkpoint.FromBytes(bytes.AsSpan(0, length)));
        }
        for (int i = 0; i < bytes.Length; i += 7)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 4;
            Assert.Throws<InvalidDataException>(() => Checkpoint.FromBytes(damaged));
        }
    }

    [Fact]
    public void A_checkpoint_of_something_else_is_refused_with_both_names()
    {
        InitialValueProblem problem = Problem("auto");
        Checkpoint checkpoint = problem.Solve("auto", Options with { StepLimit = 9 }).Checkpoint!;
        ArgumentException other = Assert.Throws<ArgumentException>(() => problem.Continue(checkpoint, MethodCatalog.Find("rkc2"), Options));
        Assert.Contains("of auto with 2 components, not of rkc2 with 2", other.Message, StringComparison.Ordinal);
        InitialValueProblem early = new(problem.VectorField, new(0, checkpoint.Time / 2), problem.InitialState);
        Assert.Contains("outside [0, ", Assert.Throws<ArgumentException>(
            () => early.Continue(checkpoint, MethodCatalog.Find("auto"), Options)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => problem.Continue(checkpoint, MethodCatalog.Find("auto"), Options with { Events = [] }));
    }

    [Fact]
    public void Where_no_step_could_begin_there_is_no_checkpoint()
    {
        InitialValueProblem nowhere = new(new DelegateField(1, (_, _, d) => d[0] = double.NaN), new(0, 1), [1]);
        Assert.Null(nowhere.Solve("auto", Options).Checkpoint);
    }

    // Mild enough for explicit methods, stiff enough that the automatic one switches.
    private static InitialValueProblem Problem(string method)
    {
        double mu = method == "tsitouras5" || method.StartsWith("dormand", StringComparison.Ordinal) ? 20 : 100;
        DelegateField field = new(2, (_, y, d) =>
        {
            d[0] = y[1];
            d[1] = mu * (1 - y[0] * y[0]) * y[1] - y[0];
        });
        return new(new FiniteDifferenceField(field), new(0, 1000), [2, 0]);
    }

    private static IntegrationResult Continue(InitialValueProblem problem, string method, IntegrationResult first, IntegrationOptions? options = null) =>
        problem.Continue(
            Checkpoint.FromBytes(first.Checkpoint!.ToBytes()),
            MethodCatalog.Find(method),
            options ?? Options,
            cancellation: TestContext.Current.CancellationToken);

    private static void AssertSame(IntegrationResult expected, IntegrationResult actual)
    {
        Assert.Equal(expected.Code, actual.Code);
        Assert.Equal(expected.Time, actual.Time);
        Assert.True(expected.State.AsSpan().SequenceEqual(actual.State.AsSpan()), $"{expected.Time}: {expected.State[0]:R} against {actual.State[0]:R}");
        Assert.Equal(expected.Work, actual.Work);
        Assert.Equal(expected.Events, actual.Events);
        Assert.Equal(expected.Method, actual.Method);
        Assert.Equal(expected.Checkpoint!.ToBytes(), actual.Checkpoint!.ToBytes());
    }

    private sealed class PassesOne : ITrajectoryEvent
    {
        public string Name => "x passes 1";

        public Crossing Crossing => Crossing.Falling;

        public bool StopsIntegration { get; init; }

        public double Evaluate(double t, ReadOnlySpan<double> y) => y[0] - 1;
    }
}
