using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Quantities that need to know the flow, against closed values and differences (oracles 19, 39–41, 57).</summary>
public sealed class FlowQuantityTests
{
    private static readonly ILoss Square = new FactorizationLoss(Samples.Gaussian(3, 3, 1));

    [Fact]
    public void Every_name_of_the_catalog_finds_a_quantity_of_that_name()
    {
        GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(1, 1), Depth.Of(3), Square);
        Assert.All(QuantityCatalog.Names, name => Assert.Equal(name, QuantityCatalog.Find(name, flow)!.Name));
        Assert.Equal(QuantityCatalog.Names.Distinct(), QuantityCatalog.Names);
        Assert.Null(QuantityCatalog.Find("volume", flow));
    }

    [Fact]
    public void Volume_and_entropy_have_their_golden_values_along_a_flow()
    {
        foreach ((Depth depth, double _, double rescaled) in GoldenProblem.LogVolumes)
        {
            Assert.Equal(rescaled, Measure("log-volume", GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Full)), 1e-13);
        }
        foreach ((Depth depth, double value) in GoldenProblem.Entropies)
        {
            Assert.Equal(value, Measure("entropy", GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Full)), 1e-12);
            Assert.Equal(value, Measure("entropy", GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Full, FlowCoordinates.Layers)), 1e-12);
        }
    }

    [Fact]
    public void On_rank_one_of_two_by_two_volume_and_condition_are_those_of_the_formula()
    {
        // (4.2) with m = n = 2, r = 1, in the rescaled clock: N·σ^(−3(1−1/N)); eigenvalues σ^(2−2/N), and a part 1/N of it twice.
        Matrix x = Matrix.Of(new[,] { { 0.06, 0.08 }, { 0, 0 } });
        ILoss loss = new FactorizationLoss(Matrix.Identity(2));
        foreach (double n in new[] { 2, 2.5, 3, 10 })
        {
            GradientFlow flow = GradientFlow.From(new BalancedMatrix(x), Depth.Real(n), loss);
            Assert.Equal(Math.Log(n) - 3 * (1 - 1 / n) * Math.Log(0.1), Measure("log-volume", flow), 1e-12);
            Assert.Equal(n, Measure("metric-condition", flow), n * 1e-12);
        }
        GradientFlow limit = GradientFlow.From(new BalancedMatrix(x), Depth.Infinite, loss);
        Assert.True(double.IsNaN(Measure("log-volume", limit)));
        Assert.Equal(1, Measure("metric-condition", limit), 1e-12);
        GradientFlow flat = GradientFlow.From(new BalancedMatrix(x), Depth.Of(1), loss);
        Assert.Equal((0, 1, 0), (Measure("log-volume", flat), Measure("metric-condition", flat), Measure("entropy", flat)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3.5)]
    [InlineData(double.PositiveInfinity)]
    public void The_condition_of_the_metric_is_a_power_of_that_of_the_matrix(double n)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        double[] sigma = [.. GoldenSigma()];
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Full);
        Assert.Equal(Math.Pow(sigma[0] / sigma[2], 2 - 2 / n), Measure("metric-condition", flow), 1e-12);
    }

    [Fact]
    public void The_entropy_of_layers_counts_their_own_widths()
    {
        GradientFlow wide = GradientFlow.From(new LayersGaussian(0.5, 5, 2), Depth.Of(3), Square);
        FlowState point = Samples.Observe(wide, wide.Start.AsSpan());
        Assert.Equal(FiberEntropy.Of(Depth.Of(3), point.LogSigma, 5), Measure("entropy", wide), 1e-12);
        Assert.True(Math.Abs(FiberEntropy.Of(Depth.Of(3), point.LogSigma) - Measure("entropy", wide)) > 1);
    }

    [Fact]
    public void The_sharpness_of_a_balanced_minimum_is_that_of_its_first_mode_in_all_coordinates()
    {
        foreach ((int depth, int rows, int columns) in new[] { (1, 3, 3), (2, 4, 3), (3, 3, 4), (5, 3, 3) })
        {
            Matrix target = Samples.Gaussian(rows, columns, 40 + depth);
            double expected = depth * Math.Pow(SingularFactors.Of(target.View).Sigma[0], 2 - 2.0 / depth);
            foreach (FlowCoordinates coordinates in Enum.GetValues<FlowCoordinates>())
            {
                GradientFlow flow = GradientFlow.From(new BalancedMatrix(target), Depth.Of(depth), new FactorizationLoss(target), coordinates);
                Assert.InRange(Measure("sharpness", flow) / expected, 1 - 1e-9, 1 + 1e-9);
            }
        }
    }

    [Fact]
    public void The_sharpness_is_that_of_the_actual_layers_gradient_terms_included()
    {
        // ½(ab − s)²: its Hessian is [[b², 2ab − s], [2ab − s, a²]].
        const double a = 0.3, b = 2, s = 1.5;
        GradientFlow flow = GradientFlow.From(new LayersGiven([Matrix.Of(new[,] { { a } }), Matrix.Of(new[,] { { b } })]), Depth.Of(2), new FactorizationLoss(Matrix.Of(new[,] { { s } })));
        double half = (b * b - a * a) / 2, cross = 2 * a * b - s;
        Assert.Equal((a * a + b * b) / 2 + Math.Sqrt(half * half + cross * cross), Measure("sharpness", flow), 1e-12);
    }

    [Fact]
    public void The_sharpness_of_many_layers_is_that_of_the_whole_matrix()
    {
        GradientFlow flow = GradientFlow.From(new LayersGaussian(0.4, 8, 3), Depth.Of(4), new FactorizationLoss(Samples.Gaussian(6, 5, 4)));
        OperatorSpectrum whole = OperatorSpectrum.Of(new LayeredHessian((LayerFlow)flow.Field, flow.Start.AsSpan()));
        Assert.True(whole.IsComplete);
        Assert.Equal(whole.Largest, Measure("sharpness", flow), 1e-9 * whole.Norm);
    }

    [Fact]
    public void Without_layers_there_is_neither_sharpness_nor_entropy()
    {
        foreach (Depth depth in new[] { Depth.Real(2.5), Depth.Infinite })
        {
            GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(0.5, 1), depth, Square);
            Assert.True(double.IsNaN(Measure("sharpness", flow)) && double.IsNaN(Measure("entropy", flow)));
            Assert.Contains("has no layers", Sharpness.Obstacle(depth), StringComparison.Ordinal);
        }
        Assert.Null(Sharpness.Obstacle(Depth.Of(4)));
    }

    [Fact]
    public void The_square_of_the_speed_is_what_the_loss_loses_a_unit_of_rescaled_time()
    {
        ILoss loss = Samples.Completion(Samples.Gaussian(4, 3, 5), 0.7, 2);
        GradientFlow[] flows =
        [
            GradientFlow.From(new BalancedGaussian(0.6, 1), Depth.Of(1), loss), GradientFlow.From(new BalancedGaussian(0.6, 1), Depth.Real(2.5), loss),
            GradientFlow.From(new BalancedLowRank(2, 0.6, 1), Depth.Of(3), loss), GradientFlow.From(new BalancedGaussian(0.6, 1), Depth.Infinite, loss),
            GradientFlow.From(new BalancedGaussian(0.6, 1), Depth.Of(3), loss, FlowCoordinates.EndToEnd),
            GradientFlow.From(new LayersGaussian(0.6, 5, 1), Depth.Of(3), loss),
        ];
        foreach (GradientFlow flow in flows)
        {
            const double h = 1e-5;
            double[] ahead = [.. flow.Start], back = [.. flow.Start], velocity = new double[flow.Start.Length];
            flow.Field.Evaluate(0, flow.Start.AsSpan(), velocity);
            VectorOperations.AddScaled(h, velocity, ahead);
            VectorOperations.AddScaled(-h, velocity, back);
            double rate = (Samples.Observe(flow, ahead).Loss - Samples.Observe(flow, back).Loss) / (2 * h), speed = Measure("speed", flow);

            // Central differences: h² times a third derivative, and ε/h.
            Assert.Equal(-rate, speed * speed, 1e-8 * Math.Max(1, -rate));
        }
    }

    [Fact]
    public void Where_a_mode_is_lost_there_is_no_volume_entropy_or_condition()
    {
        GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(1, 1), Depth.Of(3), Square);
        FlowState point = Samples.Observe(flow, flow.Start.AsSpan());
        point.LogSigma[^1] = double.NegativeInfinity;
        Assert.All((string[])["log-volume", "entropy", "metric-condition"], name => Assert.True(double.IsNaN(QuantityCatalog.Find(name, flow)!.Measure(point))));
    }

    private static double Measure(string quantity, GradientFlow flow) => QuantityCatalog.Find(quantity, flow)!.Measure(Samples.Observe(flow, flow.Start.AsSpan()));

    private static double[] GoldenSigma() => [.. SingularFactors.Of(GoldenProblem.Start.View).Sigma];
}
