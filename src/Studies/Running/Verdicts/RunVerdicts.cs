using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Everything that is concluded from one run, in the rescaled clock. Where an invariant of the flow has drifted, nothing is.</summary>
internal sealed class RunVerdicts
{
    private RunVerdicts(RunTrace trace)
    {
        Invariants = trace.Monitor.Result;
        IReadOnlyList<SpectrumEvidence> evidence = trace.Recorder.Evidence;
        if (evidence.Count == 0)
        {
            Limit = Analysis.Limit.Refused(trace.Recorder.Final, "The run has no point at which it could be judged.");
            return;
        }
        LimitingRank judged = LimitingRank.Judge(evidence, trace.Settings.RankResolution);
        bool isFinished = trace.Result.IsFinished;
        SecondLook = isFinished && trace.Settings.VerifiesLimit && trace.Flow.Field.DescendsLossAlone ? trace.LookAgain() : null;
        Limiting = !Invariants.Hold ? judged.Withheld(Invariants.Reason)
            : SecondLook is { Agrees: false } look ? judged.Withheld(look.Reason)
            : judged;
        Certificate = isFinished && trace.Settings.CertifiesLimit && !Limiting.GateIsClosed ? trace.Certify(judged, VanishingOf(judged)) : null;

        // Solutions that disagree cast doubt on everything; where one has no completed limit, there is only nothing to certify.
        Limiting = Certificate is { IsCertified: false, Digits: not double.NaN } refused ? judged.Withheld(refused.Reason) : Limiting;
        Gap = GapRank.Judge(evidence[^1], Limiting, Math.Min(trace.Flow.Field.Loss.Rows, trace.Flow.Field.Loss.Columns));
        Limit = !isFinished ? Analysis.Limit.Refused(trace.Recorder.Final, trace.Result.Sentence)
            : Limiting.GateIsClosed ? Analysis.Limit.Refused(trace.Recorder.Final, Limiting.Reason)
            : Certificate?.Limit ?? Analysis.Limit.Complete(trace.Flow, trace.Recorder.Final, VanishingOf(Limiting));
        Stationarity = JudgePoint(trace, evidence[^1]);
        Stages = Stages.Judge(trace.History.Rows, LearnedAbove(trace), Limiting);
        Rates = RunRates.Of(trace, this);
    }

    // Modes smaller than this part of the largest are not to be read back from the entries of a matrix.
    private static readonly double SmallestInEntries = Math.Log(1e-9);

    public Invariants Invariants { get; }

    public LimitingRank? Limiting { get; }

    public GapRank? Gap { get; }

    public Stationarity? Stationarity { get; }

    public Limit Limit { get; }

    public Certificate? Certificate { get; }

    public SecondLook? SecondLook { get; }

    public Stages? Stages { get; }

    public ImmutableArray<RunRate> Rates { get; } = [];

    /// <summary>The spectrum of the limit where it is known, else that of the last point; only its LogSigma is filled.</summary>
    public FlowState Spectrum
    {
        get
        {
            FlowState spectrum = new(0, 0, Limit.LogSigma.Length);
            Limit.LogSigma.CopyTo(spectrum.LogSigma);
            return spectrum;
        }
    }

    /// <summary>‖X − X∞‖ at the samples; empty where the limit is not known or the path was not kept.</summary>
    public ImmutableArray<double> DistancesAlong(DepthPath path) => !Limit.IsCompleted ? [] : [.. path.Points.Select(Distance)];

    public static RunVerdicts Of(RunTrace trace) => new(trace);

    /// <summary>What the end is; where the run is still on its way and the rest of it is known, what the limit is.</summary>
    private Stationarity JudgePoint(RunTrace trace, SpectrumEvidence evidence)
    {
        Stationarity end = Stationarity.Judge(trace.Flow, trace.Result.State.AsSpan(), evidence);
        if (end.Kind != CriticalPointKind.NotStationary || !Limit.IsCompleted || VanishingOf(Limiting!) > 0 || !(Limit.LogSigma[^1] - Limit.LogSigma[0] > SmallestInEntries))
        {
            return end;
        }
        IBalancedStart start = Limit.Point.Factored is null ? new BalancedMatrix(Limit.EndToEnd) : new StartAtPoint(Limit.Point);
        GradientFlow there = GradientFlow.From(start, trace.Flow.Field.Depth, trace.Flow.Field.Loss, trace.Flow.Coordinates);
        FlowState point = there.NewState();
        if (there.Field.Modes != trace.Flow.Field.Modes || !there.Field.TryObserve(evidence.Time, there.Start.AsSpan(), point))
        {
            return end;
        }
        Stationarity limit = Stationarity.Judge(there, there.Start.AsSpan(), new ModeObserver(there).Observe(point, coupled: true));
        return limit with { Reason = "At the completed limit: " + limit.Reason };
    }

    /// <summary>The part of σ₁ that a mode must exceed to have been learned: the resolution; or, where a loss does not see everything, the middle of a gap of a decade and more.</summary>
    /// <remarks>A completion freezes small modes above the resolution that nobody would call learned.</remarks>
    private double LearnedAbove(RunTrace trace) => trace.Flow.Field.Loss is not IDistanceLoss && Gap is { Rank: { } rank, Margin: >= 1 } && rank < trace.Recorder.Final.Modes
        ? Math.Max(trace.Settings.RankResolution, Math.Exp((trace.Recorder.Final.LogSigma[rank - 1] + trace.Recorder.Final.LogSigma[rank]) / 2 - trace.Recorder.Final.LogSigma[0]))
        : trace.Settings.RankResolution;

    /// <summary>How many of the last modes are known to vanish.</summary>
    private static int VanishingOf(LimitingRank limiting) => limiting.Fates.Reverse().TakeWhile(fate => fate == SingularValueFate.Vanishes).Count();

    private double Distance(Matrix point)
    {
        Matrix difference = Matrix.CopyOf(point.View);
        VectorOperations.AddScaled(-1, Limit.EndToEnd.Data, difference.Data);
        return VectorOperations.EuclideanNorm(difference.Data);
    }
}
