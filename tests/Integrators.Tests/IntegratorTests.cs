using System.Collections.Immutable;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class IntegratorTests
{
    private static readonly IntegrationOptions Plain = new() { Tolerances = new(1e-6, 1e-9) };

    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void A_single_instant_takes_no_step_and_no_evaluation(string method)
    {
        Counter sink = new();
        IntegrationResult result = Rotation(3, 3).Solve(method, Plain, sink);
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.Equal(0, result.Work.Steps + result.Work.Evaluations);
        Assert.Equal((1, 0, 1), (sink.Begun, sink.Accepted, sink.Ended));
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void A_zero_field_at_the_origin_stays_there_cheaply(string method)
    {
        FiniteDifferenceField field = new(new DelegateField(3, (_, _, d) => d.Clear()));
        IntegrationResult result = new InitialValueProblem(field, new(0, 1e6), [0, 0, 0]).Solve(method, Plain);
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.Equal([0, 0, 0], result.State);

        // From 1e-6 by factors of five: log₅(1e12) = 17.2 steps. The error counts as 1e-10 where it is nothing, so the factor is
        // 0.9·1e10^(0.4/k): 2.85 where the error falls as the eighth power of the step, 26.4 steps.
        Assert.InRange(result.Work.Steps, 1, 30);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void The_same_run_gives_the_same_bits(string method)
    {
        IntegrationResult first = Rotation(0, 20).Solve(method, Plain);
        IntegrationResult second = Rotation(0, 20).Solve(method, Plain);
        Assert.Equal(first.State, second.State);
        Assert.Equal(first.Work, second.Work);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Nothing_is_allocated_per_step(string method)
    {
        static long Bytes(string method, int steps)
        {
            InitialValueProblem problem = Rotation(0, 1e6);
            IntegrationOptions options = Plain with { StepLimit = steps, InitialStep = 1e-2, MaximumStep = 1e-2 };
            Counter sink = new();
            long before = GC.GetAllocatedBytesForCurrentThread();
            IntegrationResult result = problem.Solve(method, options, sink);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(steps, result.Work.Steps + result.Work.Rejected);
            return bytes;
        }
        // What is computed once in a process, such as coefficients of a degree, is computed here.
        Bytes(method, 2000);
        long thousand = Bytes(method, 1000);

        // The sentences differ by a few digits; the smallest object a step would be 24 000 bytes.
        Assert.InRange(Bytes(method, 2000) - thousand, -500, 500);
    }

    [Fact]
    public void Every_evaluation_is_counted_including_differences_and_spectral_estimates()
    {
        foreach (string method in MethodCatalog.All.Select(m => m.Name))
        {
            long calls = 0;
            FiniteDifferenceField field = new(new DelegateField(1, (t, y, d) =>
            {
                calls++;
                d[0] = -50 * (y[0] - Math.Cos(t));
            }));
            IntegrationResult result = new InitialValueProblem(field, new(0, 5), [0]).Solve(method, Plain);
            Assert.Equal(calls, result.Work.Evaluations);
        }
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Tighter_tolerances_give_smaller_errors(string method)
    {
        double Error(double tolerance)
        {
            IntegrationResult result = Rotation(0, 5).Solve(method, new() { Tolerances = new(tolerance, tolerance) });
            double[] exact = new NonlinearRotation().Exact(5);
            return Math.Max(Math.Abs(result.State[0] - exact[0]), Math.Abs(result.State[1] - exact[1]));
        }
        double coarse = Error(1e-4);
        double fine = Error(1e-7);

        // Proportional to tolerance^(order/(order of the estimate)): a factor 1000 in one is at least 100 in the other.
        Assert.InRange(coarse, 0, 1e-1);
        Assert.InRange(fine, 0, coarse / 50);
    }

    [Fact]
    public void The_euclidean_norm_is_stricter_than_the_maximum()
    {
        DelegateField field = new(400, (t, _, d) => d.Fill(Math.Cos(t)));
        InitialValueProblem Problem(ErrorNorm norm) => new(field, new(0, 10), [.. new double[400]]) { Norm = norm };
        IntegrationResult maximum = Problem(ErrorNorm.Maximum).Solve("rkc2", Plain);
        IntegrationResult euclidean = Problem(ErrorNorm.Euclidean).Solve("rkc2", Plain);

        // The same in 400 components: √400 = 20 times the error, 20^(1/3) = 2.7 times the steps.
        Assert.InRange((double)euclidean.Work.Steps / maximum.Work.Steps, 2.2, 3.2);
    }

    [Fact]
    public void A_projection_keeps_the_invariant_and_is_counted_and_seen_by_sinks()
    {
        Radius radius = new();
        IntegrationOptions loose = new() { Tolerances = new(1e-4, 1e-4) };
        InitialValueProblem problem = new(
            new DelegateField(2, (_, y, d) =>
            {
                d[0] = y[1];
                d[1] = -y[0];
            }),
            new(0, 200),
            [1, 0]) { Projection = new UnitCircle() };
        IntegrationResult result = problem.Solve("tsitouras5", loose, radius);
        Assert.True(result.Work.Projections > 0);

        // Thresholds of 0.1·(1e-4 + 1e-4): what is farther out has been projected.
        Assert.InRange(radius.Farthest, 0, 2e-5);
    }

    [Fact]
    public void The_clock_does_not_drift_over_ten_million_short_steps()
    {
        CompensatedTime clock = new(0, 0);
        double plain = 0;
        for (int i = 0; i < 10_000_000; i++)
        {
            clock = clock.After(0.1);
            plain += 0.1;
        }

        // 0.1 as a double is off by 5.6e-18, times ten million; the last digit of 1e6 is 1.2e-10.
        Assert.Equal(1_000_000, clock.Time, 1.2e-10);
        Assert.NotEqual(1_000_000, plain, 1e-5);
    }

    [Fact]
    public void Samples_are_taken_where_they_lie_and_only_there()
    {
        TrajectoryRecorder recorder = new(SampleTimes.Of(-1, 0, 0.5, 1, 1.5, 2, 3));
        Rotation(0, 2).Solve("tsitouras5", Plain, new TeeSink(recorder, new Counter()));
        Trajectory trajectory = recorder.Trajectory;
        Assert.Equal([0, 0.5, 1, 1.5, 2], trajectory.Times);
        for (int i = 0; i < trajectory.Times.Length; i++)
        {
            Assert.Equal(new NonlinearRotation().Exact(trajectory.Times[i])[0], trajectory.State(i)[0], 1e-5);
        }
    }

    [Fact]
    public void Sample_times_must_be_finite_and_increasing()
    {
        Assert.Throws<ArgumentException>(() => SampleTimes.Of(0, 0));
        Assert.Throws<ArgumentException>(() => SampleTimes.Of(0, double.NaN));
        Assert.ThrowsAny<ArgumentException>(() => SampleTimes.Logarithmic(0, 1, 3));
        Assert.Equal([0, 0.5, 1], SampleTimes.Linear(0, 1, 3).Times);
        ImmutableArray<double> decades = SampleTimes.Logarithmic(0.01, 100, 5).Times;
        Assert.Equal([0.01, 0.1, 1, 10, 100], decades.Select(t => Math.Round(t, 12)));
    }

    [Fact]
    public void Misuse_is_refused_with_the_reason()
    {
        string backward = Assert.Throws<ArgumentException>(() => Rotation(1.5, 0.25)).Message;
        Assert.Contains("[1.5, 0.25]", backward, StringComparison.Ordinal);
        Assert.Contains("integrate −f(−t, y) from -1.5 to -0.25", backward, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Rotation(double.NaN, 1));
        Assert.Throws<ArgumentException>(() => Rotation(0, double.PositiveInfinity));
        Tolerances[] wrong = [new(0, 0), new(-1, 1), new(1, -1), new(double.NaN, 1), new(1, double.NaN), new(double.PositiveInfinity, 1)];
        foreach (Tolerances tolerances in wrong)
        {
            Assert.Contains("tolerances", Refusal(new() { Tolerances = tolerances }), StringComparison.Ordinal);
        }
        Assert.Contains("initial step", Refusal(Plain with { InitialStep = 0 }), StringComparison.Ordinal);
        Assert.Contains("maximum step", Refusal(Plain with { MaximumStep = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("Limits", Refusal(Plain with { StepLimit = -1 }), StringComparison.Ordinal);
        Assert.Contains("Stop times", Refusal(Plain with { StopTimes = [1, double.NaN] }), StringComparison.Ordinal);
        Assert.Contains("Stop times", Refusal(Plain with { StopTimes = [5, 2] }), StringComparison.Ordinal);
        Assert.Contains("Stop times", Refusal(Plain with { StopTimes = default }), StringComparison.Ordinal);
        string unknown = Assert.Throws<ArgumentException>(() => MethodCatalog.Find("euler")).Message;
        Assert.All(MethodCatalog.All, method => Assert.Contains(method.Name, unknown, StringComparison.Ordinal));
    }

    private static string Refusal(IntegrationOptions options) =>
        Assert.Throws<ArgumentException>(() => Rotation(0, 1).Solve("tsitouras5", options)).Message;

    private static InitialValueProblem Rotation(double start, double end) => new(new NonlinearRotation(), new(start, end), [1, 0.5]);

    private sealed class Counter : ITrajectorySink
    {
        public int Begun { get; private set; }

        public int Accepted { get; private set; }

        public int Ended { get; private set; }

        public void Begin(InitialValueProblem problem) => Begun++;

        public void Accept(in AcceptedStep step) => Accepted++;

        public void End(IntegrationResult result) => Ended++;
    }

    private sealed class UnitCircle : IStateProjection
    {
        public bool TryProject(Span<double> y, double tolerance)
        {
            double radius = double.Hypot(y[0], y[1]);
            if (Math.Abs(radius - 1) <= tolerance)
            {
                return false;
            }
            y[0] /= radius;
            y[1] /= radius;
            return true;
        }
    }

    private sealed class Radius : ITrajectorySink
    {
        public double Farthest { get; private set; }

        public void Begin(InitialValueProblem problem)
        {
        }

        public void Accept(in AcceptedStep step) =>
            Farthest = Math.Max(Farthest, Math.Abs(double.Hypot(step.EndState[0], step.EndState[1]) - 1));

        public void End(IntegrationResult result)
        {
        }
    }
}
