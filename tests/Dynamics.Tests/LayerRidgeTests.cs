using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>A ridge on the layers: one flow in three coordinates, with the gradient, Hessian and minimum that it must have.</summary>
public sealed class LayerRidgeTests
{
    private const double Ridge = 0.2;

    [Theory, InlineData(2), InlineData(3), InlineData(5)]
    public void Layers_log_polar_coordinates_and_entries_flow_alike(int depth)
    {
        ILoss loss = Samples.Completion(Samples.Gaussian(4, 3, 1), 0.6, 2);
        BalancedMatrix start = new(Samples.Gaussian(4, 3, 3), 0.7);
        Matrix[] ends = [.. Enum.GetValues<FlowCoordinates>().Select(coordinates =>
            Samples.EndToEndAt(GradientFlow.From(start, Depth.Of(depth), loss, coordinates).WithLayerRidge(Ridge), 1.5))];
        Assert.All(ends, end => Assert.InRange(Samples.Distance(end, ends[0]), 0, 1e-9));
        Assert.True(Samples.Distance(Samples.EndToEndAt(GradientFlow.From(start, Depth.Of(depth), loss), 1.5), ends[0]) > 1e-2);
    }

    /// <summary>Without a loss every ln σ falls at the rate μ, at every depth.</summary>
    [Theory, InlineData(2.5), InlineData(3), InlineData(double.PositiveInfinity)]
    public void Alone_it_shrinks_every_mode_at_the_rate_of_the_ridge(double n)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(Samples.Gaussian(3, 3, 4)), depth, new LinearLoss(new(3, 3))).WithLayerRidge(Ridge);
        FlowState before = Samples.Observe(flow, flow.Start.AsSpan()), after = Samples.Observe(flow, Samples.Integrate(flow, 2));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(-2 * Ridge, after.LogSigma[i] - before.LogSigma[i], 1e-10);
        }
    }

    /// <summary>Depth 2: the ridge on the layers is the nuclear norm, so the minimum is the soft-thresholded target.</summary>
    [Fact]
    public void At_depth_two_it_ends_at_the_soft_thresholded_target()
    {
        Matrix target = Matrix.Diagonal(2, 1, 0.5);
        GradientFlow flow = GradientFlow.From(new BalancedIdentity(0.3), Depth.Of(2), new FactorizationLoss(target)).WithLayerRidge(Ridge);
        Matrix end = Samples.EndToEndAt(flow, 400);
        Assert.InRange(Samples.Distance(end, Matrix.Diagonal(2 - Ridge, 1 - Ridge, 0.5 - Ridge)), 0, 1e-9);
    }

    [Fact]
    public void The_field_is_minus_the_gradient_and_its_Jacobian_minus_the_Hessian()
    {
        NetworkShape shape = new([3, 4, 2, 3]);
        LayerFlow inner = new(shape, Samples.Completion(Samples.Gaussian(3, 3, 5), 0.7, 6));
        DifferentiableLayerRidgeFlow flow = Assert.IsType<DifferentiableLayerRidgeFlow>(LayerRidgeFlow.Of(inner, Ridge));
        double[] y = Samples.Gaussian(shape.Length, 1, 7, 0.6).Data.ToArray(), velocity = new double[y.Length], direction = Samples.Gaussian(y.Length, 1, 8).Data.ToArray(), product = new double[y.Length];
        flow.Evaluate(0, y, velocity);
        double slope = (LossAt(1e-5) - LossAt(-1e-5)) / 2e-5, expected = -3 * velocity.Zip(direction, (a, b) => a * b).Sum();
        Assert.Equal(expected, slope, 1e-7);
        flow.ApplyJacobian(0, y, direction, product);
        double[] ahead = At(1e-5), behind = At(-1e-5);
        Assert.All(Enumerable.Range(0, y.Length), k => Assert.Equal((ahead[k] - behind[k]) / 2e-5, product[k], 1e-7));

        double LossAt(double h)
        {
            double[] moved = [.. y.Zip(direction, (value, step) => value + h * step)];
            FlowState point = new(3, 3, 2);
            Assert.True(inner.TryObserve(0, moved, point));
            return point.Loss + 0.5 * Ridge * moved.Sum(value => value * value);
        }

        double[] At(double h)
        {
            double[] moved = [.. y.Zip(direction, (value, step) => value + h * step)], there = new double[y.Length];
            flow.Evaluate(0, moved, there);
            return there;
        }
    }

    [Fact]
    public void The_penalty_is_that_of_balanced_layers()
    {
        GradientFlow bare = GradientFlow.From(new BalancedMatrix(Samples.Gaussian(3, 3, 4)), Depth.Of(3), new LinearLoss(new(3, 3)), FlowCoordinates.Layers), flow = bare.WithLayerRidge(Ridge);
        Assert.Equal(0.5 * Ridge * flow.Start.Sum(value => value * value), ((LayerRidgeFlow)flow.Field).Penalty(Samples.Observe(flow, flow.Start.AsSpan())), 1e-13);
        Assert.Contains("A ridge is a positive number", Assert.Throws<ArgumentOutOfRangeException>(() => bare.WithLayerRidge(0)).Message, StringComparison.Ordinal);
    }
}
