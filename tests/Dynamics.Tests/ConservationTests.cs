using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>What the flows keep: imbalance, rank, sign, frozen frames (oracles 4, 5, 21, 22, 50); mask components have their own.</summary>
public sealed class ConservationTests
{
    [Fact]
    public void Imbalances_of_an_unbalanced_network_stay()
    {
        LayersGaussian start = new(0.7, 5, 3);
        GradientFlow flow = GradientFlow.From(start, Depth.Of(3), Samples.Completion(Samples.Gaussian(6, 4, 1), 0.7, 2));
        LayerFlow field = (LayerFlow)flow.Field;
        double[] end = Samples.Integrate(flow, 3);
        for (int p = 0; p < 2; p++)
        {
            Matrix before = new(5, 5), after = new(5, 5);
            field.FillImbalance(flow.Start.AsSpan(), p, before.View);
            field.FillImbalance(end, p, after.View);
            Assert.True(VectorOperations.EuclideanNorm(before.Data) > 0.1);
            Assert.InRange(Samples.Distance(after, before), 0, 1e-9);
        }
    }

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(6, 3, 3)]
    [InlineData(5, 5, 2)]
    public void The_lift_is_balanced_and_has_the_product(int rows, int columns, int rank)
    {
        Matrix x = Samples.OfRank(rows, columns, rank, 4);
        NetworkShape shape = new([columns, 6, 5, 7, rows]);
        LayerFlow field = new(shape, new FactorizationLoss(x));
        double[] state = BalancedLift.Lift(PolarFactors.Of(x), shape, new RandomSource(8, "lift", 0, 0));
        FlowState point = new(rows, columns, Math.Min(rows, columns));
        Assert.True(field.TryObserve(0, state, point));
        Assert.InRange(Samples.Distance(point.EndToEnd, x), 0, 1e-12);
        Assert.InRange(point.Imbalance, 0, 1e-12);
    }

    [Fact]
    public void Rank_of_the_start_is_kept_by_the_layers_and_by_construction_in_log_polar()
    {
        ILoss loss = Samples.Completion(Samples.Gaussian(5, 5, 1), 0.8, 2);
        BalancedLowRank start = new(2, 0.4, 6);
        foreach (int layers in new[] { 2, 3 })
        {
            GradientFlow layered = GradientFlow.From(start, Depth.Of(layers), loss, FlowCoordinates.Layers);
            LayerFlow everyMode = new(NetworkShape.Uniform(5, 5, layers), loss);
            FlowState end = new(5, 5, everyMode.Modes);
            Assert.True(everyMode.TryObserve(4, Samples.Integrate(layered, 4), end));
            Assert.InRange(end.Sigma(2), 0, 1e-13);
            Assert.Equal(2, layered.Field.Modes);
            Assert.Equal(2, GradientFlow.From(start, Depth.Of(layers), loss).Field.Modes);
        }
    }

    [Fact]
    public void Sign_of_the_determinant_never_changes()
    {
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Infinite })
        {
            for (long seed = 1; seed <= 4; seed++)
            {
                Matrix start = Samples.Gaussian(3, 3, seed, 0.5);
                GradientFlow flow = GradientFlow.From(new BalancedMatrix(start), depth, new FactorizationLoss(Samples.Gaussian(3, 3, 50 + seed)));
                Matrix end = Samples.EndToEndAt(flow, 6, 1e-9);
                Assert.True(Math.Sign(Determinant(start)) == Math.Sign(Determinant(end)), $"depth {depth}, seed {seed}");
            }
        }
    }

    [Fact]
    public void Frames_are_frozen_at_infinite_depth_on_a_stratum()
    {
        GradientFlow flow = GradientFlow.From(new BalancedLowRank(1, 0.5, 4), Depth.Infinite, new FactorizationLoss(Samples.Gaussian(5, 4, 1)));
        FlowState before = Samples.Observe(flow, flow.Start.AsSpan());
        FlowState after = Samples.Observe(flow, Samples.Integrate(flow, 7));
        Assert.True(Math.Abs(after.LogSigma[0] - before.LogSigma[0]) > 0.1);
        Assert.InRange(Samples.Distance(after.Left, before.Left), 0, 1e-12);
        Assert.InRange(Samples.Distance(after.Right, before.Right), 0, 1e-12);
    }

    private static double Determinant(Matrix x) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(x.Rows, x.Columns, x.Data.ToArray()).Determinant();
}
