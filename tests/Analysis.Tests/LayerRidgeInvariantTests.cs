using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>What a flow with a ridge on its layers keeps: kept by that flow in all coordinates, and not by the flow without.</summary>
public sealed class LayerRidgeInvariantTests
{
    private const double Ridge = 0.2, Tolerance = 1e-7;

    private static readonly CompletionLoss Blocks = new(FactorizationTarget(), Mask.Where(4, 4, (i, j) => (i < 2) == (j < 2)));

    [Theory]
    [InlineData(FlowCoordinates.LogPolar, "loss-monotone, determinant-sign, mask-components")]
    [InlineData(FlowCoordinates.Layers, "loss-monotone, imbalance, determinant-sign, mask-components")]
    [InlineData(FlowCoordinates.EndToEnd, "loss-monotone, determinant-sign, mask-components")]
    public void Its_own_runs_hold(FlowCoordinates coordinates, string names)
    {
        GradientFlow flow = GradientFlow.From(new BalancedGaussian(0.5, 5), Depth.Of(3), Blocks, coordinates).WithLayerRidge(Ridge);
        Invariants seen = Watch(flow, flow.Field);
        Assert.Equal(names, string.Join(", ", seen.All.Select(one => one.Name)));
        Assert.True(seen.Hold, seen.Reason);
    }

    [Fact]
    public void Layers_that_are_not_balanced_hold_and_the_flow_without_the_ridge_does_not()
    {
        GradientFlow bare = GradientFlow.From(new LayersGaussian(0.5, 4, 3), Depth.Of(3), Blocks), flow = bare.WithLayerRidge(Ridge);
        Assert.True(Watch(flow, flow.Field) is { Hold: true } held, "the flow with its ridge");
        Invariants other = Watch(flow, bare.Field);
        Assert.False(other.Find("imbalance")!.Holds);
        Assert.False(other.Find("mask-components")!.Holds);
    }

    /// <summary>One number under one name: along the flow without its ridge, where both are large. From a small start terms only grow, so that the largest so far is the last.</summary>
    [Theory]
    [InlineData(FlowCoordinates.LogPolar)]
    [InlineData(FlowCoordinates.EndToEnd)]
    [InlineData(FlowCoordinates.Layers)]
    [InlineData(null)]
    public void The_quantity_mask_drift_measures_what_the_invariant_does(FlowCoordinates? coordinates)
    {
        GradientFlow bare = coordinates is { } stated ? GradientFlow.From(new BalancedGaussian(0.02, 5), Depth.Of(3), Blocks, stated) : GradientFlow.From(new LayersGaussian(0.1, 4, 3), Depth.Of(3), Blocks);
        GradientFlow flow = bare.WithLayerRidge(Ridge);
        InvariantMonitor monitor = new(flow, Tolerance);
        StepRecorder<double> recorder = new(flow, QuantityCatalog.Find("mask-drift", flow)!.Measure);
        Integrate(flow, bare.Field, new TeeSink(monitor, recorder));
        double watched = monitor.Result.Find("mask-components")!.Drift;
        Assert.True(watched > 1e-3, "a drift that is nothing says nothing");
        Assert.Equal(watched, recorder.Rows.Max(), 1e-10 * watched);
    }

    /// <summary>Up the gradient of the penalty: what is descended rises near the minimum of the loss.</summary>
    [Fact]
    public void A_ridge_of_the_wrong_sign_is_flagged_by_what_is_descended()
    {
        GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(0.5, 5), Depth.Of(2), new LinearLoss(new Matrix(4, 4))).WithLayerRidge(Ridge);
        Assert.True(Watch(flow, flow.Field).Hold);
        Assert.False(Watch(flow, new Reversed(flow.Field)).Find("loss-monotone")!.Holds);
    }

    private static Matrix FactorizationTarget()
    {
        Matrix target = Matrix.Diagonal(1, 0.7, 0.4, 0.2);
        (target[0, 1], target[2, 3]) = (0.3, -0.2);
        return target;
    }

    private static Invariants Watch(GradientFlow flow, IVectorField field)
    {
        InvariantMonitor monitor = new(flow, Tolerance);
        Integrate(flow, field, monitor);
        return monitor.Result;
    }

    private static void Integrate(GradientFlow flow, IVectorField field, ITrajectorySink sink)
    {
        InitialValueProblem problem = flow.Until(10);
        Tolerances tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, Tolerance) : new(Tolerance, 1e-3 * Tolerance);
        IntegrationResult result = new InitialValueProblem(field, problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection }
            .Integrate(MethodCatalog.Find("tsitouras5"), new() { Tolerances = tolerances }, sink);
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
    }

    private sealed class Reversed(IVectorField inner) : IVectorField
    {
        public int Dimension => inner.Dimension;

        public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
        {
            inner.Evaluate(t, y, derivative);
            VectorOperations.Scale(-1, derivative);
        }
    }
}
