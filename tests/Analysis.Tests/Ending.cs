using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Follows a flow to the first step at which its loss is small enough.</summary>
internal static class Ending
{
    public static FlowState At(GradientFlow flow, double loss, double tolerance, double horizon = 1e7, string method = "auto") =>
        Observe(flow, Follow(flow, loss, tolerance, horizon, method));

    /// <summary>Where the scaled gradient has fallen to a threshold.</summary>
    public static FlowState Stationary(GradientFlow flow, double threshold, double tolerance) =>
        Observe(flow, Solve(flow, 1e7, tolerance, new StationarityTest(flow, threshold)));

    /// <summary>At a time.</summary>
    public static FlowState Reached(GradientFlow flow, double time, double tolerance) => Observe(flow, Solve(flow, time, tolerance, null));

    public static IntegrationResult Follow(GradientFlow flow, double loss, double tolerance, double horizon = 1e7, string method = "auto") =>
        Solve(flow, horizon, tolerance, new LossBelow(flow, loss), method);

    public static IntegrationResult Solve(GradientFlow flow, double horizon, double tolerance, IConvergenceTest? until, string method = "auto")
    {
        InitialValueProblem problem = flow.Until(horizon);
        if (flow.Field is not IDifferentiableField)
        {
            problem = new(new FiniteDifferenceField(flow.Field), problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection };
        }
        return problem.Integrate(
            MethodCatalog.Find(method),
            new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, tolerance) : new(tolerance, tolerance * 1e-3), Convergence = until });
    }

    private static FlowState Observe(GradientFlow flow, IntegrationResult result)
    {
        Assert.True(result.IsFinished, result.Sentence);
        FlowState end = flow.NewState();
        Assert.True(flow.Field.TryObserve(result.Time, result.State.AsSpan(), end));
        return end;
    }

    private sealed class LossBelow(GradientFlow flow, double threshold) : IConvergenceTest
    {
        private readonly FlowState point = flow.NewState();

        public bool IsConverged(double t, ReadOnlySpan<double> y) => flow.Field.TryObserve(t, y, point) && point.Loss <= threshold;
    }
}
