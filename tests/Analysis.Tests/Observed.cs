using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis.Tests;

/// <summary>One run, put together as a study puts it together, with what a run that had stopped at each sample would have known there.</summary>
internal sealed class Observed : ITrajectorySink
{
    private readonly GradientFlow flow;
    private readonly FlowState point;
    private readonly ModeObserver observer;
    private readonly StationarityTest stationarity;
    private readonly ImmutableArray<double> samples;
    private readonly List<SpectrumEvidence> stopped = [];
    private readonly List<(double Time, double Chi)> gradients = [];

    private Observed(GradientFlow flow, ImmutableArray<double> samples, IEnumerable<IQuantity> quantities)
    {
        this.flow = flow;
        this.samples = samples;
        point = flow.NewState();
        observer = new(flow);
        stationarity = new(flow, 1e-6);
        Recorder = new(flow, samples, quantities);
        History = new(flow);
    }

    public QuantityRecorder Recorder { get; }

    public ModeHistory History { get; }

    public IntegrationResult Result { get; private set; } = null!;

    /// <summary>The scaled gradient χ after every accepted step, the start first.</summary>
    public IReadOnlyList<(double Time, double Chi)> ScaledGradients => gradients;

    /// <summary>Number of samples at which a verdict can be asked for.</summary>
    public int Count => stopped.Count;

    public static Observed Run(
        GradientFlow flow, double end, SampleTimes samples, double tolerance = 1e-6, string method = "auto", params IEnumerable<IQuantity> quantities) =>
        Run(flow, end, samples, tolerance, method, convergence: null, quantities);

    /// <summary>A run that ends where it has converged, or at the end time.</summary>
    public static Observed UntilConverged(GradientFlow flow, double end, SampleTimes samples) =>
        Run(flow, end, samples, 1e-6, "auto", new StationarityTest(flow, 1e-6), []);

    private static Observed Run(
        GradientFlow flow, double end, SampleTimes samples, double tolerance, string method, IConvergenceTest? convergence, IEnumerable<IQuantity> quantities)
    {
        Observed observed = new(flow, samples.Times, quantities);
        bool logPolar = flow.Coordinates == FlowCoordinates.LogPolar;
        observed.Result = flow.Until(end).Integrate(
            MethodCatalog.Find(method),
            new()
            {
                Tolerances = logPolar ? new(0, tolerance) : new(tolerance, tolerance * 1e-3),
                StopTimes = samples.Times,
                Convergence = convergence,
            },
            new TeeSink(observed.Recorder, observed.History, observed));
        Assert.True(observed.Result.IsFinished, observed.Result.Sentence);
        return observed;
    }

    /// <summary>What the rules say of a run that ends at a sample; the gap among the modes that the start carries, for that is what the problems know.</summary>
    public (SpectrumEvidence Now, LimitingRank Limiting, GapRank Gap) JudgeAt(int sample, double resolution = 1e-3)
    {
        SpectrumEvidence now = stopped[sample];
        SpectrumEvidence[] history = [.. Recorder.Evidence.TakeWhile(one => one.Time < now.Time), now];
        LimitingRank limiting = LimitingRank.Judge(history, resolution);
        return (now, limiting, GapRank.Judge(now, limiting, now.Modes.Length));
    }

    public void Begin(InitialValueProblem problem) => Watch(problem.Interval.Start, problem.InitialState.AsSpan());

    public void Accept(in AcceptedStep step) => Watch(step.End, step.EndState);

    public void End(IntegrationResult result)
    {
        if (samples.BinarySearch(result.Time) < 0 && flow.Field.TryObserve(result.Time, result.State.AsSpan(), point))
        {
            stopped.Add(observer.Observe(point, coupled: true));
        }
    }

    private void Watch(double time, ReadOnlySpan<double> y)
    {
        gradients.Add((time, stationarity.Measure(time, y)));
        if (samples.BinarySearch(time) >= 0 && flow.Field.TryObserve(time, y, point))
        {
            stopped.Add(observer.Observe(point, coupled: true));
        }
    }
}
