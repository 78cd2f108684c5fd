using System.Collections.Immutable;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class StopTimeTests
{
    private static readonly ImmutableArray<double> Stops = [-1, 0, 0.1, 0.1, 1.0 / 3, 2, 7.7, 50];

    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Steps_end_exactly_on_every_stop_time_inside_the_interval(string method)
    {
        Ends ends = new();
        IntegrationResult result = Problem(0, 10).Solve(method, new() { Tolerances = new(1e-6, 1e-9), StopTimes = Stops }, ends);
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.All([0.1, 1.0 / 3, 2, 7.7, 10], stop => Assert.Contains(stop, ends.Times));
        Assert.Equal(ends.Times.Order().Distinct(), ends.Times);
    }

    [Fact]
    public void Stop_times_cost_little_because_the_length_that_was_wanted_is_kept()
    {
        IntegrationOptions options = new() { Tolerances = new(1e-6, 1e-9) };
        long without = Problem(0, 200).Solve("tsitouras5", options).Work.Steps;
        long with = Problem(0, 200).Solve("tsitouras5", options with { StopTimes = [.. Enumerable.Range(1, 19).Select(k => 10.01 * k)] }).Work.Steps;

        // At most one step more a stop for being cut, and one for sharing the rest in two.
        Assert.InRange(with, without, without + 2 * 19);
    }

    private static InitialValueProblem Problem(double start, double end) => new(new NonlinearRotation(), new(start, end), [1, 0.5]);

    private sealed class Ends : ITrajectorySink
    {
        public List<double> Times { get; } = [];

        public void Begin(InitialValueProblem problem)
        {
        }

        public void Accept(in AcceptedStep step) => Times.Add(step.End);

        public void End(IntegrationResult result)
        {
        }
    }
}
