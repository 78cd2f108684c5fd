using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

/// <summary>Orders measured with fixed steps, at the finest pair of step counts at which rounding is still far below the error.</summary>
/// <remarks>Long turns, because on monotone scalar problems the sixth-order error of Tsitouras' pair hides its small fifth-order one.</remarks>
public sealed class ObservedOrderTests
{
    private const double End = 4;

    public static TheoryData<string, int, string> Cases => new()
    {
        { "tsitouras5", 256, "autonomous" },
        { "tsitouras5", 256, "driven" },
        { "rkc2", 1024, "autonomous" },
        { "rkc2", 1024, "driven" },
        { "rock4", 512, "autonomous" },
        { "rock4", 512, "driven" },
        { "rodas5p", 256, "autonomous" },
        { "rodas5p", 128, "driven" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_order_is_as_promised_with_and_without_dependence_on_time(string name, int steps, string kind)
    {
        double Error(int count)
        {
            IExactProblem problem = Problem(kind);
            return Distance(Run(name, problem, count, null).State.AsSpan(), problem.Exact(End));
        }
        int order = MethodCatalog.Find(name).Order;
        Assert.InRange(Math.Log2(Error(steps / 2) / Error(steps)), order - 0.1, order + 0.1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dense_output_is_as_accurate_inside_steps_as_at_their_ends(string name, int steps, string kind)
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
        int order = MethodCatalog.Find(name).Order;
        Assert.InRange(Math.Log2(Error(steps / 2) / Error(steps)), order - 0.1, order + 0.1);
    }

    private static IExactProblem Problem(string kind) => kind == "driven" ? new ForcedOscillator() : new NonlinearRotation();

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => double.Hypot(a[0] - b[0], a[1] - b[1]);

    private static IntegrationResult Run(string name, IExactProblem problem, int steps, ITrajectorySink? sink)
    {
        IntegrationOptions options = new() { Tolerances = new(1, 1), Controller = new FixedStep(), InitialStep = End / steps };
        IntegrationResult result = new InitialValueProblem(problem, new(0, End), [.. problem.Exact(0)]).Solve(name, options, sink);
        Assert.Equal(steps, result.Work.Steps);
        return result;
    }
}
