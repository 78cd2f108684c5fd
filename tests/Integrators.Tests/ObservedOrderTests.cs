using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

/// <summary>Orders measured with fixed steps, at the finest pair of step counts at which rounding is still far below the error.</summary>
/// <remarks>Oscillators, because on nonlinear scalar problems the sixth-order error of Tsitouras' pair hides the small fifth-order one.</remarks>
public sealed class ObservedOrderTests
{
    private const double End = 4;

    public static TheoryData<string, int, bool> Methods => new()
    {
        { "tsitouras5", 128, false },
        { "tsitouras5", 256, true },
        { "rkc2", 1024, false },
        { "rkc2", 1024, true },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_order_is_as_promised_with_and_without_dependence_on_time(string name, int steps, bool forced)
    {
        ForcedOscillator oscillator = new(forced);
        double Error(int count)
        {
            IntegrationResult result = Run(name, oscillator, count, null);
            return double.Hypot(result.State[0] - oscillator.Exact(End), result.State[1] - oscillator.ExactVelocity(End));
        }
        int order = MethodCatalog.Find(name).Order;
        Assert.InRange(Math.Log2(Error(steps / 2) / Error(steps)), order - 0.1, order + 0.1);
    }

    [Theory]
    [InlineData("tsitouras5", 256, 5)]
    [InlineData("rkc2", 1024, 2)]
    public void Dense_output_is_as_accurate_inside_steps_as_at_their_ends(string name, int steps, int order)
    {
        ForcedOscillator oscillator = new(forced: true);
        double Error(int count)
        {
            // Thirds of steps are never step ends.
            double h = End / count;
            TrajectoryRecorder recorder = new(SampleTimes.Linear(h / 3, End - 2 * h / 3, count));
            Run(name, oscillator, count, recorder);
            Trajectory trajectory = recorder.Trajectory;
            return Enumerable.Range(0, count).Max(i => Math.Abs(trajectory.State(i)[0] - oscillator.Exact(trajectory.Times[i])));
        }
        Assert.InRange(Math.Log2(Error(steps / 2) / Error(steps)), order - 0.1, order + 0.1);
    }

    private static IntegrationResult Run(string name, IVectorField field, int steps, ITrajectorySink? sink)
    {
        IntegrationOptions options = new() { Tolerances = new(1, 1), Controller = new FixedStep(), InitialStep = End / steps };
        IntegrationResult result = new InitialValueProblem(field, new(0, End), [1, 0]).Solve(name, options, sink);
        Assert.Equal(steps, result.Work.Steps);
        return result;
    }
}
