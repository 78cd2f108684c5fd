using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>What the flows keep: imbalance, rank, sign, mask invariants, frozen frames (oracles 4, 5, 21, 22, 36, 50).</summary>
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public void Every_component_of_the_mask_has_its_invariant(int layers)
    {
        // Three components: rows {0, 1} with columns {0, 2}; row 2 with column 1; row 3 alone (nothing observed).
        Mask mask = Mask.Where(4, 3, (i, j) => (i, j) is (0, 0) or (0, 2) or (1, 2) or (2, 1));
        (int[] Rows, int[] Columns)[] components = [([0, 1], [0, 2]), ([2], [1]), ([3], [])];
        Depth depth = layers == 0 ? Depth.Infinite : Depth.Of(layers);

        // At N = ∞ logarithms of XXᵀ need full row rank, so the unobserved row is left out.
        Matrix start = layers == 0 ? Samples.Gaussian(3, 3, 2) : Samples.Gaussian(4, 3, 2);
        Mask used = layers == 0 ? Mask.Where(3, 3, (i, j) => mask[i, j]) : mask;
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(start), depth, new CompletionLoss(Samples.Gaussian(start.Rows, 3, 1), used));
        FlowState before = Samples.Observe(flow, flow.Start.AsSpan()), after = Samples.Observe(flow, Samples.Integrate(flow, 5));
        Assert.True(Samples.Distance(after.EndToEnd, before.EndToEnd) > 0.1);
        foreach ((int[] rows, int[] columns) in components.Take(layers == 0 ? 2 : 3))
        {
            double change = Invariant(after, depth, rows, columns) - Invariant(before, depth, rows, columns);
            Assert.True(Math.Abs(change) < 1e-8, $"component of row {rows[0]}: {change}");
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

    /// <summary>Σ over rows of f(XXᵀ)ᵢᵢ − Σ over columns of f(XᵀX)ⱼⱼ, f = (·)^(1/N), at N = ∞ the logarithm (MATH.md 3.6).</summary>
    private static double Invariant(FlowState point, Depth depth, int[] rows, int[] columns)
    {
        double sum = 0;
        for (int k = 0; k < point.Modes; k++)
        {
            double value = depth.IsInfinite ? 2 * point.LogSigma[k] : Math.Exp(2 * depth.Reciprocal * point.LogSigma[k]);
            sum += value * (rows.Sum(i => point.Left[i, k] * point.Left[i, k]) - columns.Sum(j => point.Right[j, k] * point.Right[j, k]));
        }
        return sum;
    }

    private static double Determinant(Matrix x) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(x.Rows, x.Columns, x.Data.ToArray()).Determinant();
}
