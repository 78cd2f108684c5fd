using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Verdicts on flows of a loss are not given on flows of a free energy, whose modes go elsewhere.</summary>
public sealed class FreeEnergyVerdictTests
{
    [Fact]
    public void Every_verdict_is_withheld_with_the_reason()
    {
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedGaussian(0.5, 1), Depth.Of(3), new FactorizationLoss(Matrix.Diagonal(1.5, 0.75)), inverseTemperature: 2);
        QuantityRecorder recorder = new(flow, [1, 10, 100], []);
        IntegrationResult result = flow.Until(100).Integrate(new AutomaticMethod(), new() { Tolerances = new(0, 1e-8) }, recorder);
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        LimitingRank rank = LimitingRank.Judge(recorder.Evidence, 1e-3);
        Assert.Null(rank.Rank);
        Assert.Contains("free energy", rank.Reason, StringComparison.Ordinal);
        Limit limit = Limit.Complete(flow, recorder.Final);
        Assert.False(limit.IsCompleted);
        Assert.Contains("free energy", limit.Reason, StringComparison.Ordinal);
        Assert.Equal(CriticalPointKind.Undecided, Stationarity.Judge(flow, result.State.AsSpan(), recorder.Evidence[^1]).Kind);
        Assert.Contains("free energy", Assert.Throws<ArgumentException>(() => new InvariantMonitor(flow, 1e-8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_temperature_it_is_the_flow_of_the_loss()
    {
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedIdentity(0.5), Depth.Of(3), new FactorizationLoss(Matrix.Diagonal(1.5, 0.75)), double.PositiveInfinity);
        QuantityRecorder recorder = new(flow, [1, 10, 100], []);
        flow.Until(100).Integrate(new AutomaticMethod(), new() { Tolerances = new(0, 1e-8) }, recorder);
        Assert.Equal(2, LimitingRank.Judge(recorder.Evidence, 1e-3).Rank);
    }
}
