using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>One update rule beside one layered run: its iterates at the run's sample times, its stages, and what its learning rate is to the sharpness where the flow ends.</summary>
/// <param name="Key">The key of the run.</param>
/// <param name="Run">Its settings.</param>
/// <param name="Descent">The rule.</param>
internal sealed record DescentTask(string Key, RunSettings Run, DescentSettings Descent)
{
    // Raised when the same settings would give other tables.
    private const string FormatVersion = "dln-descent-1";

    private const string LayersClock = " (Times in this sentence are in the layers' clock.)";

    /// <summary>The name that its tables are stored under: the run's key, and a hash of the rule.</summary>
    public string Name => $"{Key}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{FormatVersion}\n{Descent.Text}")))[..8]}";

    /// <summary>The run's key in a name.</summary>
    public static string KeyOf(string name) => name[..name.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>The tasks of a study, each once, in the order of its runs and rules.</summary>
    public static ImmutableArray<DescentTask> Of(Study study) => study.Descents.IsEmpty ? [] :
    [
        .. study.Runs.Select(run => run.Settings).Where(DescentReader.Moves)
            .SelectMany(_ => study.Descents, (run, rule) => new DescentTask(RunKey.Of(run), run, rule)).DistinctBy(one => one.Name),
    ];

    /// <summary>Carries it out, for a run that is stored and finished. The flow is integrated again, to 1e-10, from iterate to iterate.</summary>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public DescentTables Make(FolderStore store, CancellationToken cancellation)
    {
        RunRecord record = store.Read(Key)!;
        ILoss loss = ProblemData.Of(Run.Problem).Loss;

        // The study's time is the layers' times this.
        double clock = Run.Clock == ClockKind.Layers ? 1 : Run.Depth.Value, end = (double)record["time"]! / clock;
        GradientFlow flow = FlowOfSettings.From(Run, loss);
        double[] times = [.. Run.SampleTimes.Select(time => time / clock).Where(time => time > 0 && time < end), end];
        LayerDescent descent = new(flow, Descent.Rule);
        FlowComparison comparison = FlowComparison.Of(descent, SampleTimes.Of([.. times]), (problem, options, sink) => Integrate(problem, options, sink, cancellation), iterationLimit: Descent.Iterations, cancellation: cancellation);
        DescentHistory history = new(new(flow, Descent.Rule));
        history.Run(end, (double)record["loss"]!, Descent.Iterations, cancellation);
        Stages stages = history.Judge(Run.RankResolution);
        FlowState last = flow.NewState();
        double sharpness = flow.Field.TryObserve(0, store.ReadState(Key).Data, last) ? new Sharpness(flow).Measure(last) : double.NaN;
        double stable = sharpness > 0 ? Descent.Rule.LargestStable(sharpness) : double.IsNaN(sharpness) ? double.NaN : double.PositiveInfinity;
        return new(
            Named(InClock(comparison.Samples, clock)),
            Named(Stages(InClock(history.Transitions(stages), clock), stages, record.Stages)),
            Named(new(
                new Column<long>("iterations", [descent.Iteration]),
                new Column<double>("time", [descent.Time * clock]),
                new Column<double>("loss", [descent.Loss]),
                new Column<double>("largest-distance", [comparison.LargestDistance]),
                new Column<double>("sharpness", [sharpness]),
                new Column<double>("stable-rate", [stable]),
                new Column<int?>("stages", [stages.Count]),
                new Column<string>("stages-reason", [stages.Reason]),
                new Column<string>("reason", [comparison.Reason + Instability(stable, sharpness) + LayersClock]))));
    }

    private static IntegrationResult Integrate(InitialValueProblem problem, IntegrationOptions options, ITrajectorySink sink, CancellationToken cancellation)
    {
        IntegrationResult result = problem.Integrate(new AutomaticMethod(), options, sink, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private string Instability(double stable, double sharpness) => Descent.Rule.LearningRate > stable
        ? string.Create(CultureInfo.InvariantCulture, $" The learning rate {Descent.Rule.LearningRate:g4} is above {stable:g4}: a minimum as sharp as the end of the flow, {sharpness:g4}, repels the iterates.")
        : "";

    private DataFrame Named(DataFrame frame) => frame
        .WithFirst(new Column<double>("learning-rate", [.. Enumerable.Repeat(Descent.Rule.LearningRate, frame.RowCount)]))
        .WithFirst(new Column<string>("rule", [.. Enumerable.Repeat(Descent.Name, frame.RowCount)]));

    /// <summary>The transitions beside those of the flow, where both are decided and have the same gains, so that each stage has its counterpart.</summary>
    private static DataFrame Stages(DataFrame transitions, Stages stages, DataFrame ofFlow)
    {
        ImmutableArray<int> gains = transitions.Get<int>("gain");
        (double Time, double Gain)[] flow = !ofFlow.Has("escape") ? []
            : [.. ofFlow.Get<double>("escape").Zip(ofFlow.Get<double>("gain")).Where(one => double.IsFinite(one.First))];
        bool isPaired = stages.Count is not null && flow.Select(one => one.Gain).SequenceEqual(gains.Select(gain => (double)gain));
        return new(
            transitions["stage"], transitions["iteration"], transitions["time"],
            new Column<double>("flow-time", [.. gains.Select((_, k) => isPaired ? flow[k].Time : double.NaN)]),
            transitions["gain"]);
    }

    private static DataFrame InClock(DataFrame frame, double clock) => new(frame.Columns.Select(column => column.Name == "time"
        ? new Column<double>("time", [.. ((Column<double>)column).Values.Select(time => time * clock)])
        : column));
}
