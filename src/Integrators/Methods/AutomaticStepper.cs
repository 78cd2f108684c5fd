using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>The automatic method bound to a field: an explicit stepper that a stiff one relieves.</summary>
internal sealed class AutomaticStepper : IStepper
{
    // The stability interval of Tsitouras' pair reaches to about −3.5 on the real axis; a step that stability limits ends up beyond 3.
    private const double StabilityLimit = 3;

    // As in Hairer and Wanner's codes: fifteen steps at the limit with no six calm ones between them.
    private const int StiffStepsToSwitch = 15;
    private const int CalmStepsToForget = 6;

    private readonly IVectorField vectorField;
    private readonly ErrorScale scale;
    private readonly ExplicitRungeKuttaStepper explicitStepper;
    private IStepper active;
    private double stiffness;
    private double lastStep;
    private int stiffSteps;
    private int calmSteps;
    private int explicitSteps;
    private string history = "tsitouras5 throughout: stability did not limit the step";

    public AutomaticStepper(IVectorField vectorField, ErrorScale scale)
    {
        this.vectorField = vectorField;
        this.scale = scale;
        explicitStepper = new(Tsitouras5.Tableau, vectorField);
        active = explicitStepper;
    }

    public ReadOnlySpan<double> Derivative => active.Derivative;

    public int ErrorOrder => active.ErrorOrder;

    public double LargestStep => active.LargestStep;

    public string Description => IsExplicit ? history : $"{history}; {active.Description}";

    private bool IsExplicit => active == explicitStepper;

    public void Start(double t, ReadOnlySpan<double> y) => active.Start(t, y);

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => active.MoveTo(t, y, projection);

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        // Not at the end of the last step, whose dense output was still on loan then.
        if (IsExplicit && (stiffSteps >= StiffStepsToSwitch || explicitSteps >= AutomaticMethod.ExplicitStepLimit))
        {
            Switch(t, y);
        }
        AttemptOutcome outcome = active.Attempt(t, h, y, proposal, error);
        if (IsExplicit && outcome == AttemptOutcome.Proposed)
        {
            stiffness = explicitStepper.StepTimesStiffness(proposal);
            lastStep = h;
        }
        return outcome;
    }

    public void Accept()
    {
        active.Accept();
        if (!IsExplicit)
        {
            return;
        }
        explicitSteps++;
        if (stiffness > StabilityLimit)
        {
            stiffSteps++;
            calmSteps = 0;
        }
        else if (++calmSteps == CalmStepsToForget)
        {
            stiffSteps = 0;
        }
    }

    public double Propose(double controllersStep, double longest) => active.Propose(controllersStep, longest);

    public void Interpolate(double theta, Span<double> y) => active.Interpolate(theta, y);

    public void Exchange(StateTransfer transfer)
    {
        bool isExplicit = IsExplicit;
        transfer.Pass(ref isExplicit);
        transfer.Pass(ref stiffness);
        transfer.Pass(ref lastStep);
        transfer.Pass(ref stiffSteps);
        transfer.Pass(ref calmSteps);
        transfer.Pass(ref explicitSteps);
        transfer.Pass(ref history);
        if (!isExplicit && !transfer.IsSaving)
        {
            active = Relief().Bind(vectorField, scale);
        }
        active.Exchange(transfer);
    }

    private IMethod Relief() =>
        vectorField is IDifferentiableField && vectorField.Dimension <= AutomaticMethod.LargestFactoredDimension
            ? new RosenbrockMethod(Rodas5P.Tableau)
            : new RungeKuttaChebyshev2();

    private void Switch(double t, ReadOnlySpan<double> y)
    {
        string reason = stiffSteps >= StiffStepsToSwitch
            ? string.Create(CultureInfo.InvariantCulture, $"stability limited the step to {lastStep:G3} (step × eigenvalue {stiffness:G3} > {StabilityLimit})")
            : string.Create(CultureInfo.InvariantCulture, $"{explicitSteps} explicit steps were taken, the last of {lastStep:G3}");
        IMethod next = Relief();
        history = string.Create(
            CultureInfo.InvariantCulture, $"tsitouras5 for {explicitSteps} steps, {next.Name} from t = {t:G6} because {reason}");
        active = next.Bind(vectorField, scale);
        active.Start(t, y);
    }
}
