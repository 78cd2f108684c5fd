using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Follows a flow to the first step at which its loss is small enough.</summary>
internal static class Ending
{
    public static FlowState At(GradientFlow flow, double loss, double tolerance, double horizon = 1e7, string method = "auto")
    {
        IntegrationResult result = Solve(flow, horizon, tolerance, new LossBelow(flow, loss), method);
        Assert.True(result.IsFinished, result.Sentence);
        FlowState end = flow.NewState();
        Assert.True(flow.Field.TryObserve(result.Time, result.State.AsSpan(), end));
        return end;
    }

    public static IntegrationResult Solve(GradientFlow flow, double horizon, double tolerance, IConvergenceTest? until, string method = "auto") =>
        flow.Until(horizon).Integrate(
            MethodCatalog.Find(method),
            new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, tolerance) : new(tolerance, tolerance * 1e-3), Convergence = until });

    private sealed class LossBelow(GradientFlow flow, double threshold) : IConvergenceTest
    {
        private readonly FlowState point = flow.NewState();

        public bool IsConverged(double t, ReadOnlySpan<double> y) => flow.Field.TryObserve(t, y, point) && point.Loss <= threshold;
    }
}
