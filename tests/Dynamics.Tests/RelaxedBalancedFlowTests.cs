using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Layers whose imbalances are multiples of the identity, and the flow that their product has (oracle 33).</summary>
public sealed class RelaxedBalancedFlowTests
{
    /// <summary>Imbalances with the narrow layer first, inside, last; and with two layers that share it.</summary>
    public static TheoryData<double[]> Imbalances =>
        new([0.7], [-0.7], [0.4, 0.3], [-0.5, 0.4], [-0.5, -0.2], [0.3, -0.3], [0.5, -0.2, -0.6], [0.4, 0.4, 0.4], [-0.3, 0.6, -0.1]);

    [Theory, MemberData(nameof(Imbalances))]
    public void The_flow_of_X_is_that_of_the_layers(double[] imbalances)
    {
        foreach ((int rows, int columns) in new[] { (4, 4), (5, 3), (3, 5) })
        {
            Matrix target = Samples.Gaussian(rows, columns, 8);
            foreach (ILoss loss in new[] { new FactorizationLoss(target), Samples.Completion(target, 0.7, 1) })
            {
                // Equal singular values, and others; full rank, and where nothing hinders new modes also less.
                List<IBalancedStart> starts = [new BalancedOrthogonal(0.4, 3), new BalancedMatrix(Samples.Gaussian(rows, columns, 5, 0.4))];
                if (new RelaxedBalance([.. imbalances]).PassesZero)
                {
                    starts.Add(new BalancedLowRank(2, 0.3, 7));
                }
                foreach (IBalancedStart start in starts)
                {
                    LayersRelaxedBalanced relaxed = new(start, [.. imbalances]);
                    Depth depth = Depth.Of(imbalances.Length + 1);
                    double end = 1.5 * depth.Value;
                    GradientFlow flow = GradientFlow.RelaxedBalanced(relaxed, depth, loss);
                    Matrix layered = Samples.EndToEndAt(GradientFlow.From(relaxed, depth, loss), end);
                    Assert.True(Samples.Distance(layered, start.At(rows, columns).ToMatrix()) > 0.05, "the flow must have moved for the test to say anything");
                    double distance = Samples.Distance(Samples.EndToEndAt(flow, end, 1e-11), layered);
                    Assert.True(distance < 1e-8, $"{rows} × {columns}, {loss.GetType().Name}, {start.GetType().Name}: off by {distance}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Imbalances))]
    public void Layers_have_the_product_and_the_imbalances_that_are_stated(double[] imbalances)
    {
        foreach ((int rows, int columns) in new[] { (4, 4), (6, 3), (3, 6) })
        {
            foreach (IBalancedStart start in new IBalancedStart[] { new BalancedGaussian(0.5, 2), new BalancedOrthogonal(1e-9, 2), new BalancedLowRank(1, 2, 4) })
            {
                LayersRelaxedBalanced relaxed = new(start, [.. imbalances]);
                NetworkShape shape = relaxed.ShapeOf(rows, columns, imbalances.Length + 1);
                LayerFlow field = new(shape, new FactorizationLoss(new Matrix(rows, columns)));
                double[] state = relaxed.StateOf(shape);
                FlowState point = new(rows, columns, Math.Min(rows, columns));
                Assert.True(field.TryObserve(0, state, point));
                Matrix x = start.At(rows, columns).ToMatrix();
                Assert.InRange(Samples.Distance(point.EndToEnd, x), 0, 1e-14 * Math.Max(1, VectorOperations.EuclideanNorm(x.Data)));
                for (int p = 0; p < imbalances.Length; p++)
                {
                    Matrix found = new(shape.Widths[p + 1], shape.Widths[p + 1]), stated = Matrix.Identity(shape.Widths[p + 1]);
                    field.FillImbalance(state, p, found.View);
                    VectorOperations.Scale(imbalances[p], stated.Data);
                    Assert.InRange(Samples.Distance(found, stated), 0, 1e-13);
                }

                // From the other side: X and the imbalances give these layers back, up to what turns between them.
                RelaxedBalancedFlow flow = new(relaxed.BalanceOf(imbalances.Length + 1), field.Loss);
                FlowState again = new(rows, columns, Math.Min(rows, columns));
                Assert.True(flow.TryObserve(0, x.Data, again));
                Assert.Equal(point.Imbalance, again.Imbalance, 1e-13);
                FlowState lifted = new(rows, columns, Math.Min(rows, columns));
                Assert.True(field.TryObserve(0, flow.LayersOf(again), lifted));
                Assert.InRange(Samples.Distance(lifted.EndToEnd, x), 0, 1e-13);
                Assert.Equal(point.Imbalance, lifted.Imbalance, 1e-13);
            }
        }
    }

    [Fact]
    public void Squared_singular_values_of_layers_solve_their_equation_however_small_sigma_is()
    {
        // N = 2: κ = σ²/(|λ|/2 + √(σ² + λ²/4)), without cancellation.
        foreach (double imbalance in new[] { 0.7, -2, 1e-8, 0 })
        {
            RelaxedBalance balance = new(imbalance);
            foreach (double sigma in new[] { 1e-300, 1e-20, 1e-8, 1e-3, 1, 1e6 })
            {
                double half = Math.Abs(imbalance) / 2, root = half > sigma ? half * Math.Sqrt(1 + sigma / half * (sigma / half)) : sigma * Math.Sqrt(1 + half / sigma * (half / sigma));
                double exact = 2 * Math.Log(sigma) - Math.Log(half + root);

                // A few roundings of numbers up to 2|ln σ|.
                Assert.Equal(exact, balance.LogSquare(Math.Log(sigma)), 1e-15 * (10 + 4 * Math.Abs(Math.Log(sigma))));
            }
        }
        foreach (double[] imbalances in new double[][] { [0.5, -0.2, -0.6], [1e3, -1e3, 1e-3], [-1, -1, -1, -1] })
        {
            RelaxedBalance balance = new([.. imbalances]);
            double[] squares = new double[balance.Layers];
            foreach (double logSigma in new[] { -600, -40, -3, 0, 5, 100.0 })
            {
                balance.FillSquares(logSigma, squares);
                double product = Math.Log(squares[balance.Narrow]) + squares.Where((_, p) => p != balance.Narrow).Sum(square => Math.Log(square));
                if (logSigma > -300)
                {
                    Assert.Equal(2 * logSigma, product, 1e-15 * (10 + 8 * Math.Abs(logSigma)));
                }
                Assert.Equal(imbalances, squares.Zip(squares.Skip(1), (below, above) => above - below), (a, b) => Math.Abs(a - b) <= 1e-15 * squares.Max() * 4);
            }
            Assert.Equal(double.NegativeInfinity, balance.LogSquare(double.NegativeInfinity));
        }
    }

    [Fact]
    public void Without_imbalance_it_is_the_balanced_flow()
    {
        Matrix start = Samples.Gaussian(4, 3, 5, 0.6);
        ILoss loss = Samples.Completion(Samples.Gaussian(4, 3, 8), 0.7, 1);
        double[] relaxed = new double[12], balanced = new double[12];
        foreach (int layers in new[] { 2, 3, 7 })
        {
            GradientFlow.RelaxedBalanced(new(new BalancedMatrix(start), 0), Depth.Of(layers), loss).Field.Evaluate(0, start.Data, relaxed);
            new EndToEndFlow(Depth.Of(layers), loss).Evaluate(0, start.Data, balanced);
            Assert.Equal(balanced, relaxed, (a, b) => Math.Abs(a - b) < 1e-14);
        }
    }

    [Fact]
    public void Singular_values_pass_zero_and_no_saddle_holds_where_one_layer_is_the_narrow_one()
    {
        // From the wrong side of det X = 0: balanced, the last mode is pushed into zero and stays; with an imbalance it goes through and the loss to zero,
        // at least as fast as exp(−2·∏c_p·τ/N), c_p the other offsets.
        Matrix target = Matrix.Diagonal(1.5, 1, 0.6), start = Matrix.Diagonal(0.4, 0.3, -0.2);
        FactorizationLoss loss = new(target);
        foreach (double[] imbalances in new double[][] { [0.5], [-0.5], [0.5, 0.3], [-0.4, -0.6, -0.1] })
        {
            int layers = imbalances.Length + 1;
            RelaxedBalance balance = new([.. imbalances]);
            Assert.True(balance.PassesZero);
            double rate = 2.0 / layers;
            for (int p = 0; p < layers; p++)
            {
                rate *= p == balance.Narrow ? 1 : balance.Offsets[p];
            }
            GradientFlow flow = GradientFlow.RelaxedBalanced(new(new BalancedMatrix(start), [.. imbalances]), Depth.Of(layers), loss);
            double end = 8 / rate, before = Samples.Observe(flow, flow.Start.AsSpan()).Loss;
            FlowState last = Samples.Observe(flow, Samples.Integrate(flow, end, 1e-10), end);
            Assert.InRange(last.Loss, 0, before * Math.Exp(-rate * end));
            Assert.True(last.EndToEnd[2, 2] > 0.2);
            Assert.False(flow.IsBalanced);
        }
        Assert.False(new RelaxedBalance(0.3, -0.3).PassesZero);
        GradientFlow barred = GradientFlow.RelaxedBalanced(new(new BalancedMatrix(start), 0.3, -0.3), Depth.Of(3), loss);
        Assert.InRange(Samples.EndToEndAt(barred, 20, 1e-10)[2, 2], -1, 0);
    }

    [Fact]
    public void The_loss_falls_by_what_the_flow_dissipates_as_in_its_layers()
    {
        ILoss loss = Samples.Completion(Samples.Gaussian(4, 4, 8), 0.7, 1);
        LayersRelaxedBalanced start = new(new BalancedGaussian(0.6, 4), 0.4, -0.7);
        GradientFlow flow = GradientFlow.RelaxedBalanced(start, Depth.Of(3), loss), layers = GradientFlow.From(start, Depth.Of(3), loss);
        FlowState point = Samples.Observe(flow, flow.Start.AsSpan()), layered = Samples.Observe(layers, layers.Start.AsSpan());
        double expected = new Dissipation(layers).Measure(layers.Start.AsSpan(), layered);
        Assert.Equal(expected, new Dissipation(flow).Measure(flow.Start.AsSpan(), point), 1e-12 * expected);
        Assert.Equal(new Speed(layers).Measure(layered), new Speed(flow).Measure(point), 1e-12);
        Assert.Equal(new Sharpness(layers).Measure(layered), new Sharpness(flow).Measure(point), 1e-6);
        Assert.Equal(double.NaN, new MaskDrift(flow).Measure(point));
    }

    [Fact]
    public void What_does_not_exist_is_refused_with_what_does()
    {
        BalancedOrthogonal x = new(0.1, 1);
        Assert.Contains("5 layers have 4 imbalances; 2 are given", Assert.Throws<ArgumentException>(() => new LayersRelaxedBalanced(x, 1, 2).ShapeOf(3, 3, 5)).Message, StringComparison.Ordinal);
        Assert.Contains("One layer has no imbalance", Assert.Throws<ArgumentException>(() => new LayersRelaxedBalanced(x, 1).ShapeOf(3, 3, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("finite number; found NaN", Assert.Throws<ArgumentException>(() => new RelaxedBalance(double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("found none", Assert.Throws<ArgumentException>(() => new RelaxedBalance()).Message, StringComparison.Ordinal);
        Assert.Contains(
            "at the widths [3, 5, 5] alone, not at [3, 4, 5]",
            Assert.Throws<ArgumentException>(() => new LayersRelaxedBalanced(x, 0.5).StateOf(new NetworkShape(3, 4, 5))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => GradientFlow.RelaxedBalanced(new(x, 0.5), Depth.Infinite, new FactorizationLoss(Matrix.Identity(3))));
    }
}
