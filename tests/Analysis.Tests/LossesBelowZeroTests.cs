using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Invariants of −⟨C, X⟩, which falls through zero and has no lower bound.</summary>
public sealed class LossesBelowZeroTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Right_runs_are_not_flagged_and_runs_at_half_the_speed_are()
    {
        List<string> wrong = [];
        foreach (FlowCoordinates coordinates in Enum.GetValues<FlowCoordinates>())
        {
            for (int seed = 0; seed < 24; seed++)
            {
                IMethod method = MethodCatalog.Find(new[] { "tsitouras5", "rkc2", "bdf" }[seed % 3]);
                GradientFlow flow = Flow(coordinates, seed);
                Invariants seen = Watch(flow, flow.Field, method), slow = Watch(flow, Slowed(flow), method);
                if (!seen.Hold || slow.Find("energy-identity")!.Holds)
                {
                    wrong.Add($"seed {seed}, {coordinates}, N = {flow.Field.Depth}, {method.Name}: {seen.Reason} Slow: {slow.Reason}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void What_was_seen_survives_an_interruption_byte_for_byte()
    {
        // The loss stands below zero at the cut, and the reference with it.
        IMethod method = MethodCatalog.Find("tsitouras5");
        GradientFlow flow = Flow(FlowCoordinates.LogPolar, 3);
        InvariantMonitor whole = new(flow, Tolerance), first = new(flow, Tolerance), second = new(Flow(FlowCoordinates.LogPolar, 3), Tolerance);
        IntegrationOptions options = new() { Tolerances = new(0, Tolerance) };
        flow.Until(6).Integrate(method, options, whole);
        IntegrationResult cut = flow.Until(6).Integrate(method, options with { StepLimit = 17 }, first);
        StateTransfer.Load(StateTransfer.Save(first.Exchange), second.Exchange);
        Assert.Equal(StateTransfer.Save(first.Exchange), StateTransfer.Save(second.Exchange));
        flow.Until(6).Continue(cut.Checkpoint!, method, options, second);
        Assert.Equal(StateTransfer.Save(whole.Exchange), StateTransfer.Save(second.Exchange));
        Assert.Equal(whole.Result.Reason, second.Result.Reason);
    }

    [Fact]
    public void Only_runs_in_other_coordinates_are_sent_to_log_polar_ones()
    {
        foreach (FlowCoordinates coordinates in Enum.GetValues<FlowCoordinates>())
        {
            GradientFlow flow = Flow(coordinates, 0);
            string reason = Watch(flow, Slowed(flow), MethodCatalog.Find("tsitouras5")).Reason;
            Assert.Equal(coordinates != FlowCoordinates.LogPolar, reason.Contains("log-polar", StringComparison.Ordinal));
        }
    }

    private static GradientFlow Flow(FlowCoordinates coordinates, int seed)
    {
        Matrix direction = RandomFrames.Gaussian(3, 2, new(seed, "direction of a linear loss", 3, 2));
        return GradientFlow.From(new BalancedGaussian(0.01, seed), Depth.Of(seed % 2 == 0 ? 2 : 3), new LinearLoss(direction), coordinates);
    }

    private static DelegateField Slowed(GradientFlow flow)
    {
        double[] velocity = new double[flow.Field.Dimension];
        return new(velocity.Length, (t, y, derivative) =>
        {
            flow.Field.Evaluate(t, y, velocity);
            VectorOperations.Scale(0.5, velocity, derivative);
        });
    }

    private static Invariants Watch(GradientFlow flow, IVectorField vectorField, IMethod method)
    {
        InvariantMonitor monitor = new(flow, Tolerance);

        // At N = 3 a mode from 0.03 under a push of at most 4 is infinite at 3·0.03^(−1/3)/4 = 2.4, and nothing is to be balanced there.
        InitialValueProblem problem = flow.Until(flow.Field.Depth.Value == 2 ? 6 : 2);
        IVectorField followed = method.NeedsJacobian && vectorField is not IDifferentiableField ? new FiniteDifferenceField(vectorField) : vectorField;
        InitialValueProblem claimed = new(followed, problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection };
        double absolute = flow.Coordinates == FlowCoordinates.LogPolar ? 0 : 1e-4 * Tolerance;
        IntegrationOptions options = new() { Tolerances = absolute == 0 ? new(0, Tolerance) : new(Tolerance, absolute), EvaluationLimit = 20_000 };
        IntegrationResult result = claimed.Integrate(method, options, monitor);
        Assert.True(result.IsFinished, result.Sentence);
        return monitor.Result;
    }
}
