using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

public sealed class QuantityRecorderTests
{
    private static readonly ImmutableArray<IQuantity> All = QuantityCatalog.All;

    private static GradientFlow Flow(Depth depth) => GradientFlow.From(
        new BalancedOrthogonal(0.1, 3), depth, new FactorizationLoss(FactorizationProblems.Target(4, 4, 3, 2, 1.2, 0.8, 0.4)));

    private static IntegrationOptions Options(double tolerance, params ImmutableArray<double> stops) =>
        new() { Tolerances = new(0, tolerance), StopTimes = stops };

    private static (QuantityRecorder Recorder, IntegrationResult Result) Record(
        GradientFlow flow, double end, IntegrationOptions options, params ImmutableArray<double> samples)
    {
        QuantityRecorder recorder = new(flow, samples, All);
        return (recorder, flow.Until(end).Integrate(MethodCatalog.Find("tsitouras5"), options, recorder));
    }

    [Fact]
    public void Where_steps_end_on_samples_the_numbers_are_those_of_the_states()
    {
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            GradientFlow flow = Flow(depth);
            ImmutableArray<double> samples = [0, 0.5, 3, 7, 20];
            TrajectoryRecorder states = new(SampleTimes.Of(samples));
            QuantityRecorder recorder = new(flow, samples, All);
            flow.Until(20).Integrate(MethodCatalog.Find("tsitouras5"), Options(1e-6, samples), new TeeSink(recorder, states));
            DataFrame trajectory = recorder.Trajectory(), values = recorder.SingularValues();
            FlowState point = flow.NewState();
            for (int k = 0; k < samples.Length; k++)
            {
                Assert.True(flow.Field.TryObserve(samples[k], states.Trajectory.State(k), point));
                foreach (IQuantity quantity in All)
                {
                    // The same function of the same bits.
                    Assert.Equal(quantity.Measure(point), trajectory.Get<double>(quantity.Name)[k]);
                }
                for (int i = 0; i < 4; i++)
                {
                    Assert.Equal(samples[k], values.Get<double>("time")[4 * k + i]);
                    Assert.Equal(i + 1, values.Get<int>("index")[4 * k + i]);
                    Assert.Equal(point.Sigma(i), values.Get<double>("value")[4 * k + i]);
                }
                Assert.Equal(samples[k], recorder.Evidence[k].Time);
            }
        }
    }

    [Fact]
    public void Between_steps_samples_are_as_good_as_dense_output()
    {
        ImmutableArray<double> samples = [.. Enumerable.Range(1, 40).Select(k => 0.37 * k)];
        DataFrame dense = Record(Flow(Depth.Of(3)), 15, Options(1e-8), samples).Recorder.SingularValues();
        DataFrame exact = Record(Flow(Depth.Of(3)), 15, Options(1e-12, samples), samples).Recorder.SingularValues();

        // Fourth-order dense output and the global error of some 200 steps at 1e-8 each: 1e-5 leaves a factor of five.
        Assert.All(
            dense.Get<double>("value").Zip(exact.Get<double>("value")),
            pair => Assert.Equal(0, Math.Log(pair.First / pair.Second), 1e-5));
    }

    [Fact]
    public void Samples_outside_the_interval_are_left_out_and_the_end_is_kept()
    {
        (QuantityRecorder recorder, _) = Record(Flow(Depth.Of(2)), 4, Options(1e-6), -2, -1, 1, 3, 5, 9);
        Assert.Equal([1, 3, 4], recorder.Trajectory().Get<double>("time"));
        Assert.Equal(4, recorder.Final.Time);
        Assert.Equal(3, recorder.Evidence.Count);
    }

    [Fact]
    public void The_end_is_kept_once_when_it_is_a_sample()
    {
        (QuantityRecorder recorder, _) = Record(Flow(Depth.Of(2)), 4, Options(1e-6, 4), 0, 4);
        Assert.Equal([0, 4], recorder.Trajectory().Get<double>("time"));
    }

    [Fact]
    public void A_sample_at_the_start_measures_the_start()
    {
        GradientFlow flow = Flow(Depth.Infinite);
        (QuantityRecorder recorder, _) = Record(flow, 1, Options(1e-6), 0, 1);
        FlowState start = flow.NewState();
        Assert.True(flow.Field.TryObserve(0, flow.Start.AsSpan(), start));
        Assert.Equal(start.Loss, recorder.Trajectory().Get<double>("loss")[0]);
        Assert.All(recorder.SingularValues().Get<double>("value").Take(4), value => Assert.Equal(0.1, value, 1e-15));
    }

    [Fact]
    public void A_run_of_no_length_or_without_samples_has_its_only_point()
    {
        (QuantityRecorder instant, _) = Record(Flow(Depth.Of(2)), 0, Options(1e-6), 1, 2);
        Assert.Equal([0], instant.Trajectory().Get<double>("time"));
        (QuantityRecorder bare, _) = Record(Flow(Depth.Of(2)), 2, Options(1e-6));
        Assert.Equal([2], bare.Trajectory().Get<double>("time"));
    }

    [Fact]
    public void A_run_that_stops_early_ends_with_the_point_where_it_stopped()
    {
        GradientFlow flow = Flow(Depth.Of(2));
        (QuantityRecorder recorder, IntegrationResult result) =
            Record(flow, 1e6, Options(1e-6) with { Convergence = new StationarityTest(flow, 1e-4) }, 1, 5, 1e5);
        Assert.Equal(ReturnCode.Converged, result.Code);
        Assert.InRange(result.Time, 5, 1e5);
        Assert.Equal([1, 5, result.Time], recorder.Trajectory().Get<double>("time"));
        Assert.True(recorder.Evidence[^1].ScaledGradient <= 1e-4);
    }

    [Fact]
    public void A_run_cut_off_by_its_limits_keeps_what_it_passed()
    {
        (QuantityRecorder recorder, IntegrationResult result) = Record(Flow(Depth.Of(2)), 1e6, Options(1e-6) with { StepLimit = 5 }, 0, 1e-3, 1e5);
        Assert.Equal(ReturnCode.StepLimitReached, result.Code);
        Assert.Equal(result.Time, recorder.Trajectory().Get<double>("time")[^1]);
    }

    [Fact]
    public void Evidence_agrees_with_the_motion_it_predicts()
    {
        // p = −d ln σ/d ln τ, against a central difference over 1 % of τ: second order, 1e-4 of the third derivative; 1e-3 leaves a factor.
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            ImmutableArray<double> samples = [2.985, 3, 3.015];
            QuantityRecorder recorder = Record(Flow(depth), 3.015, Options(1e-12, samples), samples).Recorder;
            for (int i = 0; i < 4; i++)
            {
                double motion = -Math.Log(recorder.Evidence[2].Modes[i].Sigma / recorder.Evidence[0].Modes[i].Sigma) / Math.Log(3.015 / 2.985);
                ModeEvidence mode = recorder.Evidence[1].Modes[i];
                Assert.Equal(motion, mode.DecayExponent, 1e-3 * Math.Max(1, Math.Abs(motion)));
                Assert.Equal(mode.ImpliedTarget, mode.Sigma * (1 - mode.Drift), 1e-12);
            }
        }
    }
}
