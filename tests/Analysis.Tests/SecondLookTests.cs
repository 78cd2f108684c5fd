using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Starts to both sides of the given one show whether its limit can be trusted (docs/design/007).</summary>
public sealed class SecondLookTests
{
    private const double Size = 1e-5;

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-4)]
    public void A_start_with_a_symmetry_whose_limit_no_tolerance_finds_is_not_trusted(double scale)
    {
        // w₁₂ = −w₂₁ for all time, so that the limit has rank 2 and determinant ≥ 0.95; the run ends near rank 1 all the same.
        GradientFlow flow = Rotation(Depth.Infinite, scale);
        FlowState end = End(flow, 1e-6, 2 / (scale * scale));
        Assert.True(end.Sigma(1) < 0.1 * end.Sigma(0), $"{end.Sigma(1)}");
        SecondLook look = Look(flow, end, 2 / (scale * scale));
        Assert.False(look.Agrees, look.Reason);
        Assert.Contains("start has a symmetry", look.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_whose_limit_is_well_conditioned_is_trusted()
    {
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Real(2.5), Depth.Of(3) })
        {
            GradientFlow flow = Rotation(depth, 1e-3);
            SecondLook look = Look(flow, End(flow, 1e-6, 1e3), 1e3);
            Assert.True(look.Agrees && look.Difference < 100 * Size, $"N = {depth}: {look}");
        }
    }

    [Theory]
    [InlineData(FlowCoordinates.LogPolar)]
    [InlineData(FlowCoordinates.Layers)]
    [InlineData(FlowCoordinates.EndToEnd)]
    public void A_perturbed_start_is_so_far_off_in_every_mode_and_opposite_ones_are_opposite(FlowCoordinates coordinates)
    {
        GradientFlow flow = GradientFlow.From(
            new BalancedMatrix(Matrix.Diagonal(1, 1e-3, 1e-6)), Depth.Of(3), new FactorizationLoss(Matrix.Identity(3)), coordinates);
        FlowState start = At(flow), above = At(flow.Perturbed(Size, 1)), below = At(flow.Perturbed(-Size, 1));
        for (int i = 0; i < 3; i++)
        {
            double up = above.LogSigma[i] - start.LogSigma[i], down = below.LogSigma[i] - start.LogSigma[i];
            Assert.InRange(Math.Abs(up), 0.01 * Size, 20 * Size);
            Assert.Equal(up, -down, 1e-2 * Size);
        }
        Assert.Equal(flow.Perturbed(Size, 1).Start.AsSpan(), flow.Perturbed(Size, 1).Start.AsSpan());
    }

    private static GradientFlow Rotation(Depth depth, double scale)
    {
        Matrix turn = Matrix.Of(new[,] { { 0.8, -0.6 }, { 0.6, 0.8 } });
        return GradientFlow.From(new BalancedMatrix(turn, scale), depth, new CompletionLoss(Matrix.Diagonal(1.06, 0.9), Mask.Diagonal(2)));
    }

    private static SecondLook Look(GradientFlow flow, FlowState end, double time) =>
        SecondLook.Compare(end, [End(flow.Perturbed(Size, 1), Size, time), End(flow.Perturbed(-Size, 1), Size, time)], Size, 1e-3, flow.Coordinates);

    private static FlowState End(GradientFlow flow, double tolerance, double time)
    {
        IntegrationResult result = flow.Until(time).Integrate(MethodCatalog.Find("auto"), new() { Tolerances = new(0, tolerance) });
        Assert.True(result.IsFinished, result.Sentence);
        FlowState end = flow.NewState();
        Assert.True(flow.Field.TryObserve(result.Time, result.State.AsSpan(), end));
        return end;
    }

    private static FlowState At(GradientFlow flow)
    {
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(0, flow.Start.AsSpan(), point));
        return point;
    }
}
