using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.LinearAlgebra.Tests;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The flow of E − S/β, against differences of F, closed forms and its equilibrium. MATH.md §4.4, §4.5.</summary>
public sealed class FreeEnergyFlowTests
{
    private const double Beta = 4;

    public static TheoryData<double, int, int, int, int> Shapes => new()
    {
        { 2, 3, 3, 3, 3 }, { 3, 3, 3, 3, 3 }, { 2.5, 3, 3, 3, 3 }, { double.PositiveInfinity, 3, 3, 3, 3 },
        { 2, 5, 3, 2, 2 }, { 3, 5, 3, 2, 4 }, { 2.5, 3, 5, 2, 4 }, { 3, 3, 5, 3, 6 }, { double.PositiveInfinity, 4, 4, 2, 3 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Along_it_the_free_energy_falls_by_the_square_of_its_gradient(double n, int rows, int columns, int rank, int width)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedMatrix(Samples.OfRank(rows, columns, rank, 3)), depth, Samples.Completion(Samples.Gaussian(rows, columns, 1), 0.7, 2), Beta, width);
        double[] y = [.. flow.Start], velocity = new double[y.Length];
        flow.Field.Evaluate(0, y, velocity);
        FlowState point = Samples.Observe(flow, y);
        const double Step = 1e-5;
        double slope = (FreeEnergyAt(Step) - FreeEnergyAt(-Step)) / (2 * Step);

        // E′ − S′/β as a matrix, S′ = U·diag(∂S/∂σ)·Vᵀ; its square in the metric. Frames off their manifold by Step² do not matter to order Step².
        double[] entropy = new double[rank];
        FiberEntropy.Slope(depth, point.LogSigma, entropy, (1 - depth.Reciprocal) * (width - rank));
        Matrix left = Matrix.CopyOf(point.Left.View);
        for (int i = 0; i < rank; i++)
        {
            VectorOperations.Scale(-entropy[i] / (Beta * point.Sigma(i)), left.View.Column(i));
        }
        Matrix gradient = Samples.Product(left, Samples.Transposed(point.Right));
        VectorOperations.AddScaled(1, point.Gradient.Data, gradient.Data);
        double square = Math.Pow(new DepthMetric(depth, SpectralPoint.Of(point)).CovectorNorm(gradient), 2);
        Assert.Equal(-square, slope, 1e-7 * square);

        double FreeEnergyAt(double step)
        {
            double[] moved = [.. y];
            VectorOperations.AddScaled(step, velocity, moved);
            return FreeEnergyOf(depth, Samples.Observe(flow, moved), width);
        }
    }

    [Fact]
    public void It_descends_the_quantity_of_that_name()
    {
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedGaussian(0.5, 3), Depth.Of(3), new FactorizationLoss(Samples.Gaussian(3, 3, 1)), Beta, 5);
        FreeEnergy quantity = new(Depth.Of(3), Beta, 5);
        FlowState first = Samples.Observe(flow, flow.Start.AsSpan()), last = Samples.Observe(flow, Samples.Integrate(flow, 1));
        Assert.Equal(FreeEnergyOf(Depth.Of(3), last, 5) - FreeEnergyOf(Depth.Of(3), first, 5), quantity.Measure(last) - quantity.Measure(first), 1e-12);
        Assert.True(quantity.Measure(last) < quantity.Measure(first));
        Assert.Contains("no volume", Assert.Throws<ArgumentException>(() => new FreeEnergy(Depth.Infinite, Beta)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_mode_in_wider_layers_follows_its_Riccati_equation_at_depth_two()
    {
        // dσ/dτ = σ(s − σ) + c/β with c = (1 − 1/N)(width − 1): roots r± and (σ − r₊)/(σ − r₋) falls as e^(−(r₊ − r₋)τ).
        const double Target = 1.2, Start = 1e-3, Time = 1.5;
        const int Width = 4;
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedIdentity(Start), Depth.Of(2), new FactorizationLoss(Matrix.Diagonal(Target)), Beta, Width);
        double root = Math.Sqrt(Target * Target + 4 * 0.5 * (Width - 1) / Beta), upper = (Target + root) / 2, lower = (Target - root) / 2;
        double ratio = (Start - upper) / (Start - lower) * Math.Exp(-root * Time);
        Assert.Equal((upper - ratio * lower) / (1 - ratio), Samples.EndToEndAt(flow, Time)[0, 0], 1e-9);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(2.5)]
    [InlineData(double.PositiveInfinity)]
    public void It_ends_where_loss_and_entropy_balance(double n)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        Matrix target = Samples.Gaussian(3, 3, 4);
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedMatrix(target, 0.3), depth, new FactorizationLoss(target), Beta);
        IntegrationResult result = flow.Until(1e4).Integrate(new AutomaticMethod(), new() { Tolerances = new(0, 1e-9) });
        Assert.True(result.IsFinished, result.Sentence);
        FlowState end = Samples.Observe(flow, result.State.AsSpan());
        double[] slope = new double[3];
        FiberEntropy.Slope(depth, end.LogSigma, slope);
        Matrix m = Samples.Product(Samples.Transposed(end.Left), Samples.Product(end.Gradient, end.Right));
        for (int i = 0; i < 3; i++)
        {
            m[i, i] -= slope[i] / (Beta * end.Sigma(i));
        }
        Assert.InRange(VectorOperations.MaximumNorm(m.Data), 0, 1e-6);
        Assert.InRange(slope.Max(), 0.5, 2);
    }

    [Fact]
    public void Auto_carries_tiny_modes_out_with_and_without_a_differenced_Jacobian()
    {
        // Depth 2 and wider layers: the entropy drives modes out of e^(−60) at once, at a rate e^60 that dies away.
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedOrthogonal(Math.Exp(-60), 2), Depth.Of(2), new FactorizationLoss(Samples.Gaussian(3, 3, 1)), Beta, 5);
        IntegrationResult plain = flow.Until(50).Integrate(new AutomaticMethod(), new() { Tolerances = new(0, 1e-7), EvaluationLimit = 100000 });
        IntegrationResult differenced = flow.Solve(50, new AutomaticMethod(), 1e-7, evaluationLimit: 100000);
        Assert.True(plain.IsFinished && differenced.IsFinished, $"{plain.Sentence} {differenced.Sentence}");
        Matrix x = Samples.Observe(flow, plain.State.AsSpan()).EndToEnd;
        Assert.InRange(Samples.Distance(Samples.Observe(flow, differenced.State.AsSpan()).EndToEnd, x), 0, 1e-4);
    }

    [Fact]
    public void The_velocity_of_the_entropy_is_its_slope_over_the_metric_and_survives_modes_that_underflow()
    {
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Real(2.5), Depth.Of(7), Depth.Infinite })
        {
            double[] logSigma = [0.3, 0.2999, -0.7, -9], slope = new double[4], velocity = new double[4];
            FiberEntropy.Slope(depth, logSigma, slope, 0.4);
            FiberEntropy.Velocity(depth, logSigma, velocity, 0.4);
            for (int i = 0; i < 4; i++)
            {
                // For the smallest mode the slope itself has lost ε/slope of its digits.
                double power = Math.Exp(-2 * depth.Reciprocal * logSigma[i]);
                Assert.Equal(power * slope[i], velocity[i], 1e-12 * power);
            }

            // The limit of a mode that vanishes: (1/N)σⱼ^(−2/N) from each larger one, at N = ∞ 1/(2δ) less what is exponentially small.
            FiberEntropy.Velocity(depth, [0, -745], velocity.AsSpan(..2));
            Assert.Equal(depth.IsInfinite ? 1 / 1490.0 : depth.Reciprocal, velocity[1], 1e-12);
        }
    }

    [Fact]
    public void Allocates_nothing_and_says_not_a_number_where_there_is_none()
    {
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedGaussian(0.5, 3), Depth.Of(3), new FactorizationLoss(Samples.Gaussian(5, 3, 1)), Beta);
        double[] y = [.. flow.Start], f = new double[y.Length];
        Assert.Equal(0, Allocation.Of(() => flow.Field.Evaluate(0, y, f)));
        y[0] = double.NaN;
        flow.Field.Evaluate(0, y, f);
        Assert.All(f, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void Refuses_what_it_cannot_be_and_can_be_perturbed()
    {
        FactorizationLoss loss = new(Samples.Gaussian(3, 3, 1));
        Assert.Throws<ArgumentException>(() => new FreeEnergyFlow(Depth.Of(1), loss, 3, 1));
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => new FreeEnergyFlow(Depth.Of(2), loss, 3, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 3", Assert.Throws<ArgumentException>(() => new FreeEnergyFlow(Depth.Of(2), loss, 3, 1, 2)).Message, StringComparison.Ordinal);
        GradientFlow flow = GradientFlow.FreeEnergy(new BalancedGaussian(0.5, 3), Depth.Of(3), loss, Beta), near = flow.Perturbed(1e-6, 1);
        Assert.InRange(Samples.Distance(Samples.Observe(near, near.Start.AsSpan()).EndToEnd, Samples.Observe(flow, flow.Start.AsSpan()).EndToEnd), 1e-8, 1e-4);
    }

    /// <summary>E − S/β up to a constant, at any depth: S = ½ Σ ln λ over the pairs and what wider layers add.</summary>
    private static double FreeEnergyOf(Depth depth, FlowState point, int width)
    {
        double entropy = 0;
        for (int i = 0; i < point.Modes; i++)
        {
            entropy += (1 - depth.Reciprocal) * (width - point.Modes) * point.LogSigma[i];
            for (int j = 0; j < i; j++)
            {
                entropy += 0.5 * DepthMean.LogOf(depth, point.LogSigma[i], point.LogSigma[j]);
            }
        }
        return point.Loss - entropy / Beta;
    }
}
