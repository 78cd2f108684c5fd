using System.Collections.Immutable;
using System.Diagnostics;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Settings → problem → integration → record: one run, from beginning to verdicts.</summary>
public sealed class SingleRun : IRunner
{
    /// <inheritdoc/>
    public RunRecord Run(RunSettings settings, string key, byte[]? saved, IProgress<double>? modelTime, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        try
        {
            return Integrate(settings, key, saved, modelTime, cancellation);
        }
        catch (Exception exception) when (saved is not null && exception is (InvalidDataException or ArgumentException))
        {
            // What was left belongs to another version, or is damaged: the run itself is as good as ever.
            return Integrate(settings, key, null, modelTime, cancellation);
        }
    }

    private static RunRecord Integrate(RunSettings settings, string key, byte[]? saved, IProgress<double>? modelTime, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        ProblemData data = ProblemData.Of(settings.Problem);
        GradientFlow flow = FlowOfSettings.From(settings, data.Loss);

        // Fields run in the rescaled clock; the study's clock is a factor on times and nothing else.
        double clock = settings.Clock == ClockKind.Layers ? settings.Depth.Reciprocal : 1;
        HeldOutError? heldOut = data.HeldOut();
        ImmutableArray<double> sampleTimes = [.. settings.SampleTimes.Select(time => time / clock)];
        bool keepsPath = settings.StoresPath || (long)data.Loss.Rows * data.Loss.Columns * sampleTimes.Length <= MostNumbersKept;
        QuantityRecorder recorder = new(flow, sampleTimes, QuantitiesOf(settings, flow, heldOut), keepsPath);
        ModeHistory history = new(flow);
        InvariantMonitor monitor = new(flow, settings.Tolerance);
        RunSession session = new(key, recorder, history, monitor);
        IMethod method = MethodCatalog.Find(settings.Method);
        InitialValueProblem problem = RunOptions.ProblemOf(flow, (settings.Until.Time ?? LongestTime) / clock, method);
        IntegrationOptions options = RunOptions.Of(settings, flow, sampleTimes);
        TeeSink sinks = new(recorder, history, monitor, new TimeReporter(modelTime, clock));
        IntegrationResult result = saved is null
            ? problem.Integrate(method, options, sinks, cancellation)
            : problem.Continue(session.TakeUp(saved), method, options, sinks, cancellation);

        RunTrace trace = new(settings, flow, result, recorder, history, monitor, coordinates => FlowOfSettings.From(settings, data.Loss, coordinates), cancellation);
        RunVerdicts verdicts;
        try
        {
            verdicts = RunVerdicts.Of(trace);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The run has come to its end; the next session judges it from there.
            return new()
            {
                Key = key,
                ReturnCode = RunOutcome.Cancelled,
                Sentence = "The run was cancelled while its end was being verified.",
                Saved = session.Leave(result, SecondsSince(started, session), isJudged: false),
            };
        }
        VerdictTables tables = new(verdicts, clock);
        FlowState final = recorder.Final;
        bool isLarge = final.IsTooLargeToForm;
        FlowState? completed = verdicts.Limit.IsCompleted ? verdicts.Limit.Point : null;
        return new()
        {
            Key = key,
            ReturnCode = KebabCase.Of(result.Code.ToString()),
            // The integrator knows one clock; a reader of the other must be told.
            Sentence = result.Sentence + (clock == 1 ? "" : $" (Times in this sentence are in the rescaled clock, {settings.Depth} times the layers'.)")
                + (settings.LayerRidge > 0 ? " The loss is without the ridge on the layers, which moves the flow as well: that is why limit, ranks and rates are undecided." : "")
                + (isLarge ? $" X has {(long)final.Rows * final.Columns} entries, more than {FlowState.LargestFormed}: its factors are stored instead, and no completed table." : ""),
            Summary = RunSummary.Of(trace, verdicts, data, heldOut, clock),
            Trajectory = InClock(recorder.Trajectory(), clock).With(DistancesOf(recorder, verdicts)),
            SingularValues = InClock(recorder.SingularValues(), clock),
            Events = EventsOf(trace, verdicts, clock),
            Rates = tables.Rates(),
            Stages = tables.Stages(),
            Stationarity = tables.Stationarity(),
            Certificates = tables.Certificates(),
            Limit = isLarge ? null : Matrix.CopyOf(final.EndToEnd.View),
            LimitModes = isLarge ? final : null,
            CompletedLimit = isLarge ? null : completed?.EndToEnd,
            CompletedLimitModes = isLarge ? completed : null,
            Path = settings.StoresPath ? recorder.Path.Points : [],
            State = Matrix.CopyOf(new(result.State.AsSpan(), result.State.Length, 1)),
            Time = result.Time * clock,
            Completed = isLarge ? null : data.Completed(final.EndToEnd),
            Saved = session.Leave(result, SecondsSince(started, session)),
            Seconds = SecondsSince(started, session),
        };
    }

    private static Column<double> DistancesOf(QuantityRecorder recorder, RunVerdicts verdicts)
    {
        ImmutableArray<double> distances = verdicts.DistancesAlong(recorder.Path);
        int samples = recorder.Trajectory().RowCount;
        return new("distance-to-limit", distances.Length == samples ? distances : [.. Enumerable.Repeat(double.NaN, samples)]);
    }

    private static double SecondsSince(long started, RunSession session) => session.EarlierSeconds + Stopwatch.GetElapsedTime(started).TotalSeconds;

    // X at every sample is kept for the distance to the limit as long as that takes at most 128 megabytes.
    private const long MostNumbersKept = 1 << 24;

    // Where only convergence ends a run, it may take this long in the study's clock.
    private const double LongestTime = 1e30;

    private static IEnumerable<IQuantity> QuantitiesOf(RunSettings settings, GradientFlow flow, HeldOutError? heldOut) => settings.Quantities
        .Select(name => name == "held-out-rmse" ? heldOut : QuantityCatalog.Find(name, flow))
        .OfType<IQuantity>();

    private static DataFrame InClock(DataFrame frame, double clock) => new(frame.Columns.Select(column => column.Name == "time"
        ? new Column<double>("time", [.. ((Column<double>)column).Values.Select(time => time * clock)])
        : column));

    private static DataFrame EventsOf(RunTrace trace, RunVerdicts verdicts, double clock)
    {
        FlowState final = trace.Recorder.Final;
        List<(string Name, double Time, double Alone, int? Index, double Value)> rows = [];
        for (int i = 0; i < final.Modes; i++)
        {
            // Modes below the resolution freeze or fade; passing half of what is left of them is no escape.
            double time = final.Sigma(i) > trace.Settings.RankResolution * final.Sigma(0) ? trace.History.HalfTime(i) : double.NaN;
            if (double.IsFinite(time))
            {
                rows.Add(("mode-escape", time * clock, AloneTime(trace, verdicts, i) * clock, i + 1, 0.5 * final.Sigma(i)));
            }
        }
        rows.AddRange(trace.Result.Events.Select(one => (one.Name, one.Time * clock, double.NaN, (int?)null, final.Loss)));
        return new(
            new Column<string>("event", [.. rows.Select(row => row.Name)]),
            new Column<double>("time", [.. rows.Select(row => row.Time)]),
            new Column<double>("time-alone", [.. rows.Select(row => row.Alone)]),
            new Column<int?>("index", [.. rows.Select(row => row.Index)]),
            new Column<double>("value", [.. rows.Select(row => row.Value)]));
    }

    /// <summary>When a mode would have passed half its size alone, aligned with its target from the start; NaN where the loss sees modes with other curvatures, or a ridge moves them too.</summary>
    private static double AloneTime(RunTrace trace, RunVerdicts verdicts, int mode)
    {
        double start = Math.Exp(trace.History.Rows[0].LogSigma[mode]), target = Math.Exp(verdicts.Limit.LogSigma[mode]), half = 0.5 * trace.Recorder.Final.Sigma(mode);
        return trace.Flow.Field is { Loss: FactorizationLoss, DescendsLossAlone: true } && trace.Flow.IsBalanced && start > 0 && start < half && half < target
            ? EscapeTime.Between(trace.Flow.Field.Depth, target, start, half)
            : double.NaN;
    }
}
