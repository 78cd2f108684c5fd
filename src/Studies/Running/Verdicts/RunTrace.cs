using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>What one run left to be judged.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="Flow">The flow that was followed.</param>
/// <param name="Result">How the integration ended.</param>
/// <param name="Recorder">What was measured at sample times.</param>
/// <param name="History">What was kept at every step.</param>
/// <param name="Monitor">What became of the invariants.</param>
/// <param name="FlowIn">The same flow in other coordinates, a new instance each call.</param>
/// <param name="Cancellation">Set when the caller asks to stop.</param>
internal sealed record RunTrace(
    RunSettings Settings, GradientFlow Flow, IntegrationResult Result, QuantityRecorder Recorder, ModeHistory History, InvariantMonitor Monitor,
    Func<FlowCoordinates, GradientFlow> FlowIn, CancellationToken Cancellation)
{
    // What is looser is no second opinion.
    private const double LoosestTolerance = 1e-2;

    // Where no other coordinates can check a flow, a method of another family does.
    private const string OtherMethod = "radau5", OtherThanOther = "rodas5p";

    /// <summary>Solves for the limit again, tighter and in other coordinates, as far as this run went.</summary>
    public Certificate Certify(LimitingRank limiting, int vanishing) => Certificate.Of(
        FlowIn, Flow.Coordinates, Solve, Settings.Tolerance, limiting.Fates.Count(fate => fate == SingularValueFate.Survives), vanishing);

    /// <summary>Solves twice more, from starts to both sides of this one, as far as this run went: at ten times the tolerance, and so far off.</summary>
    /// <remarks>Cost: about that of the run.</remarks>
    public SecondLook LookAgain()
    {
        double size = Math.Min(LoosestTolerance, 10 * Settings.Tolerance);
        List<FlowState> ends = [];
        foreach (int side in (ReadOnlySpan<int>)[1, -1])
        {
            GradientFlow flow = FlowIn(Flow.Coordinates).Perturbed(side * size, seed: 1);
            IntegrationResult result = Solve(flow, size, otherMethod: false);
            FlowState end = flow.NewState();
            if (!result.IsFinished || !flow.Field.TryObserve(result.Time, result.State.AsSpan(), end))
            {
                return SecondLook.Without($"A run from a start {size:g2} beside this one, at tolerance {size:g2}, did not come to its end, so that nothing confirms this one. {result.Sentence}");
            }
            ends.Add(end);
        }
        return SecondLook.Compare(Recorder.Final, ends, size, Settings.RankResolution, Flow.Coordinates);
    }

    private IntegrationResult Solve(GradientFlow flow, double tolerance, bool otherMethod)
    {
        IMethod method = MethodCatalog.Find(!otherMethod ? Settings.Method : Settings.Method == OtherMethod ? OtherThanOther : OtherMethod);
        RunSettings settings = Settings with { Tolerance = tolerance, Until = new(null, null, null, null, Settings.Until.Steps, Settings.Until.Evaluations) };
        return RunOptions.ProblemOf(flow, Result.Time, method).Integrate(method, RunOptions.Of(settings, flow, []), null, Cancellation) is { Code: not ReturnCode.Cancelled } result
            ? result
            : throw new OperationCanceledException(Cancellation);
    }
}
