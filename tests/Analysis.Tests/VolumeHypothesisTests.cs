using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Outcomes of many starts against the volume: the law, the test, and the verdict by depth.</summary>
public sealed class VolumeHypothesisTests
{
    private static readonly DiagonalMinimisers Minimisers = new(0.9, 0.9);

    [Theory, InlineData(2), InlineData(3), InlineData(7.5), InlineData(double.PositiveInfinity)]
    public void The_law_along_the_curve_is_a_probability(double n)
    {
        CurveLaw law = new(DepthOf(n), Minimisers);
        Assert.Equal(0, law.Quantile(0));
        Assert.Equal(1, law.Quantile(1e6));
        Assert.Equal(1, law.Quantile(double.PositiveInfinity));
        double sum = 0, step = 1e-3;
        for (double u = step / 2; u < 1.5; u += step)
        {
            sum += 2 * step * law.Density(u);
        }
        // The midpoint rule is off by h²/24 of the density's slope.
        Assert.Equal(sum, law.Quantile(1.5), 1e-6);
        Assert.Equal(law.Quantile(1.5), law.Quantile(-1.5));
    }

    /// <summary>Closed form: at N = 2 with a = b the density is cosh(u′)^(1/2)/(1 + cosh u′)^(3/4) in u′ = 2u; far out it falls as e^(−u/2).</summary>
    [Fact]
    public void At_depth_two_the_tail_of_the_law_falls_as_it_must()
    {
        CurveLaw law = new(Depth.Of(2), Minimisers);
        Assert.Equal(Math.Exp(-0.5), (1 - law.Quantile(13)) / (1 - law.Quantile(12)), 1e-8);
    }

    /// <summary>Against quadrature of the density in 30 digits, in panels a twentieth of what precedes the tail.</summary>
    [Theory]
    [InlineData(1e6, 2, 1, 7.1042974905979183e-7)]
    [InlineData(1e6, 2, 10, 0.0083991118818656513)]
    [InlineData(1e6, 5, 20, 0.99990098289820562)]
    [InlineData(1e9, 2, 20, 0.17531208577220842)]
    [InlineData(1e9, 2, 25, 0.91011355838992957)]
    [InlineData(1e9, 5, 10, 1.7579740981509816e-5)]
    [InlineData(1e9, 5, 25, 0.99856910400052357)]
    public void Far_from_square_the_tail_begins_far_out(double a, int n, double u, double expected)
    {
        Assert.Equal(expected, new CurveLaw(Depth.Of(n), new(a, 1 / a)).Quantile(u), 1e-12 * expected);
        Assert.Equal(expected, new CurveLaw(Depth.Of(n), new(-1 / a, a)).Quantile(-u), 1e-12 * expected);
    }

    /// <summary>Per unit length of the hyperbola the corner is the maximum, whatever a and b; per unit of u it need not be. Of a = b at N = 2 the maxima in u lie where cosh 2u = 2.</summary>
    [Fact]
    public void The_corner_is_the_maximum_per_unit_length_alone()
    {
        foreach ((double a, double b) in new[] { (0.9, 0.9), (2, -0.1) })
        {
            DiagonalMinimisers minimisers = new(a, b);
            double PerLength(double u)
            {
                (double w12, double w21) = minimisers.OnHyperbola(u);
                return minimisers.LogCurveDensity(Depth.Of(2), u) - Math.Log(double.Hypot(w12, w21));
            }
            Assert.All(Enumerable.Range(1, 50), k => Assert.True(PerLength(0.1 * k) < PerLength(0.1 * (k - 1))));
            Assert.True(minimisers.LogCurveDensity(Depth.Of(2), 0.3) > minimisers.LogCurveDensity(Depth.Of(2), 0));
        }
        double peak = 0.5 * Math.Acosh(2), at = Minimisers.LogCurveDensity(Depth.Of(2), peak);
        Assert.True(at > Minimisers.LogCurveDensity(Depth.Of(2), peak - 1e-3) && at > Minimisers.LogCurveDensity(Depth.Of(2), peak + 1e-3));
    }

    [Fact]
    public void Depth_one_has_no_law() =>
        Assert.Contains("infinite", Assert.Throws<ArgumentException>(() => new CurveLaw(Depth.Of(1), Minimisers)).Message, StringComparison.Ordinal);

    /// <summary>Published points of the Kolmogorov distribution: 5 % at 1.3581, 1 % at 1.6276 [Ste70].</summary>
    [Theory, InlineData(1.3581, 0.05), InlineData(1.6276, 0.01), InlineData(0.8276, 0.5)]
    public void The_test_has_the_published_critical_values(double x, double probability)
    {
        const int Count = 1_000_000;
        // n equidistant numbers, moved by D − 1/(2n).
        double root = Math.Sqrt(Count), distance = x / (root + 0.12 + 0.11 / root);
        KolmogorovSmirnov test = KolmogorovSmirnov.Uniform(Enumerable.Range(0, Count).Select(i => Math.Min(1, (i + 0.5) / Count + distance - 0.5 / Count)));
        Assert.Equal(distance, test.Distance, 1e-12);
        Assert.Equal(probability, test.Probability, 0.002 * probability);
    }

    [Fact]
    public void Uniform_numbers_pass_and_the_test_is_level()
    {
        int rejected = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            RandomSource random = new(trial, "uniform", 200, 1);
            rejected += KolmogorovSmirnov.Uniform(Enumerable.Range(0, 200).Select(_ => random.NextDouble())).Probability < 0.05 ? 1 : 0;
        }
        // 20 expected, standard deviation 4.4.
        Assert.InRange(rejected, 7, 33);
    }

    [Fact]
    public void Outcomes_drawn_from_the_volume_hold_as_a_law() => Assert.Equal(VolumeVerdict.HoldsAsLaw, Judge(quantile => quantile).Verdict);

    [Fact]
    public void Outcomes_nearer_to_the_corners_hold_as_concentration() => Assert.Equal(VolumeVerdict.Concentrates, Judge(quantile => 0.3 * quantile).Verdict);

    [Fact]
    public void Outcomes_far_from_the_corners_fail() => Assert.Equal(VolumeVerdict.FailsAlong, Judge(quantile => 0.5 + 0.5 * quantile).Verdict);

    [Fact]
    public void Outcomes_of_full_rank_fail_in_rank()
    {
        Outcome[] half = [.. Synthetic(quantile => quantile, 200).Select((outcome, i) => i % 2 == 0 ? outcome : outcome with { Sigma = [1, 0.5] })];
        Assert.Equal(VolumeVerdict.FailsInRank, VolumeHypothesis.Judge(Depth.Of(3), Minimisers, half).Verdict);
    }

    [Fact]
    public void Few_outcomes_decide_nothing()
    {
        VolumeHypothesis few = VolumeHypothesis.Judge(Depth.Of(3), Minimisers, [.. Synthetic(quantile => 0.1 * quantile, 49)]);
        Assert.Equal(VolumeVerdict.Undecided, few.Verdict);
        Assert.Contains("49 outcomes are too few", few.Reason, StringComparison.Ordinal);
        Assert.Equal(VolumeVerdict.Undecided, VolumeHypothesis.Judge(Depth.Of(3), Minimisers, []).Verdict);
    }

    [Fact]
    public void Starts_that_did_not_converge_count_nowhere()
    {
        Outcome[] some = [.. Synthetic(quantile => 0.3 * quantile, 300).Select((outcome, i) => i % 3 == 0 ? outcome with { HasArrived = false, Sigma = [1, 1] } : outcome)];
        VolumeHypothesis verdict = VolumeHypothesis.Judge(Depth.Of(3), Minimisers, some);
        Assert.Equal((200, 100, VolumeVerdict.Concentrates), (verdict.Arrived, verdict.Lost, verdict.Verdict));
    }

    /// <summary>The hypothesis by depth: fails at N = 2, where outcomes fill a segment of full rank; holds as concentration from N = 3 on.</summary>
    [Theory, InlineData(2, VolumeVerdict.FailsInRank), InlineData(5, VolumeVerdict.Concentrates), InlineData(double.PositiveInfinity, VolumeVerdict.Concentrates)]
    public void The_flow_has_its_verdict(double n, VolumeVerdict expected)
    {
        Depth depth = DepthOf(n);
        long[] seeds = [.. Enumerable.Range(1, 150).Select(seed => (long)seed)];
        ImmutableArray<Outcome> outcomes = Outcomes.Of(depth, Minimisers.Loss, seed => new BalancedGaussian(1e-4, seed), seeds, Automatic);
        VolumeHypothesis verdict = VolumeHypothesis.Judge(depth, Minimisers, outcomes);
        Assert.Equal(expected, verdict.Verdict);
        Assert.Equal(expected == VolumeVerdict.Concentrates, verdict.Reason.Contains("the corners, where the volume per unit length is largest", StringComparison.Ordinal));
        Assert.Equal(0, verdict.Lost);
        Assert.All(outcomes, outcome => Assert.Equal(0.9, outcome.EndToEnd[0, 0], 1e-6));
    }

    /// <summary>What the flow keeps says where an outcome of rank 1 lies: σ^(2/N − 2)·(w₁₂² − w₂₁²), at N = ∞ its limit, is [(XXᵀ)^(1/N) − (XᵀX)^(1/N)]₁₁ of the start.</summary>
    [Fact]
    public void Outcomes_lie_where_the_conserved_number_says()
    {
        Depth depth = Depth.Of(5);
        long[] seeds = [1, 2, 3, 4, 5, 6];
        MaskInvariants invariants = new(new(Mask.Diagonal(2)));
        foreach (Outcome outcome in Outcomes.Of(depth, Minimisers.Loss, seed => new BalancedGaussian(1e-6, seed), seeds, Automatic, tolerance: 1e-9))
        {
            GradientFlow flow = GradientFlow.From(new BalancedGaussian(1e-6, outcome.Seed), depth, Minimisers.Loss);
            FlowState point = flow.NewState();
            Assert.True(flow.Field.TryObserve(0, flow.Start.AsSpan(), point));
            invariants.Read(depth, point);
            double first = outcome.EndToEnd[0, 1], second = outcome.EndToEnd[1, 0], sigma = outcome.Sigma[0];
            double kept = Math.Pow(sigma, 2.0 / 5 - 2) * (first * first - second * second);

            // The second mode adds at most its own σ₂^(2/N) to it.
            Assert.True(Math.Abs(kept - invariants.Values[0]) <= 1e-6 + 2 * Math.Pow(outcome.Sigma[1], 0.4), $"seed {outcome.Seed}: {kept} against {invariants.Values[0]}");
        }
    }

    [Fact]
    public void The_tables_have_a_row_a_start_and_a_row_a_depth()
    {
        ImmutableArray<Outcome> outcomes = [.. Synthetic(quantile => quantile, 60)];
        DataFrame frame = VolumeFrames.OutcomesOf([(Depth.Of(3), outcomes), (Depth.Infinite, outcomes)], Minimisers);
        Assert.Equal(120, frame.RowCount);
        Assert.All(frame.Get<double>("quantile"), quantile => Assert.InRange(quantile, 0, 1));
        DataFrame verdicts = VolumeFrames.Verdicts([VolumeHypothesis.Judge(Depth.Of(3), Minimisers, outcomes)]);
        Assert.Equal("holds as a law", verdicts["verdict"].TextAt(0));
        DataFrame map = VolumeFrames.Map([Depth.Of(3), Depth.Infinite], Minimisers, reach: 2, cells: 4);
        Assert.Equal(32, map.RowCount);
        Assert.All(map.Get<double>("log-volume"), value => Assert.True(double.IsFinite(value)));
    }

    private static IntegrationResult Automatic(InitialValueProblem problem, IntegrationOptions options, ITrajectorySink sink) =>
        problem.Integrate(new AutomaticMethod(), options, sink);

    private static Depth DepthOf(double n) => double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);

    private static VolumeHypothesis Judge(Func<double, double> quantile) => VolumeHypothesis.Judge(Depth.Of(3), Minimisers, [.. Synthetic(quantile, 300)]);

    /// <summary>Outcomes on the hyperbola at the given quantiles of the volume, evenly spread.</summary>
    private static IEnumerable<Outcome> Synthetic(Func<double, double> quantile, int count)
    {
        CurveLaw law = new(Depth.Of(3), Minimisers);
        for (int i = 0; i < count; i++)
        {
            double wanted = quantile((i + 0.5) / count), low = 0, high = 60;
            for (int halving = 0; halving < 60; halving++)
            {
                double middle = 0.5 * (low + high);
                (low, high) = law.Quantile(middle) < wanted ? (middle, high) : (low, middle);
            }
            (double w12, double w21) = Minimisers.OnHyperbola(i % 2 == 0 ? low : -low, positive: i % 4 < 2);
            yield return new(i, true, Matrix.Of(new[,] { { 0.9, w12 }, { w21, 0.9 } }), [1, 1e-6], "");
        }
    }
}
