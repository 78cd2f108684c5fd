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
        QuantityRecorder recorder = new(flow, sampleTimes, QuantitiesOf(settings, heldOut), settings.StoresPath);
        ModeHistory history = new(flow);
        RunSession session = new(key, recorder, history);
        IMethod method = MethodCatalog.Find(settings.Method);
        InitialValueProblem problem = ProblemOf(flow, (settings.Until.Time ?? LongestTime) / clock, method);
        IntegrationOptions options = RunOptions.Of(settings, flow, sampleTimes);
        TeeSink sinks = new(recorder, history, new TimeReporter(modelTime, clock));
        IntegrationResult result = saved is null
            ? problem.Integrate(method, options, sinks, cancellation)
            : problem.Continue(session.TakeUp(saved), method, options, sinks, cancellation);

        DataFrame trajectory = InClock(recorder.Trajectory(), clock);
        ConvergenceRate rate = trajectory.Has("loss")
            ? ConvergenceRate.Judge(trajectory.Get<double>("time"), trajectory.Get<double>("loss"), settings.Tolerance * settings.Tolerance)
            : ConvergenceRate.Judge([], []);
        return new()
        {
            Key = key,
            ReturnCode = KebabCase.Of(result.Code.ToString()),
            // The integrator knows one clock; a reader of the other must be told.
            Sentence = clock == 1 ? result.Sentence : $"{result.Sentence} (Times in this sentence are in the rescaled clock, {settings.Depth} times the layers'.)",
            Summary = RunSummary.Of(settings, result, recorder, rate, data, heldOut, clock),
            Trajectory = trajectory,
            SingularValues = InClock(recorder.SingularValues(), clock),
            Events = EventsOf(settings, result, history, recorder.Final, clock),
            Rates = RatesOf(rate),
            Limit = Matrix.CopyOf(recorder.Final.EndToEnd.View),
            Path = recorder.Path.Points,
            State = Matrix.CopyOf(new(result.State.AsSpan(), result.State.Length, 1)),
            Time = result.Time * clock,
            Completed = data.Completed(recorder.Final.EndToEnd),
            Saved = session.Leave(result, SecondsSince(started, session)),
            Seconds = SecondsSince(started, session),
        };
    }

    private static double SecondsSince(long started, RunSession session) => session.EarlierSeconds + Stopwatch.GetElapsedTime(started).TotalSeconds;

    // Where only convergence ends a run, it may take this long in the study's clock.
    private const double LongestTime = 1e30;

    // The entrywise field has no exact Jacobian. Who asks for a stiff method there gets differences, counted among the evaluations.
    private static InitialValueProblem ProblemOf(GradientFlow flow, double end, IMethod method)
    {
        InitialValueProblem problem = flow.Until(end);
        return method.NeedsJacobian && flow.Field is not IDifferentiableField
            ? new(new FiniteDifferenceField(flow.Field), problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection }
            : problem;
    }

    private static IEnumerable<IQuantity> QuantitiesOf(RunSettings settings, HeldOutError? heldOut) => settings.Quantities
        .Select(name => name == "held-out-rmse" ? heldOut : QuantityCatalog.Find(name))
        .OfType<IQuantity>();

    private static DataFrame InClock(DataFrame frame, double clock) => new(frame.Columns.Select(column => column.Name == "time"
        ? new Column<double>("time", [.. ((Column<double>)column).Values.Select(time => time * clock)])
        : column));

    private static DataFrame EventsOf(RunSettings settings, IntegrationResult result, ModeHistory history, FlowState final, double clock)
    {
        List<(string Name, double Time, int? Index, double Value)> rows = [];
        for (int i = 0; i < final.Modes; i++)
        {
            // Modes below the resolution freeze or fade; passing half of what is left of them is no escape.
            double time = final.Sigma(i) > settings.RankResolution * final.Sigma(0) ? history.HalfTime(i) : double.NaN;
            if (double.IsFinite(time))
            {
                rows.Add(("mode-escape", time * clock, i + 1, 0.5 * final.Sigma(i)));
            }
        }
        rows.AddRange(result.Events.Select(one => (one.Name, one.Time * clock, (int?)null, final.Loss)));
        return new(
            new Column<string>("event", [.. rows.Select(row => row.Name)]),
            new Column<double>("time", [.. rows.Select(row => row.Time)]),
            new Column<int?>("index", [.. rows.Select(row => row.Index)]),
            new Column<double>("value", [.. rows.Select(row => row.Value)]));
    }

    private static DataFrame RatesOf(ConvergenceRate rate) => new(
        new Column<string>("quantity", ["loss"]),
        new Column<string>("law", [KebabCase.Of(rate.Law.ToString())]),
        new Column<double>("rate", [rate.Rate]),
        new Column<double>("standard-error", [rate.StandardError]),
        new Column<double>("tail-start", [rate.TailStart]),
        new Column<double>("tail-end", [rate.TailEnd]));
}
