using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The Hessian of the layered loss (MATH.md 1.4, 5.6): oracles 55, 57, 58.</summary>
public sealed class LayeredHessianTests
{
    private static (LayeredHessian Hessian, double[] Layers, LayerFlow Flow) At(ILoss loss, Matrix x, int depth, int? hidden, long seed)
    {
        NetworkShape shape = NetworkShape.Uniform(loss.Rows, loss.Columns, depth, hidden);
        double[] layers = BalancedLift.Lift(PolarFactors.Of(x), shape, new(seed, "lift", x.Rows, x.Columns));
        LayerFlow flow = new(shape, loss);
        return (new(flow, layers), layers, flow);
    }

    private static (Matrix Target, double[] Values, PolarFactors Factors) Data(int rows, int columns, long seed)
    {
        Matrix target = Samples.Gaussian(rows, columns, seed);
        PolarFactors factors = PolarFactors.Of(target);
        return (target, [.. Enumerable.Range(0, factors.Rank).Select(i => Math.Exp(factors.LogSize[i, i]))], factors);
    }

    private static Matrix TermsOf(PolarFactors factors, IEnumerable<int> terms)
    {
        Matrix x = new(factors.Left.Rows, factors.Right.Rows);
        foreach (int k in terms)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                VectorOperations.AddScaled(Math.Exp(factors.LogSize[k, k]) * factors.Right[j, k], factors.Left.View.Column(k), x.View.Column(j));
            }
        }
        return x;
    }

    [Fact]
    public void It_is_the_derivative_of_the_layers_gradient_in_their_own_clock()
    {
        foreach (int depth in new[] { 1, 2, 4 })
        {
            ILoss loss = Samples.Completion(Samples.Gaussian(4, 3, 5), 0.7, 2);
            (LayeredHessian hessian, double[] layers, LayerFlow flow) = At(loss, Samples.Gaussian(4, 3, 6), depth, depth > 1 ? 4 : null, 7);
            double[] direction = [.. Samples.Gaussian(layers.Length, 1, 8).Data], image = new double[layers.Length], difference = new double[layers.Length];
            hessian.Apply(direction, image);
            const double h = 1e-5;
            foreach (int sign in new[] { 1, -1 })
            {
                double[] moved = [.. layers], velocity = new double[layers.Length];
                VectorOperations.AddScaled(sign * h, direction, moved);
                flow.Evaluate(0, moved, velocity);
                VectorOperations.AddScaled(-depth * sign / (2 * h), velocity, difference);
            }
            VectorOperations.AddScaled(-1, image, difference);

            // Central differences: h² times a third derivative of the size of the product, and ε/h.
            Assert.InRange(VectorOperations.EuclideanNorm(difference) / VectorOperations.EuclideanNorm(image), 0, 1e-7);
        }
    }

    [Fact]
    public void At_balanced_critical_points_the_smallest_eigenvalue_is_that_of_the_closed_form()
    {
        // (5.2): min{0; s_i^(1−2/N)(s_i − s_l), i ∈ 𝒮, l ∉ 𝒮; for N = 2 also −max s_l, l ∉ 𝒮}. Wide networks, so that l always has room.
        int[][] selections = [[], [0], [1], [0, 1], [0, 2], [1, 2], [0, 1, 2], [3], [0, 1, 3], [0, 1, 2, 3]];
        foreach (int depth in new[] { 2, 3, 5 })
        {
            for (long seed = 0; seed < 3; seed++)
            {
                (Matrix target, double[] s, PolarFactors factors) = Data(5, 4, 100 + seed);
                foreach (int[] chosen in selections)
                {
                    int[] missing = [.. Enumerable.Range(0, 4).Except(chosen)];
                    double expected = Math.Min(0, chosen.SelectMany(i => missing.Select(l => Math.Pow(s[i], 1 - 2.0 / depth) * (s[i] - s[l]))).DefaultIfEmpty(0).Min());
                    if (depth == 2 && missing.Length > 0)
                    {
                        expected = Math.Min(expected, -missing.Max(l => s[l]));
                    }
                    LayerFlow flow = new(NetworkShape.Uniform(5, 4, depth), new FactorizationLoss(target));
                    double[] layers = chosen.Length == 0 ? new double[flow.Dimension] : At(flow.Loss, TermsOf(factors, chosen), depth, null, seed).Layers;
                    LayeredHessian hessian = new(flow, layers);
                    OperatorSpectrum spectrum = OperatorSpectrum.Of(hessian);
                    Assert.True(
                        Math.Abs(spectrum.Smallest - expected) <= 1e-8 * Math.Max(1, spectrum.Norm),
                        $"N = {depth}, seed {seed}, terms [{string.Join(", ", chosen)}]: {spectrum.Smallest} for {expected}");
                    Assert.InRange(hessian.GradientNorm(), 0, 1e-12 * Math.Max(1, spectrum.Norm));
                }
            }
        }
    }

    [Fact]
    public void The_sharpness_of_a_balanced_minimum_is_that_of_its_first_mode_and_rebalancing_raises_it()
    {
        foreach ((int depth, int rows, int columns) in new[] { (1, 4, 4), (2, 4, 4), (3, 5, 3), (4, 3, 5), (7, 4, 4) })
        {
            (Matrix target, double[] s, _) = Data(rows, columns, 200 + depth);
            (LayeredHessian hessian, double[] layers, LayerFlow flow) = At(new FactorizationLoss(target), target, depth, null, 3);
            double expected = depth * Math.Pow(s[0], 2 - 2.0 / depth), sharpness = OperatorSpectrum.Of(hessian).Largest;
            Assert.InRange(sharpness / expected, 1 - 1e-9, 1 + 1e-9);
            Assert.InRange(OperatorSpectrum.EndsOf(hessian).Largest / expected, 1 - 1e-9, 1 + 1e-9);
            if (depth == 1)
            {
                continue;
            }
            double[] skewed = [.. layers];
            VectorOperations.Scale(1.3, flow.Shape.Layer(skewed.AsSpan(), 0).Data);
            VectorOperations.Scale(1 / 1.3, flow.Shape.Layer(skewed.AsSpan(), depth - 1).Data);
            Assert.True(OperatorSpectrum.Of(new LayeredHessian(flow, skewed)).Largest > sharpness * (1 + 1e-3));
        }
    }

    [Fact]
    public void No_Hessian_exceeds_its_bound_nor_its_slack_nor_the_change_of_the_bound_on_the_third_derivative()
    {
        for (long seed = 0; seed < 40; seed++)
        {
            RandomSource random = new(seed, "bound", 0, 0);
            int depth = 1 + random.NextInteger(5);
            NetworkShape shape = NetworkShape.Uniform(4, 3, depth, depth == 1 ? null : 3 + random.NextInteger(3));
            ILoss loss = seed % 2 == 0 ? new FactorizationLoss(Samples.Gaussian(4, 3, seed)) : new RegressionLoss(Samples.Gaussian(4, 9, seed), Samples.Gaussian(3, 9, seed + 50));
            LayerFlow flow = new(shape, loss);
            double[] layers = [.. Samples.Gaussian(shape.Length, 1, seed + 9, 0.2 + random.NextDouble()).Data];
            (LayeredHessian hessian, OperatorSpectrum spectrum, double second, double third) = Bounded(flow, layers);
            Assert.True(spectrum.Norm <= second * (1 + 1e-12), $"seed {seed}: {spectrum.Norm} above {second}");

            double[] direction = [.. Samples.Gaussian(shape.Length, 1, seed + 99).Data], moved = [.. layers];
            double h = 1e-4 / VectorOperations.EuclideanNorm(direction);
            VectorOperations.AddScaled(h, direction, moved);
            (LayeredHessian _, OperatorSpectrum near, double _, double thirdNear) = Bounded(flow, moved);
            double change = Math.Max(Math.Abs(near.Largest - spectrum.Largest), Math.Abs(near.Smallest - spectrum.Smallest)) / 1e-4;
            Assert.True(change <= Math.Max(third, thirdNear) + 1e-9 * second, $"seed {seed}: {change} above {third}");
            Assert.True(spectrum.Smallest >= -hessian.Slack(GradientNorm(flow, layers)) * (1 + 1e-12), $"seed {seed}: {spectrum.Smallest}");
        }
    }

    private static (LayeredHessian Hessian, OperatorSpectrum Spectrum, double Second, double Third) Bounded(LayerFlow flow, double[] layers)
    {
        LayeredHessian hessian = new(flow, layers);
        double norm = OperatorSpectrum.Of(new LossHessian(flow.Loss, new(flow.Loss.Rows, flow.Loss.Columns))).Norm;
        (double second, double third) = hessian.Bounds(norm, GradientNorm(flow, layers));
        return (hessian, OperatorSpectrum.Of(hessian), second, third);
    }

    private static double GradientNorm(LayerFlow flow, double[] layers)
    {
        FlowState point = new(flow.Loss.Rows, flow.Loss.Columns, flow.Modes);
        Assert.True(flow.TryObserve(0, layers, point));
        return VectorOperations.EuclideanNorm(point.Gradient.Data);
    }
}
