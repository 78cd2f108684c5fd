using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

public sealed class SmallStartRankTests
{
    private static readonly double[] Scales = [1e-3, 1e-4, 1e-5, 1e-6];

    [Fact]
    public void Factorization_finds_the_rank_of_the_target_at_every_depth()
    {
        double[] targets = [2, 1, 0];
        Matrix target = FactorizationProblems.Target(3, 3, 5, targets);
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            SmallStartRank found = SmallStartRank.Judge([.. new[] { 0.1, 0.01, 1e-3 }.Select(scale => Limit(depth, scale, target))]);
            Assert.True(found.Rank == 2, $"N = {depth}: {found}");
            Assert.All(found.Exponents.Take(2), one => Assert.Equal(0, one.Exponent, 1e-4));
        }
    }

    [Fact]
    public void Diagonal_completion_at_depth_two_keeps_full_rank_however_small_the_start_unless_the_sign_of_its_determinant_forbids()
    {
        // The limit tends to a positive definite matrix (3.5 g). From a start with a negative determinant the last mode is cut off, as ε².
        int cut = 0;
        for (long seed = 1; seed <= 10; seed++)
        {
            int d = 3 + (int)(seed % 3);
            double[] targets = FactorizationProblems.Spectrum(d, seed);
            SmallStartRank found = SmallStartRank.Judge(Scales.Select(scale => new LimitAtScale(
                scale,
                [.. DiagonalCompletion.DepthTwo(targets, DataMetric.Dense(new BalancedGaussian(scale, seed).At(d, d).ToMatrix()).ToArray())])));
            bool isNegative = DataMetric.Dense(new BalancedGaussian(1, seed).At(d, d).ToMatrix()).Determinant() < 0;
            Assert.True(found.Rank == (isNegative ? d - 1 : d), $"seed {seed}: {found}");
            Assert.True(!isNegative || Math.Abs(found.Exponents[^1].Exponent - 2) < 1e-2, $"seed {seed}: {found}");
            cut += isNegative ? 1 : 0;
        }
        Assert.InRange(cut, 1, 9);
    }

    [Fact]
    public void Symmetric_completion_loses_its_small_mode_as_the_first_power_of_the_scale_beyond_depth_two()
    {
        foreach (double depth in new[] { 3, 5, 10, double.PositiveInfinity })
        {
            SmallStartRank found = SmallStartRank.Judge(Symmetric(depth, 1, 0.1, 1e-6, 1e-8, 1e-10));
            Assert.True(found.Rank == 1, $"N = {depth}: {found}");
            Assert.InRange(1, found.Exponents[1].Exponent - found.Exponents[1].HalfWidth, found.Exponents[1].Exponent + found.Exponents[1].HalfWidth);
        }
        Assert.Equal(2, SmallStartRank.Judge(Symmetric(2, 1, 0.1, 1e-6, 1e-8, 1e-10)).Rank);
    }

    [Fact]
    public void A_dependence_that_is_only_beginning_is_left_undecided()
    {
        // The exponent is 1 at every depth above 2, but seen only where ε^(2/N − 1) is large: never may p = 0 be claimed on the way.
        int undecided = 0, decided = 0;
        foreach (double depth in new[] { 2.05, 2.2, 2.5, 3, 4, double.PositiveInfinity })
        {
            foreach (double small in new[] { 0.9, 0.5, 0.1 })
            {
                for (int decade = 0; decade <= 10; decade++)
                {
                    SmallStartRank found = SmallStartRank.Judge(Symmetric(depth, 1, small, Math.Pow(10, -decade), Math.Pow(10, -decade - 1), Math.Pow(10, -decade - 2)));
                    Assert.True(found.Rank is null or 1, $"N = {depth}, start 1 and {small}, from 1e-{decade}: {found}");
                    undecided += found.Rank is null ? 1 : 0;
                    decided += found.Rank is null ? 0 : 1;
                }
            }
        }
        Assert.True(undecided > 0 && decided > 0, $"{undecided} undecided, {decided} decided: the test says nothing");
    }

    [Fact]
    public void Too_few_scales_decide_nothing_and_say_how_many_are_missing()
    {
        LimitAtScale[] two = [new(1e-2, [1, 1e-2]), new(1e-6, [1, 1e-6])];
        LimitAtScale[] close = [new(1e-2, [1, 1e-2]), new(5e-3, [1, 5e-3]), new(2e-3, [1, 2e-3])];
        foreach (SmallStartRank found in new[] { SmallStartRank.Judge(two), SmallStartRank.Judge(close), SmallStartRank.Judge([]) })
        {
            Assert.Null(found.Rank);
            Assert.Contains("at least 3", found.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Errors_of_the_limits_widen_the_interval_until_nothing_is_decided()
    {
        LimitAtScale[] limits = [.. Scales.Select(scale => new LimitAtScale(scale, [1, scale], 1e-3))];
        Assert.Equal(1, SmallStartRank.Judge(limits).Rank);
        Assert.Null(SmallStartRank.Judge(limits.Select(one => one with { RelativeError = 1 })).Rank);
    }

    [Fact]
    public void Limits_that_do_not_belong_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SmallStartRank.Judge([new(1e-2, [1]), new(1e-2, [1])]));
        Assert.Throws<ArgumentException>(() => SmallStartRank.Judge([new(1e-2, [1]), new(1e-3, [1, 2])]));
        Assert.Throws<ArgumentException>(() => SmallStartRank.Judge([new(0, [1])]));
    }

    private static IEnumerable<LimitAtScale> Symmetric(double depth, double large, double small, params double[] scales) => scales.Select(scale =>
    {
        (double high, double low) = DiagonalCompletion.Symmetric(depth, 1, scale * large, scale * small);
        return new LimitAtScale(scale, [high, low], 1e-10);
    });

    /// <summary>The limit of a run, its vanishing modes as zeros.</summary>
    private static LimitAtScale Limit(Depth depth, double scale, Matrix target)
    {
        GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(scale, 3), depth, new FactorizationLoss(target));
        double end = 100 * Math.Pow(1e-3, -(2 - 2 * depth.Reciprocal));
        Observed run = Observed.Run(flow, end, SampleTimes.Logarithmic(1e-4 * end, end, 20));
        (SpectrumEvidence now, LimitingRank limiting, _) = run.JudgeAt(run.Count - 1);
        Assert.Equal(2, limiting.Rank);
        ImmutableArray<double> sigma = [.. now.Modes.Select((mode, i) => limiting.Fates[i] == SingularValueFate.Survives ? mode.Sigma : 0)];
        return new(scale, sigma, 1e-5);
    }
}
