using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Where flows end: minima, saddles of both kinds, limits on the boundary, plateaus, and points that are only nearly critical.</summary>
public sealed class StationarityVerdictTests
{
    private static readonly Depth[] Depths = [Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Infinite];

    private static Stationarity JudgeAt(GradientFlow flow, ReadOnlySpan<double> state, double time = 0)
    {
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(time, state, point));
        return Stationarity.Judge(flow, state, new ModeObserver(flow).Observe(point, coupled: true));
    }

    private static (Stationarity Verdict, FlowState Point) RunTo(GradientFlow flow, double end, double tolerance = 1e-8)
    {
        IntegrationResult result = flow.Until(end).Integrate(
            MethodCatalog.Find("auto"), new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, tolerance) : new(tolerance, tolerance * 1e-6) });
        Assert.True(result.IsFinished, result.Sentence);
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(end, result.State.AsSpan(), point));
        return (JudgeAt(flow, result.State.AsSpan(), end), point);
    }

    [Fact]
    public void A_factorization_ends_at_a_minimum_with_the_rate_and_sharpness_of_theory()
    {
        foreach (Depth depth in Depths)
        {
            Matrix target = FactorizationProblems.Target(4, 4, 21, 2.1, 1.3, 0.7, 0.5);
            GradientFlow flow = GradientFlow.From(PositiveStart(target), depth, new FactorizationLoss(target));
            (Stationarity verdict, _) = RunTo(flow, depth.IsInfinite ? 400 : 200, 1e-10);
            Assert.True(verdict.Kind == CriticalPointKind.Minimum, $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.Equal(4, verdict.Global!.Rank);
            Assert.Equal(Math.Pow(0.5, 2 - 2 * depth.Reciprocal), verdict.Rate!.Rate!.Value, 1e-6);
            Assert.Equal(depth.HasLayers, verdict.Layered is not null);
            if (depth.HasLayers)
            {
                Assert.Equal(depth.Layers * Math.Pow(2.1, 2 - 2 * depth.Reciprocal), verdict.Layered!.Spectrum.Largest, 1e-6);
            }
        }
    }

    [Fact]
    public void With_the_wrong_sign_of_the_determinant_the_limit_is_a_strict_saddle_at_depth_2_and_a_degenerate_one_deeper()
    {
        foreach (Depth depth in Depths)
        {
            Matrix target = FactorizationProblems.Target(4, 4, 22, 2.1, 1.3, 0.9, 0.5);
            GradientFlow flow = GradientFlow.From(NegativeStart(target), depth, new FactorizationLoss(target));
            (Stationarity verdict, _) = RunTo(flow, depth.Value == 2 ? 100 : 1e6, 1e-9);
            CriticalPointKind expected = depth.Value == 2 ? CriticalPointKind.StrictSaddle : CriticalPointKind.DegenerateSaddle;
            Assert.True(verdict.Kind == expected, $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.Equal(1, verdict.Falling);
            Assert.Equal(3, verdict.Global!.Rank);
            Assert.Null(verdict.Rate);
            if (depth.HasLayers)
            {
                Assert.Equal(depth.Value == 2 ? -0.5 : 0, verdict.Layered!.Spectrum.Smallest, 1e-5);
            }
        }
    }

    [Fact]
    public void Zero_target_modes_that_fall_by_a_power_law_are_no_obstacle_to_a_minimum()
    {
        foreach (Depth depth in Depths)
        {
            Matrix target = FactorizationProblems.Target(4, 4, 23, 2.1, 1.3);
            GradientFlow flow = GradientFlow.From(new BalancedGaussian(0.1, 23), depth, new FactorizationLoss(target));
            (Stationarity verdict, _) = RunTo(flow, Math.Pow(1e4, 2 - 2 * depth.Reciprocal));
            Assert.True(verdict.Kind == CriticalPointKind.Minimum, $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.Equal(2, verdict.Falling);
            Assert.Equal(2, verdict.Global!.Rank);
            Assert.Null(verdict.Rate);
        }
    }

    [Fact]
    public void A_start_of_lower_rank_ends_at_a_minimum_of_its_stratum_that_the_layers_see_as_a_saddle()
    {
        foreach (Depth depth in Depths.Where(depth => !depth.IsInfinite))
        {
            Matrix target = FactorizationProblems.Target(5, 4, 24, 2.1, 1.3, 0.7, 0.5);
            GradientFlow flow = GradientFlow.From(new BalancedLowRank(2, 0.1, 24), depth, new FactorizationLoss(target));
            (Stationarity verdict, FlowState point) = RunTo(flow, 2000, 1e-11);
            CriticalPointKind expected = !depth.HasLayers ? CriticalPointKind.Minimum : depth.Value == 2 ? CriticalPointKind.StrictSaddle : CriticalPointKind.DegenerateSaddle;
            Assert.True(verdict.Kind == expected, $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.Equal(2, verdict.Global!.Rank);
            Assert.False(verdict.Stratum!.HasNegative);
            double rate = Math.Pow(1.3, 1 - 2 * depth.Reciprocal) * (1.3 - 0.7) * depth.Reciprocal;
            Assert.Equal(rate, verdict.Rate!.Rate!.Value, 1e-6);
            Assert.Equal(2, point.Modes);
        }
    }

    [Fact]
    public void A_narrow_network_has_its_minimum_at_the_best_approximation()
    {
        Matrix target = FactorizationProblems.Target(5, 4, 25, 2.1, 1.3, 0.7, 0.5);
        foreach (int depth in new[] { 2, 3 })
        {
            GradientFlow flow = GradientFlow.From(new LayersGaussian(0.3, 2, 25), Depth.Of(depth), new FactorizationLoss(target));
            (Stationarity verdict, _) = RunTo(flow, 3000, 1e-11);
            Assert.True(verdict.Kind == CriticalPointKind.Minimum, $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.Equal(2, verdict.Global!.Rank);
            Assert.True(verdict.Global.Distance < 1e-5);
        }
    }

    [Fact]
    public void A_start_at_a_saddle_is_named_and_so_is_a_point_beside_it()
    {
        Matrix target = Matrix.Diagonal(3, 2, 1);
        foreach (double beside in new[] { 0, 1e-8 })
        {
            foreach (Depth depth in Depths)
            {
                (Matrix Start, CriticalPointKind Expected)[] cases =
                [
                    (Matrix.Diagonal(3 + beside, 2, 0), depth.Value == 2 ? CriticalPointKind.StrictSaddle : depth.HasLayers ? CriticalPointKind.DegenerateSaddle : CriticalPointKind.Minimum),
                    (Matrix.Diagonal(3, beside > 0 ? 1e-300 : 0, 1 + beside), depth.IsInfinite ? CriticalPointKind.Minimum : CriticalPointKind.StrictSaddle),
                ];
                foreach ((Matrix start, CriticalPointKind expected) in cases)
                {
                    GradientFlow flow = GradientFlow.From(new BalancedMatrix(start), depth, new FactorizationLoss(target));
                    Stationarity verdict = JudgeAt(flow, flow.Start.AsSpan());
                    Assert.True(verdict.Kind == expected, $"N = {depth}, beside by {beside}: {verdict.Kind}, not {expected}. {verdict.Reason}");
                }
            }
        }
    }

    [Fact]
    public void A_tiny_mode_that_has_not_escaped_is_not_stationary_however_tiny()
    {
        foreach (Depth depth in Depths)
        {
            foreach (double tiny in new[] { 1e-3, 1e-6, 1e-12, 1e-15 })
            {
                GradientFlow flow = GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(2, tiny)), depth, new FactorizationLoss(Matrix.Diagonal(2, 1)));
                Stationarity verdict = JudgeAt(flow, flow.Start.AsSpan());
                Assert.True(verdict.Kind == CriticalPointKind.NotStationary, $"N = {depth}, {tiny}: {verdict.Kind}. {verdict.Reason}");
            }
        }
    }

    [Fact]
    public void The_origin_of_the_layers_is_a_strict_saddle_at_depth_2_and_a_degenerate_one_deeper()
    {
        foreach (int depth in new[] { 2, 3, 4 })
        {
            System.Collections.Immutable.ImmutableArray<Matrix> zeros = [.. Enumerable.Range(0, depth).Select(_ => new Matrix(3, 3))];
            GradientFlow flow = GradientFlow.From(new LayersGiven(zeros), Depth.Of(depth), new FactorizationLoss(Matrix.Diagonal(3, 2, 1)));
            Stationarity verdict = JudgeAt(flow, flow.Start.AsSpan());
            Assert.True(verdict.Kind == (depth == 2 ? CriticalPointKind.StrictSaddle : CriticalPointKind.DegenerateSaddle), $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.Equal(depth == 2 ? -3 : 0, verdict.Layered!.Spectrum.Smallest, 1e-12);
        }
    }

    [Fact]
    public void A_completion_ends_at_a_minimum_with_zeros_along_the_minimisers_and_no_claim_on_other_ranks_before()
    {
        foreach (Depth depth in Depths)
        {
            Matrix target = FactorizationProblems.Target(4, 4, 26, 2, 1);
            CompletionLoss loss = new(target, Mask.All(4, 4).RandomSubset(0.7, 26));
            GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(0.3, 26), depth, loss);
            Assert.Equal(CriticalPointKind.NotStationary, JudgeAt(flow, flow.Start.AsSpan()).Kind);
            (Stationarity verdict, FlowState point) = RunTo(flow, depth.IsInfinite ? 1e6 : 3000, 1e-10);
            Assert.True(verdict.Kind == CriticalPointKind.Minimum, $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.True(verdict.Global!.IsKnown);
            if (verdict.Rate?.Rate is not null)
            {
                Assert.Equal(16 - 11, verdict.Rate.Zero);
            }
            Assert.InRange(point.Loss, 0, 1e-10);
        }
    }

    [Fact]
    public void An_autoencoder_ends_at_the_projector_on_the_principal_directions()
    {
        Matrix data = FactorizationProblems.Target(4, 12, 27, 2, 1.4, 0.9, 0.5);
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Of(3) })
        {
            GradientFlow flow = GradientFlow.From(new BalancedLowRank(2, 0.3, 27), depth, RegressionLoss.Autoencoder(data));
            (Stationarity verdict, _) = RunTo(flow, 500, 1e-11);
            Assert.Equal(2, verdict.Global!.Rank);
            Assert.InRange(verdict.Global.Distance, 0, 1e-5);
            Assert.True(verdict.Kind == (depth.Value == 2 ? CriticalPointKind.StrictSaddle : CriticalPointKind.DegenerateSaddle), $"N = {depth}: {verdict.Kind}. {verdict.Reason}");
            Assert.NotNull(verdict.Rate!.Rate);
        }
    }

    [Fact]
    public void Depth_1_ends_at_the_minimum_of_the_convex_loss()
    {
        Matrix target = FactorizationProblems.Target(4, 3, 28, 2, 1);
        GradientFlow flow = GradientFlow.From(new BalancedGaussian(0.3, 28), Depth.Of(1), new FactorizationLoss(target));
        (Stationarity verdict, _) = RunTo(flow, 60, 1e-10);
        Assert.True(verdict.Kind == CriticalPointKind.Minimum, verdict.Reason);
        Assert.Equal(1, verdict.Rate!.Rate!.Value, 1e-9);
        Assert.Equal(CriticalPointKind.NotStationary, JudgeAt(flow, flow.Start.AsSpan()).Kind);
    }

    private static BalancedMatrix PositiveStart(Matrix target) => new(Signed(target, 1));

    private static BalancedMatrix NegativeStart(Matrix target) => new(Signed(target, -1));

    /// <summary>A small start whose determinant has the target's sign, or the other.</summary>
    private static Matrix Signed(Matrix target, int sign)
    {
        for (long seed = 1; ; seed++)
        {
            Matrix start = new BalancedOrthogonal(0.2, seed).At(target.Rows, target.Columns).ToMatrix();
            if (Math.Sign(Determinant(start) * Determinant(target)) == sign)
            {
                return start;
            }
        }
    }

    private static double Determinant(Matrix matrix) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray()).Determinant();
}
