using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

/// <summary>Orders measured with fixed steps, at the finest pair of step counts at which rounding is still far below the error.</summary>
/// <remarks>
/// Long turns, because on monotone scalar problems the sixth-order error of Tsitouras' pair hides its small fifth-order one. On the rotation the
/// eighth order of Dormand and Prince's method shows only below rounding, therefore it has the settling oscillator.
/// The tolerance decides nothing but how far implicit methods iterate. On the rotation Radau's error inside a step is radial, across the way of the events.
/// </remarks>
public sealed class ObservedOrderTests
{
    private const double End = 4;

    // Their order is another method's, or changes from step to step.
    private static readonly string[] WithoutFixedOrder = ["auto", "bdf", "bdf-gmres"];

    /// <summary>Method, problem, steps of the finer run, order of dense output: one row for each kind of problem.</summary>
    /// <remarks>Inside steps errors fall as h to the lesser of the method's order and that of its dense output plus one.</remarks>
    public static TheoryData<string, string, int, int> Cases => new()
    {
        { "tsitouras5", "autonomous", 256, 4 },
        { "tsitouras5", "driven", 256, 4 },
        { "dormand-prince8", "settling", 32, 7 },
        { "dormand-prince8", "driven", 32, 7 },
        { "rkc2", "autonomous", 1024, 3 },
        { "rkc2", "driven", 1024, 3 },
        { "rock4", "autonomous", 256, 3 },
        { "rock4", "driven", 128, 3 },
        { "rodas5p", "autonomous", 256, 4 },
        { "rodas5p", "driven", 128, 4 },
        { "radau5", "settling", 128, 3 },
        { "radau5", "driven", 64, 3 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ends_of_steps_have_the_order_that_the_method_states(string name, string kind, int steps, int denseOrder)
    {
        double Error(int count)
        {
            IExactProblem problem = Problem(kind);
            return Distance(Run(name, problem, count, null).State.AsSpan(), problem.Exact(End));
        }
        Assert.NotEqual(0, denseOrder);
        int order = MethodCatalog.Find(name).Order;
        Assert.InRange(Math.Log2(Error(steps / 2) / Error(steps)), order - 0.1, order + 0.1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Insides_of_steps_have_the_order_that_dense_output_gives(string name, string kind, int steps, int denseOrder)
    {
        IExactProblem problem = Problem(kind);
        double Error(int count)
        {
            // Thirds of steps are never step ends.
            double h = End / count;
            TrajectoryRecorder recorder = new(SampleTimes.Linear(h / 3, End - 2 * h / 3, count));
            Run(name, problem, count, recorder);
            Trajectory trajectory = recorder.Trajectory;
            return Enumerable.Range(0, count).Max(i => Distance(trajectory.State(i), problem.Exact(trajectory.Times[i])));
        }
        int order = Inside(name, denseOrder);
        Assert.InRange(Math.Log2(Error(steps / 2) / Error(steps)), order - 0.1, order + 0.1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Times_of_events_have_the_order_that_dense_output_gives(string name, string kind, int steps, int denseOrder)
    {
        // Odd tenths of the way lie in the middle of a step when the number of steps is an odd multiple of five, and so of thrice as many.
        int coarse = 5 * (2 * ((steps / 10 - 1) / 2) + 1);
        IExactProblem problem = Problem(kind);
        double[] expected = [.. Enumerable.Range(0, 5).Select(i => End * (2 * i + 1) / 10)];
        double Error(int count)
        {
            IntegrationResult result = Run(name, problem, count, null, [.. expected.Select(t => new PassesAcross(problem, t))]);
            return Math.Sqrt(expected.Sum(t => Math.Pow(result.Events.Min(occurrence => Math.Abs(occurrence.Time - t)), 2)));
        }
        int order = Inside(name, denseOrder);
        Assert.InRange(Math.Log(Error(coarse) / Error(3 * coarse), 3), order - 0.1, order + 0.1);
    }

    [Fact]
    public void Every_method_of_fixed_order_has_a_row() =>
        Assert.Equal(
            MethodCatalog.All.Select(method => method.Name).Except(WithoutFixedOrder).Order(),
            Cases.Select(row => row.Data.Item1).Distinct().Order());

    private static int Inside(string name, int denseOrder) => Math.Min(MethodCatalog.Find(name).Order, denseOrder + 1);

    private static IExactProblem Problem(string kind) => kind switch
    {
        "driven" => new ForcedOscillator(),
        "settling" => new SettlingOscillator(),
        _ => new NonlinearRotation(),
    };

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => double.Hypot(a[0] - b[0], a[1] - b[1]);

    private static IntegrationResult Run(string name, IExactProblem problem, int steps, ITrajectorySink? sink, params ITrajectoryEvent[] events)
    {
        IntegrationOptions options = new()
        {
            Tolerances = new(1e-13, 1e-13), Controller = new FixedStep(), InitialStep = End / steps, Events = [.. events],
        };
        IntegrationResult result = new InitialValueProblem(problem, new(0, End), [.. problem.Exact(0)]).Solve(name, options, sink);
        Assert.Equal(steps, result.Work.Steps);
        return result;
    }

    // Through the point where the solution is at a time, square to the way it goes there: crossed at its fastest.
    private sealed class PassesAcross(IExactProblem problem, double time) : ITrajectoryEvent
    {
        private readonly double[] point = problem.Exact(time);
        private readonly double[] velocity = Velocity(problem, time);

        public string Name => "passes";

        public Crossing Crossing => Crossing.Rising;

        public bool StopsIntegration => false;

        public double Evaluate(double t, ReadOnlySpan<double> y) => (y[0] - point[0]) * velocity[0] + (y[1] - point[1]) * velocity[1];

        private static double[] Velocity(IExactProblem problem, double time)
        {
            double[] derivative = new double[2];
            problem.Evaluate(time, problem.Exact(time), derivative);
            return derivative;
        }
    }
}
