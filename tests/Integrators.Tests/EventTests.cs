namespace DlnDynamics.Integrators.Tests;

public sealed class EventTests
{
    private static readonly InitialValueProblem Oscillator = new(
        new FiniteDifferenceField(new DelegateField(2, (_, y, d) =>
        {
            d[0] = y[1];
            d[1] = -y[0];
        })),
        new(0, 10),
        [0, 1]);

    /// <summary>Every method with the accuracy of its times at tolerance 1e-9: what keeps the solution that it estimates errs by a tolerance a step, order two in many steps.</summary>
    public static TheoryData<string, double> Methods => new(MethodCatalog.All.Select(method => (method.Name, AccuracyOf(method))));

    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_crossing_is_found_once_in_order_and_none_at_the_start(string method, double accuracy)
    {
        // sin t is zero at the start (which does not count), π, 2π and 3π.
        IntegrationResult result = Oscillator.Solve(method, new() { Tolerances = new(1e-9, 1e-9), Events = [new Level("zero", 0, Crossing.Either)] });
        Assert.Equal(3, result.Events.Length);
        for (int k = 1; k <= 3; k++)
        {
            Assert.Equal(k * Math.PI, result.Events[k - 1].Time, accuracy);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Direction_is_respected(string method, double accuracy)
    {
        IntegrationOptions options = new()
        {
            Tolerances = new(1e-9, 1e-9),
            Events = [new Level("up", 0.5, Crossing.Rising), new Level("down", 0.5, Crossing.Falling)],
        };
        IntegrationResult result = Oscillator.Solve(method, options);
        double first = Math.PI / 6;
        double[] expected = [first, Math.PI - first, first + 2 * Math.PI, 3 * Math.PI - first];
        Assert.Equal(["up", "down", "up", "down"], result.Events.Select(e => e.Name));
        Assert.All(result.Events.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Time, accuracy));
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Two_events_in_one_step_come_in_order_of_time(string method)
    {
        // One step of length 1 crosses both levels, listed the other way round.
        InitialValueProblem line = Line();
        IntegrationOptions options = new()
        {
            Tolerances = new(1e-6, 1e-6), InitialStep = 1, Controller = new FixedStep(),
            Events = [new Level("late", 0.7, Crossing.Either), new Level("early", 0.6, Crossing.Either)],
        };
        IntegrationResult result = line.Solve(method, options);
        Assert.Equal(1, result.Work.Steps);
        Assert.Equal(["early", "late"], result.Events.Select(e => e.Name));
        Assert.Equal(0.6, result.Events[0].Time, 1e-12);
        Assert.Equal(0.7, result.Events[1].Time, 1e-12);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void A_function_that_crosses_twice_in_one_step_is_seen_twice(string method)
    {
        InitialValueProblem line = Line();
        IntegrationOptions options = new()
        {
            Tolerances = new(1e-6, 1e-6), InitialStep = 1, Controller = new FixedStep(), Events = [new Parabola()],
        };
        IntegrationResult result = line.Solve(method, options);
        Assert.Equal(1, result.Work.Steps);
        Assert.Equal([0.3, 0.6], result.Events.Select(e => Math.Round(e.Time, 11)));
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void A_zero_at_the_end_of_a_step_counts_once(string method)
    {
        // Steps of 1/4 end exactly at the level 1/2.
        InitialValueProblem line = Line();
        IntegrationOptions options = new()
        {
            Tolerances = new(1e-6, 1e-6), InitialStep = 0.25, Controller = new FixedStep(), Events = [new Level("half", 0.5, Crossing.Either)],
        };
        EventOccurrence only = Assert.Single(line.Solve(method, options).Events);
        Assert.Equal(0.5, only.Time, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_stopping_event_ends_there_and_later_ones_do_not_happen(string method, double accuracy)
    {
        Trace trace = new();
        IntegrationOptions options = new()
        {
            Tolerances = new(1e-9, 1e-9),
            Events = [new Level("stop", 0.5, Crossing.Falling, Stops: true), new Level("after", 0.499999, Crossing.Falling)],
        };
        IntegrationResult result = Oscillator.Solve(method, options, trace);
        Assert.Equal(ReturnCode.StoppedByEvent, result.Code);
        Assert.Contains("'stop'", result.Sentence, StringComparison.Ordinal);
        Assert.Equal(5 * Math.PI / 6, result.Time, accuracy);
        Assert.Equal(0.5, result.State[0], 1e-12);
        Assert.Equal(["stop"], result.Events.Select(e => e.Name));
        Assert.Equal(result.Time, trace.LastEnd);
        Assert.Equal(result.State[0], trace.LastState);

        // Dense output of the step that was cut short still means the same times.
        Assert.Equal(Math.Sin(trace.LastMiddle), trace.MiddleState, accuracy);
    }

    private static double AccuracyOf(IMethod method) =>
        method.Name is "auto" or "tsitouras5" or "dormand-prince8" or "rodas5p" ? 1e-7 : method.Order > 2 ? 1e-6 : 1e-4;

    // y = t, exact for every method but for the rounding of its coefficients: some ten of size ten, far below 1e-12.
    private static InitialValueProblem Line() => new(new FiniteDifferenceField(new DelegateField(1, (_, _, d) => d[0] = 1)), new(0, 1), [0]);

    private sealed record Level(string Name, double Value, Crossing Crossing, bool Stops = false) : ITrajectoryEvent
    {
        public bool StopsIntegration => Stops;

        public double Evaluate(double t, ReadOnlySpan<double> y) => y[0] - Value;
    }

    private sealed class Parabola : ITrajectoryEvent
    {
        public string Name => "parabola";

        public Crossing Crossing => Crossing.Either;

        public bool StopsIntegration => false;

        public double Evaluate(double t, ReadOnlySpan<double> y) => (y[0] - 0.3) * (y[0] - 0.6);
    }

    private sealed class Trace : ITrajectorySink
    {
        private readonly double[] buffer = new double[2];

        public double LastEnd { get; private set; }

        public double LastState { get; private set; }

        public double LastMiddle { get; private set; }

        public double MiddleState { get; private set; }

        public void Begin(InitialValueProblem problem)
        {
        }

        public void Accept(in AcceptedStep step)
        {
            (LastEnd, LastState, LastMiddle) = (step.End, step.EndState[0], (step.Start + step.End) / 2);
            step.Interpolate(LastMiddle, buffer);
            MiddleState = buffer[0];
        }

        public void End(IntegrationResult result)
        {
        }
    }
}
