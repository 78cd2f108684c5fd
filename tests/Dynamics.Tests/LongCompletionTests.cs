using DlnDynamics.Integrators;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>What matrix-free multistep steps are for: a wide completion over a long time, at a price that stays.</summary>
public sealed class LongCompletionTests
{
    [Fact]
    public void A_thirty_by_thirty_completion_to_a_late_time_costs_a_few_thousand_evaluations()
    {
        // CVODE with BDF and GMRES took 252 steps and 2 859 evaluations at 1e-4, 481 and 3 956 at 1e-6, in the layers of such a problem (EVIDENCE.md §2).
        // Here it was 251 and 3 451, 508 and 5 691; the bounds leave a third.
        IntegrationResult loose = Run(1e-4), tight = Run(1e-6);
        Assert.InRange(loose.Work.Steps, 100, 350);
        Assert.InRange(loose.Work.Evaluations, 500, 4_500);
        Assert.InRange(tight.Work.Steps, 200, 700);
        Assert.InRange(tight.Work.Evaluations, 1_000, 7_500);

        // A tolerance on H is one on every singular value, and the observed directions forget what the steps before erred.
        FlowState rough = Observe(loose), fine = Observe(tight);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(1, rough.Sigma(i) / fine.Sigma(i), 1e-4);
        }
    }

    private static GradientFlow Flow() =>
        GradientFlow.From(new BalancedOrthogonal(1e-3, 7), Depth.Of(3), Samples.Completion(Samples.OfRank(30, 30, 3, 1), 0.5, 2));

    private static IntegrationResult Run(double tolerance) =>
        Flow().Until(3e4).Integrate(
            MethodCatalog.Find("bdf-gmres"), new() { Tolerances = new(0, tolerance) }, cancellation: TestContext.Current.CancellationToken);

    private static FlowState Observe(IntegrationResult result) => Samples.Observe(Flow(), result.State.AsSpan());
}
