using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Learning rates that are sure (MATH.md 8.1).</summary>
public sealed class StepSizeBoundsTests
{
    [Fact]
    public void A_step_within_the_bound_lowers_the_loss_by_half_its_length_times_the_squared_gradient()
    {
        for (long seed = 0; seed < 60; seed++)
        {
            RandomSource random = new(seed, "bound", 0, 0);
            int depth = 1 + random.NextInteger(5);
            ILoss loss = seed % 2 == 0 ? new FactorizationLoss(Samples.Gaussian(4, 3, seed)) : new RegressionLoss(Samples.Gaussian(4, 9, seed), Samples.Gaussian(3, 9, seed + 50));
            LayerFlow flow = new(NetworkShape.Uniform(4, 3, depth, depth == 1 ? null : 3 + random.NextInteger(3)), loss);
            double[] layers = [.. Samples.Gaussian(flow.Dimension, 1, seed + 9, 0.05 + random.NextDouble()).Data], gradient = new double[flow.Dimension], scratch = new double[flow.Dimension];
            double before = flow.Gradient(layers, gradient), bound = StepSizeBounds.DescentAt(flow, layers);
            Assert.True(bound > 0);
            foreach (double part in new[] { 1, 0.7, 0.1 })
            {
                double[] moved = [.. layers];
                VectorOperations.AddScaled(-part * bound, gradient, moved);
                double fall = before - flow.Gradient(moved, scratch), sure = 0.5 * part * bound * VectorOperations.Dot(gradient, gradient);
                Assert.True(fall >= sure - 1e-14 * before, $"seed {seed}, N = {depth}: {fall} below {sure}");
            }
        }
    }

    [Fact]
    public void At_a_balanced_minimum_it_is_one_over_the_sharpness_and_half_the_limit_of_stability()
    {
        foreach (int depth in new[] { 1, 2, 3, 5 })
        {
            Matrix target = Matrix.Diagonal(2, 1, 0.5);
            LayerFlow flow = new(NetworkShape.Uniform(3, 3, depth), new FactorizationLoss(target));
            double[] layers = BalancedLift.Lift(PolarFactors.Of(target), flow.Shape);
            double sharpness = OperatorSpectrum.Of(new LayeredHessian(flow, layers)).Largest, bound = StepSizeBounds.DescentAt(flow, layers);

            // Rounded layers have a gradient of some 1e-16.
            Assert.InRange(bound * sharpness, 1 - 1e-12, 1 + 1e-12);
            Assert.InRange(bound / StepSizeBounds.Monotone(depth, 2), 1 - 1e-12, 1 + 1e-12);
            Assert.InRange(new GradientDescent(1).LargestStable(sharpness) / bound, 2 - 1e-11, 2 + 1e-11);
        }
        LayerFlow deep = new(NetworkShape.Uniform(3, 3, 3), new FactorizationLoss(Matrix.Identity(3)));
        Assert.Equal(double.PositiveInfinity, StepSizeBounds.DescentAt(deep, new double[deep.Dimension]));
        double[] broken = new double[deep.Dimension];
        broken[0] = double.NaN;
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => StepSizeBounds.DescentAt(deep, broken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_theorem_keeps_its_word_on_the_number_of_iterations()
    {
        Matrix target = Matrix.Of(new[,] { { 1, 0.02 }, { -0.01, 0.95 } }), start = Matrix.Of(new[,] { { 0.98, 0 }, { 0, 0.98 } });
        GlobalConvergence theorem = GlobalConvergence.Of(2, target, start);
        Assert.InRange(theorem.Margin, 0.8, 0.95);
        GradientFlow problem = GradientFlow.From(new BalancedMatrix(start), Depth.Of(2), new FactorizationLoss(target), FlowCoordinates.Layers);
        Assert.InRange(((LayerFlow)problem.Field).MeasureImbalance(problem.Start.AsSpan()), 0, theorem.LargestImbalance);
        LayerDescent descent = new(problem, new GradientDescent(theorem.LargestRate));
        double first = descent.Loss;
        long promised = (long)Math.Ceiling(theorem.Iterations(theorem.LargestRate, 2));
        while (descent.Loss > 0.5 * first && descent.Iteration <= promised)
        {
            Assert.True(descent.TryStep(), descent.Failure);
        }
        Assert.InRange(descent.Iteration, promised / 10, promised);
        Assert.Contains("nearer", Assert.Throws<ArgumentException>(() => GlobalConvergence.Of(2, target, new(2, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_theorem_scales_as_the_flow_does()
    {
        // X → aX takes layers to a^(1/N), the imbalance to a^(2/N), time to a^(−(2−2/N)); iterations stay.
        foreach (int depth in new[] { 2, 3, 7 })
        {
            GlobalConvergence one = new(depth, 0.3, 2), scaled = new(depth, 0.3 * 5, 2 * 5);
            Assert.InRange(scaled.LargestImbalance / one.LargestImbalance / Math.Pow(5, 2.0 / depth), 1 - 1e-12, 1 + 1e-12);
            Assert.InRange(scaled.LargestRate / one.LargestRate * Math.Pow(5, 2 - 2.0 / depth), 1 - 1e-12, 1 + 1e-12);
            Assert.InRange(scaled.Iterations(scaled.LargestRate, 10) / one.Iterations(one.LargestRate, 10), 1 - 1e-12, 1 + 1e-12);
        }
    }
}
