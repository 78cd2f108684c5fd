using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Flows against closed forms (oracles 15, 23, 24, 26, 28, 29) and against the golden numbers.</summary>
public sealed class ExactSolutionTests
{
    [Fact]
    public void Golden_trajectories_are_reproduced_in_log_polar_coordinates()
    {
        foreach ((string name, Depth depth, ILoss loss, double time, Matrix x) in GoldenProblem.Trajectories)
        {
            Matrix found = Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, loss), time);
            // The golden entries carry twelve digits.
            Assert.True(Samples.Distance(found, x) < 2e-11, $"{name}: off by {Samples.Distance(found, x)}");
        }
    }

    [Fact]
    public void Golden_limits_of_completions_are_reproduced()
    {
        foreach ((Depth depth, double[] hidden) in GoldenProblem.CompletionLimits)
        {
            Matrix x = Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Completion), 120, 1e-11);
            double worst = new[] { x[0, 2] - hidden[0], x[1, 0] - hidden[1], x[2, 1] - hidden[2] }.Max(Math.Abs);
            Assert.True(worst < 1e-9, $"depth {depth}: off by {worst}");
        }
    }

    [Fact]
    public void Golden_values_of_the_depth_operator_are_reproduced()
    {
        Matrix three = OperatorTests.Apply(Depth.Of(3), GoldenProblem.Start, GoldenProblem.Direction);
        VectorOperations.Scale(3, three.Data);
        Assert.InRange(Samples.Distance(three, GoldenProblem.OperatorAtThree), 0, 1e-14);
        Assert.InRange(Samples.Distance(OperatorTests.Apply(Depth.Infinite, GoldenProblem.Start, GoldenProblem.Direction), GoldenProblem.OperatorAtInfinity), 0, 1e-14);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 3)]
    [InlineData(3, 5)]
    public void Depth_one_is_the_linear_flow(int rows, int columns)
    {
        Matrix target = Samples.Gaussian(rows, columns, 1), start = Samples.Gaussian(rows, columns, 2);
        Mask mask = Mask.All(rows, columns).RandomSubset(0.6, 4);
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(start), Depth.Of(1), new CompletionLoss(target, mask));
        Matrix x = Samples.EndToEndAt(flow, 1.3), expected = Matrix.CopyOf(start.View);
        foreach ((int i, int j) in mask.Entries)
        {
            expected[i, j] = target[i, j] + (start[i, j] - target[i, j]) * Math.Exp(-1.3);
        }
        Assert.Equal(FlowCoordinates.EndToEnd, flow.Coordinates);
        Assert.InRange(Samples.Distance(x, expected), 0, 1e-10);
    }

    [Theory]
    [InlineData(1.4, 0.05, 0.7)]
    [InlineData(1.4, 3.0, 0.7)]
    [InlineData(-0.8, 0.5, 1.1)]
    [InlineData(0, 0.5, 2.5)]
    [InlineData(0.3, 1e-30, 150)]
    public void Scalar_flow_at_depth_two_is_the_logistic_curve(double target, double start, double t) =>
        AssertScalar(Depth.Of(2), target, start, 2 * t, ScalarFlow.DepthTwo(target, start, t), 1e-10);

    [Fact]
    public void Scalar_golden_numbers_are_reproduced()
    {
        Assert.Equal(0.29147372533856275, ScalarFlow.DepthTwo(1.4, 0.05, 0.7), 1e-15);
        // From 50-digit arithmetic; the notes print 0.17910848194191277, which is off by 2e-12.
        Assert.Equal(0.17910848194391275, ScalarFlow.InfiniteDepth(1.4, 0.05, 11), 1e-15);
    }

    [Theory]
    [InlineData(3, 1.4, 0.05, 1.1)]
    [InlineData(3, 1.4, 0.05, 2.0)]
    [InlineData(4, 0.7, 0.01, 0.69)]
    [InlineData(5, 2.0, 1e-3, 1.9)]
    [InlineData(10, 1.0, 0.2, 1.6)]
    [InlineData(2, 1.0, 0.01, 0.9)]
    public void Scalar_flow_takes_the_time_of_the_implicit_formula(int layers, double target, double start, double sigma)
    {
        // Between σ and s on the same side; for σ beyond s start beyond it as well.
        double from = sigma > target ? 3 * target : start;
        double t = ScalarFlow.TimeBetween(layers, target, from, sigma);
        Assert.True(t > 0);
        AssertScalar(Depth.Of(layers), target, from, layers * t, sigma, 1e-9);
    }

    [Theory]
    [InlineData(1.0, 1e-2, 90)]
    [InlineData(1.0, 1e-2, 104)]
    [InlineData(1.4, 0.05, 11)]
    [InlineData(0.7, 2.0, 3)]
    [InlineData(-0.5, 0.9, 4)]
    [InlineData(0, 0.8, 30)]
    [InlineData(2.0, 1e-6, 249990)]
    public void Scalar_flow_at_infinite_depth_is_the_Wright_function(double target, double start, double tau) =>
        AssertScalar(Depth.Infinite, target, start, tau, ScalarFlow.InfiniteDepth(target, start, tau), 1e-8);

    [Theory]
    [InlineData(3)]
    [InlineData(2.5)]
    public void A_mode_without_target_decays_by_the_power_law(double n) =>
        AssertScalar(Depth.Real(n), 0, 0.6, n * 40, ScalarFlow.Decay(n, 0.6, 40), 1e-10);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public void Aligned_modes_move_one_by_one(int layers)
    {
        Depth depth = layers == 0 ? Depth.Infinite : Depth.Of(layers);
        double[] targets = [2.0, 0.9, 0.5], starts = [0.1, 0.2, 0.2];
        Matrix u = new BalancedOrthogonal(1, 5).At(4, 3).ToMatrix(), v = new BalancedOrthogonal(1, 6).At(3, 3).ToMatrix();
        Matrix Of(double[] values) => Samples.Product(Samples.Product(u, Matrix.Diagonal(values)), v);
        double tau = 6;
        double[] values = [.. targets.Zip(starts, (target, start) => layers switch
        {
            0 => ScalarFlow.InfiniteDepth(target, start, tau),
            2 => ScalarFlow.DepthTwo(target, start, tau / 2),
            _ => InvertTime(layers, target, start, tau / layers),
        })];
        Matrix x = Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(Of(starts)), depth, new FactorizationLoss(Of(targets))), tau);
        Assert.InRange(Samples.Distance(x, Of(values)), 0, 1e-8);
    }

    [Theory]
    [InlineData(5, 5, 5)]
    [InlineData(6, 4, 4)]
    [InlineData(4, 6, 4)]
    [InlineData(6, 5, 2)]
    public void Depth_two_follows_the_matrix_Riccati_solution(int rows, int columns, int rank)
    {
        Matrix target = Samples.Gaussian(rows, columns, 3), start = Samples.OfRank(rows, columns, rank, 9);
        VectorOperations.Scale(0.2, start.Data);
        BalancedMatrix given = new(start);
        Matrix exact = RiccatiFlow.At(target, start, 1.1);
        foreach (FlowCoordinates coordinates in new[] { FlowCoordinates.LogPolar, FlowCoordinates.Layers })
        {
            Matrix x = Samples.EndToEndAt(GradientFlow.From(given, Depth.Of(2), new FactorizationLoss(target), coordinates), 2.2);
            Assert.True(Samples.Distance(x, exact) < 1e-9, $"{coordinates}: off by {Samples.Distance(x, exact)}");
        }
    }

    private static void AssertScalar(Depth depth, double target, double start, double rescaledTime, double expected, double tolerance)
    {
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(start)), depth, new FactorizationLoss(Matrix.Diagonal(target)));
        double found = Samples.EndToEndAt(flow, rescaledTime)[0, 0];
        Assert.True(Math.Abs(found - expected) <= tolerance * Math.Abs(expected), $"found {found:r} instead of {expected:r}");
    }

    private static double InvertTime(int layers, double target, double start, double t)
    {
        double low = start, high = target * (1 - 1e-14);
        for (int k = 0; k < 200; k++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = ScalarFlow.TimeBetween(layers, target, start, middle) < t ? (middle, high) : (low, middle);
        }
        return low;
    }
}
