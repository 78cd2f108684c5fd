using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <remarks>
/// A least-squares slope is a weighted mean of the slopes between neighbouring samples, with positive weights; so it lies between the
/// smallest and the largest local rate on the tail. That bounds the rate of every sum of decays below without any fitted number.
/// </remarks>
public sealed class ConvergenceRateTests
{
    private static readonly ImmutableArray<double> Logarithmic = SampleTimes.Logarithmic(1e-2, 1e4, 121).Times;
    private static readonly ImmutableArray<double> Linear = SampleTimes.Linear(0.1, 20, 121).Times;

    private static ConvergenceRate Judge(IReadOnlyList<double> times, Func<double, double> value) =>
        ConvergenceRate.Judge(times, [.. times.Select(value)]);

    [Fact]
    public void An_exponential_is_exponential_on_either_spacing_of_samples()
    {
        foreach (double rate in new[] { 0.1, 1, 1.7 })
        {
            foreach (ImmutableArray<double> times in new[] { Linear, Logarithmic })
            {
                ConvergenceRate found = Judge(times, t => 3 * Math.Exp(-rate * t));
                Assert.Equal(DecayLaw.Exponential, found.Law);

                // Exact but for rounding in ln q, at most 1e-14 over a range of more than 1.
                Assert.Equal(rate, found.Rate, 1e-12 * Math.Max(1, rate));
                Assert.True(found.TailStart <= 0.1, $"{found}");
            }
        }
    }

    [Fact]
    public void A_power_law_is_a_power_law_on_either_spacing_of_samples()
    {
        foreach (double exponent in new[] { 0.5, 1, 1.25, 2 })
        {
            foreach (ImmutableArray<double> times in new[] { Linear, Logarithmic })
            {
                ConvergenceRate found = Judge(times, t => 3 * Math.Pow(t, -exponent));
                Assert.Equal(DecayLaw.PowerLaw, found.Law);
                Assert.Equal(exponent, found.Rate, 1e-12);
                Assert.Equal(times[^1], found.TailEnd);
            }
        }
    }

    [Fact]
    public void Sums_of_exponentials_have_a_rate_between_those_of_their_parts_on_the_tail()
    {
        ConvergenceRate found = Judge(Linear, t => Math.Exp(-t) + 5 * Math.Exp(-8 * t));
        Assert.Equal(DecayLaw.Exponential, found.Law);
        double ratio = 5 * Math.Exp(-7 * found.TailStart);
        Assert.InRange(found.Rate, found.Lower, (1 + 8 * ratio) / (1 + ratio));
        Assert.InRange(1, found.Lower, found.Upper);
        Assert.Equal(1, found.Rate, 0.01);
    }

    [Fact]
    public void Sums_of_power_laws_have_an_exponent_between_those_of_their_parts_on_the_tail()
    {
        ConvergenceRate found = Judge(Logarithmic, t => 1 / t + 3 / (t * t));
        Assert.Equal(DecayLaw.PowerLaw, found.Law);
        Assert.InRange(1, found.Lower, found.Upper);
        Assert.Equal(1, found.Rate, 0.01);
    }

    [Fact]
    public void Noise_never_makes_a_wrong_law_or_an_interval_without_the_rate()
    {
        // Noise that the samples do not state is no flow's; what is said all the same must be right.
        foreach (double noise in new[] { 1e-6, 1e-4, 1e-2, 0.05 })
        {
            for (long seed = 1; seed <= 20; seed++)
            {
                RandomSource random = new(seed, "noise", 1, 1);
                ConvergenceRate exponential = Judge(Linear, t => Math.Exp(-t + noise * random.NextNormal()));
                ConvergenceRate power = Judge(Logarithmic, t => Math.Pow(t, -1.5) * Math.Exp(noise * random.NextNormal()));
                Assert.True(exponential.Law != DecayLaw.PowerLaw && power.Law != DecayLaw.Exponential, $"noise {noise}, seed {seed}: {exponential}, {power}");
                Assert.True(exponential.Law == DecayLaw.Undecided || Math.Abs(exponential.Rate - 1) <= exponential.Upper - exponential.Rate, $"noise {noise}, seed {seed}: {exponential}");
                Assert.True(noise > 1e-6 || (exponential.Law == DecayLaw.Exponential && power.Law == DecayLaw.PowerLaw), $"noise {noise}, seed {seed}: {exponential}, {power}");
            }
        }
    }

    [Fact]
    public void Heavy_noise_is_undecided() => Assert.All(Enumerable.Range(1, 20), seed =>
    {
        RandomSource random = new(seed, "heavy", 1, 1);
        Assert.Equal(DecayLaw.Undecided, Judge(Linear, t => Math.Exp(-0.1 * t + random.NextNormal())).Law);
    });

    [Fact]
    public void A_decay_that_has_ended_on_a_floor_is_undecided()
    {
        foreach (ImmutableArray<double> times in new[] { Linear, Logarithmic })
        {
            foreach (double floor in new[] { 1e-3, 1e-6, 1e-12 })
            {
                ConvergenceRate found = Judge(times, t => Math.Exp(-3 * t) + floor);
                Assert.True(
                    found.Law == DecayLaw.Undecided || (found.Law == DecayLaw.Exponential && found.Rate <= 3), $"floor {floor}, {times.Length} samples: {found}");
            }
        }
    }

    [Fact]
    public void Round_off_below_the_floor_does_not_hide_the_decay_above_it()
    {
        RandomSource random = new(1, "round-off", 1, 1);
        ConvergenceRate found = Judge(Linear, t => Math.Max(Math.Exp(-4 * t), 1e-30 * Math.Abs(random.NextNormal())));
        Assert.Equal(DecayLaw.Exponential, found.Law);
        Assert.Equal(4, found.Rate, 1e-12 * 4);
        Assert.InRange(found.TailEnd, Linear[0] + Math.Log(1e18) / 4 - 0.2, Linear[0] + Math.Log(1e18) / 4);
    }

    [Fact]
    public void What_grows_rests_or_falls_by_less_than_a_factor_e_is_undecided()
    {
        foreach (ImmutableArray<double> times in new[] { Linear, Logarithmic })
        {
            Assert.All(
                [t => Math.Exp(0.01 * t), t => t * t, _ => 1, t => 1 + Math.Exp(-t), t => Math.Exp(-1e-5 * t)],
                (Func<double, double> value) => Assert.Equal(DecayLaw.Undecided, Judge(times, value).Law));
        }
    }

    [Fact]
    public void Too_few_or_useless_samples_are_undecided_and_say_nothing()
    {
        ConvergenceRate five = Judge(Linear[..5], t => Math.Exp(-20 * t));
        Assert.Equal(DecayLaw.Undecided, five.Law);
        Assert.True(double.IsNaN(five.Rate) && double.IsNaN(five.StandardError) && double.IsNaN(five.TailStart) && double.IsNaN(five.TailEnd));
        Assert.Contains("5 positive samples", five.Reason, StringComparison.Ordinal);
        Assert.Equal(DecayLaw.Exponential, Judge(Linear[..6], t => Math.Exp(-20 * t)).Law);
        foreach (double nothing in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Equal(DecayLaw.Undecided, Judge(Linear, _ => nothing).Law);
        }
        Assert.Equal(DecayLaw.Undecided, ConvergenceRate.Judge([], []).Law);
    }

    [Fact]
    public void What_follows_a_sample_without_a_number_is_left_out()
    {
        ConvergenceRate found = Judge(Linear, t => t > 10 ? double.NaN : Math.Exp(-t));
        Assert.Equal(DecayLaw.Exponential, found.Law);
        Assert.InRange(found.TailEnd, 9.8, 10);
    }

    [Fact]
    public void A_mode_with_target_zero_has_the_exponent_of_its_depth()
    {
        foreach (double depth in new[] { 2, 3, 5, double.PositiveInfinity })
        {
            // Rescaled clock: σ = (σ₀^−p + pτ)^(−1/p), so the local exponent of ½σ² is (2/p)·τ/(τ + σ₀^−p/p) = N/(N − 1) but for 1 % from 100 σ₀^−p/p on.
            double p = 2 - 2 / depth, start = 0.5, onset = Math.Pow(start, -p) / p, exponent = 2 / p;
            ImmutableArray<double> times = SampleTimes.Logarithmic(0.01 * onset, 1e6 * onset, 121).Times;
            ConvergenceRate found = Judge(times, Loss);
            Assert.Equal(DecayLaw.PowerLaw, found.Law);
            Assert.InRange(found.Rate, exponent * found.TailStart / (found.TailStart + onset), exponent * (1 + 1e-9));
            ConvergenceRate late = Judge([.. times.Where(t => t >= 100 * onset)], Loss);
            Assert.Equal(DecayLaw.PowerLaw, late.Law);
            Assert.InRange(late.Rate, exponent * 100 / 101, exponent * 1.001);

            double Loss(double tau)
            {
                double sigma = double.IsInfinity(depth) ? ScalarFlow.InfiniteDepth(0, start, tau) : ScalarFlow.Decay(depth, start, tau / depth);
                return 0.5 * sigma * sigma;
            }
        }
    }

    [Fact]
    public void Full_rank_factorization_decays_at_twice_the_rate_of_its_smallest_mode()
    {
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            double[] values = [2, 1.2, 0.7];
            double rate = 2 * Math.Pow(values[^1], 2 - 2 * depth.Reciprocal);
            Matrix target = FactorizationProblems.Target(3, 3, 5, values);
            Matrix start = FactorizationProblems.Target(3, 3, 5, 0.5, 0.4, 0.3);
            start[0, 1] += 0.05;
            GradientFlow flow = GradientFlow.From(new BalancedMatrix(start), depth, new FactorizationLoss(target));

            // Over 8 e-folds of the loss from where the other modes, and what is nonlinear, are below 1e-3 of it; 1e-8 in ln σ is 1e-5 of the smallest residual.
            double first = 12 / rate, last = 20 / rate;
            Observed run = Observed.Run(flow, last, SampleTimes.Linear(first, last, 41), 1e-9, "auto", new LossValue());
            DataFrame trajectory = run.Recorder.Trajectory();
            ConvergenceRate found = ConvergenceRate.Judge(trajectory.Get<double>("time"), trajectory.Get<double>("loss"));
            Assert.Equal(DecayLaw.Exponential, found.Law);
            Assert.Equal(rate, found.Rate, 0.01 * rate);
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 0.7937005259840998)]
    [InlineData(5, 0.6597539553864471)]
    public void A_tail_that_begins_with_the_escape_does_not_bias_the_rate_beyond_its_error(int layers, double exact)
    {
        // Targets 1 and 0.5 from 0.1·I, sampled from the start on: twice 0.5^(2 − 2/N). An earlier rule took the longest tail that looked straight,
        // and gave 0.564 ± 0.004 at N = 3 and T = 10.
        GradientFlow flow = GradientFlow.From(new BalancedIdentity(0.1), Depth.Of(layers), new FactorizationLoss(Matrix.Diagonal(1, 0.5)));
        foreach (double end in new[] { 10.0, 20, 100 })
        {
            Observed run = Observed.Run(flow, end, SampleTimes.Logarithmic(1e-6 * end, end, 120), 1e-6, "auto");
            ConvergenceRate found = ConvergenceRate.OfLoss(run.History.Rows, 1e-6);
            Assert.True(end < 100 || found.Law == DecayLaw.Exponential);
            Assert.True(found.Law == DecayLaw.Undecided || (found.Lower <= exact && exact <= found.Upper), $"T = {end}: {found}");
            Assert.True(end < 100 || Math.Abs(found.Rate - exact) <= 0.01 * exact, $"T = {end}: {found}");
        }
    }

    [Theory]
    [InlineData(DecayLaw.Exponential, 2, false, true)]
    [InlineData(DecayLaw.Exponential, 1.97, false, true)]
    [InlineData(DecayLaw.Exponential, 1.5, false, false)]
    [InlineData(DecayLaw.Exponential, 2.5, false, false)]
    [InlineData(DecayLaw.Exponential, 2.5, true, true)]
    [InlineData(DecayLaw.Exponential, 1.5, true, false)]
    [InlineData(DecayLaw.PowerLaw, 2, false, false)]
    [InlineData(DecayLaw.Undecided, double.NaN, false, true)]
    public void Against_theory_no_law_stands(DecayLaw law, double rate, bool isUpperBound, bool stands)
    {
        ConvergenceRate found = new(DecayLaw.Exponential, 2, 0.005, 1.99, 2.01, 1, 5, 40, "fitted");
        ConvergenceRate reconciled = found.Reconciled(new(law, rate, isUpperBound));
        Assert.Equal(stands ? DecayLaw.Exponential : DecayLaw.Undecided, reconciled.Law);
        Assert.NotEmpty(reconciled.Reason);
    }
}
