using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>The automatic method bound to a field: an explicit stepper, relieved by one for stiffness, relieved by a stabilised one.</summary>
internal sealed class AutomaticStepper : IStepper
{
    // What a multistep method spends until its order and step have grown; below that it does not pay to change.
    private const double CostOfChanging = 100;

    // Each failure of Newton's iteration counts as three successes the other way: ten failures in a row, or most of forty attempts.
    private const int FailureWeight = 3;
    private const int MostFailures = 30;

    private readonly IVectorField vectorField;
    private readonly ErrorScale scale;
    private readonly ExplicitTableau first;
    private readonly StiffnessDetector detector;
    private ExplicitRungeKuttaStepper? explicitLeg;
    private IStepper active;
    private IMethod? method;
    private double end = double.PositiveInfinity;
    private double lastStep;
    private int leg;
    private int failures;
    private int steps;
    private string past = "";

    public AutomaticStepper(IVectorField vectorField, ErrorScale scale)
    {
        this.vectorField = vectorField;
        this.scale = scale;
        first = AutomaticMethod.First(scale);
        detector = new(vectorField, first.StabilityInterval);
        active = explicitLeg = new(first, vectorField);
    }

    public ReadOnlySpan<double> Derivative => active.Derivative;

    public int ErrorOrder => active.ErrorOrder;

    public double LargestStep => active.LargestStep;

    public string Description => leg > 0 ? past + active.Description
        : detector.IsStiff ? string.Create(CultureInfo.InvariantCulture, $"{first.Name} throughout: the rest was shorter than a change is worth")
        : $"{first.Name} throughout: no other would have been cheaper";

    public void Expect(double endTime) => end = endTime;

    public void Start(double t, ReadOnlySpan<double> y) => active.Start(t, y);

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => active.MoveTo(t, y, projection);

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        if (leg == 0)
        {
            detector.BeforeAttempt(t, y, Derivative, lastStep);
        }

        // Not at the end of the last step, whose dense output was still on loan then.
        if (leg == 0 && detector.IsStiff && (end - t) / lastStep * (first.Stages - 1) > CostOfChanging)
        {
            Change(AutomaticMethod.ForStiffness(vectorField, scale), t, y, string.Create(
                CultureInfo.InvariantCulture,
                $"step × eigenvalue was {detector.StepTimesStiffness:G3} at steps of {lastStep:G3} (explicit steps are stable to {first.StabilityInterval:G3}, {(vectorField is IDifferentiableField ? "implicit" : "stabilised")} ones cheaper from {detector.Threshold:G3}) and the end {end - t:G3} away"));
        }
        else if (leg == 1 && failures > MostFailures)
        {
            Change(new RungeKuttaChebyshev2(), t, y, "Newton's iteration kept failing");
        }
        AttemptOutcome outcome = active.Attempt(t, h, y, proposal, error);
        if (leg == 0 && outcome == AttemptOutcome.Proposed)
        {
            lastStep = h;
        }
        failures = outcome is AttemptOutcome.NewtonDiverged or AttemptOutcome.SingularMatrix ? failures + FailureWeight : Math.Max(0, failures - 1);
        return outcome;
    }

    public void Accept()
    {
        active.Accept();
        steps++;
        if (leg == 0)
        {
            detector.Accept(explicitLeg!.StepTimesStiffness);
        }
    }

    public double Propose(double controllersStep, double longest) => active.Propose(controllersStep, longest);

    public void Interpolate(double theta, Span<double> y) => active.Interpolate(theta, y);

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref leg);
        transfer.Pass(ref lastStep);
        transfer.Pass(ref failures);
        transfer.Pass(ref steps);
        transfer.Pass(ref past);
        detector.Exchange(transfer);
        if (leg > 0 && !transfer.IsSaving)
        {
            Bind(leg == 1 ? AutomaticMethod.ForStiffness(vectorField, scale) : new RungeKuttaChebyshev2());
        }
        active.Exchange(transfer);
    }

    private void Change(IMethod next, double t, ReadOnlySpan<double> y, string reason)
    {
        past += string.Create(CultureInfo.InvariantCulture, $"{method?.Name ?? first.Name} for {steps} steps, {next.Name} from t = {t:G6} because {reason}; ");
        leg++;
        (steps, failures) = (0, 0);
        Bind(next);
        active.Start(t, y);
    }

    private void Bind(IMethod next)
    {
        method = next;
        explicitLeg = null;
        active = next.Bind(vectorField, scale);
    }
}
