using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

public sealed class StepRecorderTests
{
    [Fact]
    public void It_keeps_the_start_and_the_end_of_every_step()
    {
        GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(0.1, 3), Depth.Of(3), new FactorizationLoss(FactorizationProblems.Target(3, 3, 3, 2, 1)));
        StepRecorder<(double Time, double Loss, double Sigma)> recorder = new(flow, point => (point.Time, point.Loss, point.Sigma(0)));
        ModeHistory history = new(flow);
        IntegrationResult result = flow.Until(5).Integrate(MethodCatalog.Find("tsitouras5"), new() { Tolerances = new(0, 1e-6) }, new TeeSink(recorder, history));

        // The history has the middles of steps besides.
        Assert.Equal(result.Work.Steps + 1, recorder.Rows.Count);
        Assert.Equal([.. history.Rows.Where((_, k) => k % 2 == 0).Select(row => (row.Time, row.Loss, Math.Exp(row.LogSigma[0])))], recorder.Rows);
    }
}
