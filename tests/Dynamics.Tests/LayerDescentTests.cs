using DlnDynamics.LinearAlgebra;
using DlnDynamics.LinearAlgebra.Tests;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The update rules on the layers (MATH.md 8.1, 8.3): oracles 59, 61, 62, 63.</summary>
public sealed class LayerDescentTests
{
    private static readonly IUpdateRule[] Rules = [new GradientDescent(0.01), new HeavyBall(0.01, 0.5), new RmsProp(0.01), new GroupRmsProp(0.01)];

    private static LayerDescent From(ILayerStart start, int layers, ILoss loss, IUpdateRule rule) => new(GradientFlow.From(start, Depth.Of(layers), loss), rule);

    private static void Step(LayerDescent descent, int times)
    {
        for (int k = 0; k < times; k++)
        {
            Assert.True(descent.TryStep(), descent.Failure);
        }
    }

    [Fact]
    public void Every_rule_takes_the_path_that_numpy_takes()
    {
        // Forty iterations in numpy, entry by entry: time, loss, X₁₁, X₃₂ and entry (4, 1) of the second layer. Widths 3, 2, 4, 3: nothing is square or balanced.
        (IUpdateRule Rule, double[] Expected)[] known =
        [
            (new GradientDescent(0.05), [2.000000000000001, 0.5689783309946904, 1.157723412019652, 0.5859365332090213, 0.4291285469903661]),
            (new HeavyBall(0.02, 0.6), [2.000000000000001, 0.8120258701667115, 1.055843708622328, 0.5781506919534972, 0.4032867000709775]),
            (new GroupRmsProp(0.03, 0.9, 1e-3), [1.428882396920126, 1.186622763470651, 0.8234381484851784, 0.47338058328135, 0.3601632123616827]),
            (new RmsProp(0.01, 0.9, 1e-3), [1.395832094352281, 0.3813286189823006, 1.125951532124335, 0.4451494780951588, 0.5990907790488591]),
        ];
        ILoss loss = new FactorizationLoss(Matrix.Of(new[,] { { 1.2, 0.3, -0.5 }, { 0.2, 0.9, 0.4 }, { -0.3, 0.1, 1.5 } }));
        LayersGiven start = new(
        [
            Matrix.Of(new[,] { { 0.7, -0.1, 0.2 }, { 0.3, 0.6, 0.1 } }),
            Matrix.Of(new[,] { { 0.5, 0.2 }, { -0.3, 0.8 }, { 0.1, 0.4 }, { 0.2, -0.6 } }),
            Matrix.Of(new[,] { { 0.4, 0.1, -0.2, 0.3 }, { 0, 0.5, 0.6, -0.1 }, { 0.2, -0.3, 0.7, 0.1 } }),
        ]);
        foreach ((IUpdateRule rule, double[] expected) in known)
        {
            LayerDescent descent = From(start, 3, loss, rule);
            Step(descent, 40);
            FlowState point = descent.Problem.NewState();
            Assert.True(descent.TryObserve(point));
            double second = ((LayerFlow)descent.Problem.Field).Shape.Layer(descent.Layers, 1)[3, 0];
            double[] found = [descent.Time, descent.Loss, point.EndToEnd[0, 0], point.EndToEnd[2, 1], second];

            // Forty roundings of numbers of size one.
            Assert.All(found.Zip(expected), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-13));
            Assert.Equal(3 * descent.Time, point.Time);
            Assert.Equal(40, descent.Iteration);
        }
    }

    [Fact]
    public void An_iteration_moves_the_imbalance_by_the_difference_of_squared_gradients()
    {
        const double rate = 0.05;
        foreach (int depth in new[] { 2, 3, 5 })
        {
            for (long seed = 1; seed <= 5; seed++)
            {
                LayerDescent descent = From(new LayersGaussian(0.4, 4, seed), depth, Samples.Completion(Samples.Gaussian(4, 3, seed), 0.8, seed), new GradientDescent(rate));
                LayerFlow flow = (LayerFlow)descent.Problem.Field;
                for (int k = 0; k < 30; k++)
                {
                    double[] before = descent.Layers.ToArray(), gradient = descent.Gradient.ToArray();
                    Step(descent, 1);
                    for (int p = 0; p + 1 < depth; p++)
                    {
                        Matrix old = new(4, 4), now = new(4, 4), squares = new(4, 4);
                        flow.FillImbalance(before, p, old.View);
                        flow.FillImbalance(descent.Layers, p, now.View);
                        flow.FillImbalance(gradient, p, squares.View);
                        for (int i = 0; i < 16; i++)
                        {
                            double defect = now.Data[i] - old.Data[i] - rate * rate * squares.Data[i];
                            Assert.True(Math.Abs(defect) <= 1e-14, $"N = {depth}, seed {seed}: {defect}");
                        }
                    }
                }
            }
        }
    }

    public static TheoryData<int, double> Momenta => new(
        (2, 0), (2, 0.5), (3, 0), (3, 0.5), (3, 0.9), (4, 0.9));

    [Theory]
    [MemberData(nameof(Momenta))]
    public void A_minimum_attracts_below_the_limit_of_stability_and_repels_above(int depth, double momentum)
    {
        // Two per cent to either side, from balanced layers at the minimum times I plus 1e-5: no other minimum has less sharpness, so none can be found instead.
        Matrix target = Matrix.Of(new[,] { { 2, 0, 0 }, { 0, 1, 0.3 }, { 0, -0.2, 0.6 }, { 0.1, 0, 0 } });
        GradientFlow minimum = GradientFlow.From(new BalancedMatrix(target), Depth.Of(depth), new FactorizationLoss(target), FlowCoordinates.Layers);
        double sharpness = OperatorSpectrum.Of(new LayeredHessian((LayerFlow)minimum.Field, minimum.Start.AsSpan())).Largest;
        IUpdateRule Rule(double rate) => momentum > 0 ? new HeavyBall(rate, momentum) : new GradientDescent(rate);
        double limit = Rule(1).LargestStable(sharpness);

        LayerDescent below = new(minimum.Perturbed(1e-5, 7), Rule(0.98 * limit)), above = new(minimum.Perturbed(1e-5, 7), Rule(1.02 * limit));
        Step(below, 2000);
        Assert.InRange(below.Loss, 0, 1e-24);

        double least = double.PositiveInfinity;
        for (int k = 0; k < 2000 && above.TryStep(); k++)
        {
            least = k >= 1900 ? Math.Min(least, above.Loss) : least;
        }
        Assert.True(least > 1e-6, $"N = {depth}, μ = {momentum}: loss {least}");
    }

    [Fact]
    public void From_the_identity_every_mode_follows_its_own_recursion()
    {
        const double rate = 0.02, scale = 0.4;
        double[] targets = [3, 2, 1, 0];
        foreach (int depth in new[] { 2, 3, 4 })
        {
            LayerDescent descent = From(new LayersIdentity(scale), depth, new FactorizationLoss(Matrix.Diagonal(targets)), new GradientDescent(rate));
            double[] d = [scale, scale, scale, scale];
            for (int k = 0; k < 300; k++)
            {
                Step(descent, 1);
                d = [.. d.Zip(targets, (one, s) => one - rate * Math.Pow(one, depth - 1) * (Math.Pow(one, depth) - s))];
                for (int p = 0; p < depth; p++)
                {
                    ReadOnlyMatrixView layer = ((LayerFlow)descent.Problem.Field).Shape.Layer(descent.Layers, p);
                    for (int i = 0; i < 4; i++)
                    {
                        for (int j = 0; j < 4; j++)
                        {
                            Assert.InRange(Math.Abs(layer[i, j] - (i == j ? d[i] : 0)), 0, 1e-10);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void A_mode_passes_its_target_above_the_monotone_rate_and_not_at_it()
    {
        foreach (int depth in new[] { 1, 2, 3, 6 })
        {
            foreach (double target in new[] { 0.3, 1, 4 })
            {
                double monotone = StepSizeBounds.Monotone(depth, target);
                Assert.False(Passes(monotone), $"N = {depth}, s = {target}");
                Assert.True(Passes(1.05 * monotone), $"N = {depth}, s = {target}");

                bool Passes(double rate)
                {
                    LayerDescent descent = From(new LayersIdentity(Math.Pow(0.5 * target, 1.0 / depth)), depth, new FactorizationLoss(Matrix.Diagonal(target)), new GradientDescent(rate));
                    bool passes = false;
                    for (int k = 0; k < 100; k++)
                    {
                        Step(descent, 1);

                        // At the target itself an iterate may round to either side.
                        passes |= descent.Layers[0] > Math.Pow(target, 1.0 / depth) * (1 + 1e-14);
                    }
                    return passes;
                }
            }
        }
    }

    [Fact]
    public void No_iteration_allocates()
    {
        foreach (IUpdateRule rule in Rules)
        {
            LayerDescent descent = From(new LayersGaussian(0.3, 5, 1), 3, Samples.Completion(Samples.Gaussian(6, 4, 1), 0.7, 1), rule);
            Assert.Equal(0, Allocation.Of(() =>
            {
                for (int k = 0; k < 20; k++)
                {
                    descent.TryStep();
                }
            }));
        }
    }

    [Fact]
    public void Divergence_ends_it_at_the_last_good_iterate_with_a_remedy()
    {
        foreach (IUpdateRule rule in (IUpdateRule[])[new GradientDescent(3), new HeavyBall(3, 0.9), new GradientDescent(1e300), new RmsProp(1e30), new GroupRmsProp(1e200)])
        {
            LayerDescent descent = From(new LayersGaussian(0.7, 4, 2), 3, new FactorizationLoss(Samples.Gaussian(4, 4, 3)), rule);
            double bound = 1e6 * Math.Max(descent.Loss, descent.Problem.Field.Loss.Value(new Matrix(4, 4).View));
            int steps = 0;
            while (steps < 1000 && descent.TryStep())
            {
                steps++;
            }
            Assert.Equal(steps, descent.Iteration);
            Assert.Contains($"At iteration {steps + 1} of {rule.Name}", descent.Failure, StringComparison.Ordinal);
            Assert.Contains("Take a smaller rate", descent.Failure, StringComparison.Ordinal);
            Assert.InRange(descent.Loss, 0, bound);
            double[] gradient = new double[descent.Layers.Length];
            Assert.Equal(descent.Loss, ((LayerFlow)descent.Problem.Field).Gradient(descent.Layers, gradient));
            Assert.Equal(gradient, descent.Gradient.ToArray());
            Assert.False(descent.TryStep());
        }
    }

    [Fact]
    public void What_cannot_be_is_refused_with_a_sentence()
    {
        foreach (double rate in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Contains("positive and finite", Assert.Throws<ArgumentOutOfRangeException>(() => new GradientDescent(rate)).Message, StringComparison.Ordinal);
            Assert.Contains("positive and finite", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(0.1, 0.9, rate)).Message, StringComparison.Ordinal);
            Assert.Contains("positive and finite", Assert.Throws<ArgumentOutOfRangeException>(() => new GroupRmsProp(rate)).Message, StringComparison.Ordinal);
        }
        foreach (double fraction in new[] { -0.1, 1, double.NaN })
        {
            Assert.Contains("below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new HeavyBall(0.1, fraction)).Message, StringComparison.Ordinal);
            Assert.Contains("below 1", Assert.Throws<ArgumentOutOfRangeException>(() => new GroupRmsProp(0.1, fraction)).Message, StringComparison.Ordinal);
        }
        GradientFlow polar = GradientFlow.From(new BalancedGaussian(1, 1), Depth.Of(3), new FactorizationLoss(Samples.Gaussian(3, 3, 1)));
        Assert.Contains("FlowCoordinates.Layers", Assert.Throws<ArgumentException>(() => new LayerDescent(polar, Rules[0])).Message, StringComparison.Ordinal);
        GradientFlow huge = GradientFlow.From(new LayersIdentity(1e120), Depth.Of(3), new FactorizationLoss(Samples.Gaussian(3, 3, 1)));
        Assert.Contains("make it smaller", Assert.Throws<ArgumentException>(() => new LayerDescent(huge, Rules[0])).Message, StringComparison.Ordinal);
    }
}
