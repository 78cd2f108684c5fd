using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>Backward differentiation bound to a field.</summary>
/// <remarks>
/// The past is kept at a spacing that is the length of the steps. A step that is asked to be shorter without having failed is cut by a stop
/// time: it is made with the past rescaled, but the spacing stays, and with it the order and the length of the steps after it.
/// Repeated without end that is unstable at orders 4 and 5 (amplification 1.02 and 1.10), so after three cuts in a row the spacing follows.
/// </remarks>
internal sealed class BackwardDifferentiationStepper : IStepper
{
    private const int MostCutsInARow = 3;

    // A step stretched by a hundredth to reach a stop time is not another length.
    private const double SameLength = 0.0101;

    // Between stop times the lengths differ a little every time; the choice of the order must live with it.
    private const double SimilarLength = 0.25;

    private readonly BackwardDifferentiation method;
    private readonly IVectorField vectorField;
    private readonly IShiftedSystem system;
    private readonly NewtonIteration newton;
    private readonly OrderChoice choice;
    private readonly SaddleWatch saddles;
    private readonly double[] predicted;
    private readonly double[] past;
    private readonly double[] derivative;
    private readonly double[] weights = new double[DifferentiationFormula.HighestOrder + 1];
    private BackwardDifferences history;
    private BackwardDifferences working;
    private BackwardDifferences dense;
    private int denseOrder;
    private double spacing;
    private double wanted;
    private double length;
    private double shift;
    private double largestOrder;
    private int order = 1;
    private int cuts;
    private int failures;
    private bool attempted;

    public BackwardDifferentiationStepper(
        BackwardDifferentiation method, IVectorField vectorField, IShiftedSystem system, SaddleWatch saddles, ErrorScale scale)
    {
        int n = vectorField.Dimension;
        this.method = method;
        this.vectorField = vectorField;
        this.system = system;
        newton = new(vectorField, system, scale);
        choice = new(scale, saddles, method.MaximumOrder);
        this.saddles = saddles;
        predicted = new double[n];
        past = new double[n];
        derivative = new double[n];
        history = dense = new(n);
        working = new(n);
    }

    public ReadOnlySpan<double> Derivative => derivative;

    public int ErrorOrder => order;

    public double LargestStep => saddles.LargestStep(order);

    public string Description => string.Create(CultureInfo.InvariantCulture, $"{method.Name}, orders up to {largestOrder}, {system.Description}");

    public void Start(double t, ReadOnlySpan<double> y)
    {
        vectorField.Evaluate(t, y, derivative);
        Begin(y);
        saddles.Start(t, y);
    }

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        saddles.BeforeAttempt(t, y, h, order);
        if (h > LargestStep * (1 + 1e-12))
        {
            // To the past, a step that must be shorter than it would be is a failure, not a cut.
            attempted = true;
            return AttemptOutcome.StepTooLong;
        }
        failures = attempted ? failures + 1 : 0;
        attempted = true;
        if (spacing == 0)
        {
            spacing = wanted = h;
            VectorPass.Blend(h, derivative, 0, derivative, history[1]);
        }
        if (failures >= 3 && order > 1)
        {
            // What fails again and again has a past that says nothing about what comes.
            order--;
            choice.Forget();
        }
        length = h;
        working.FillRescaled(history, order, h / spacing);
        working.Evaluate(order, 1, predicted);
        double alpha = DifferentiationFormula.Alpha(order);
        for (int j = 1; j <= order; j++)
        {
            weights[j] = DifferentiationFormula.Gamma(j) / alpha;
        }
        working.Sum(order, weights, past);
        shift = h / alpha;
        AttemptOutcome outcome = VectorPass.IsFinite(predicted) ? newton.Solve(t + h, shift, predicted, past) : AttemptOutcome.NonFinite;
        if (outcome != AttemptOutcome.Proposed)
        {
            return outcome;
        }
        newton.Solution.CopyTo(proposal);
        VectorPass.Blend(DifferentiationFormula.EstimateWeight(order), newton.Correction, 0, newton.Correction, error);
        return VectorPass.IsFinite(error) && VectorPass.IsFinite(proposal) ? AttemptOutcome.Proposed : AttemptOutcome.NonFinite;
    }

    public void Accept()
    {
        VectorPass.Blend(1 / shift, past, 1 / shift, newton.Correction, derivative);
        working.Advance(order, newton.Correction);
        newton.Solution.CopyTo(working[0]);
        (dense, denseOrder) = (working, order);
        bool failed = failures > 0;
        bool isCut = !failed && length < (1 - SameLength) * wanted;
        cuts = isCut ? cuts + 1 : 0;
        attempted = false;
        newton.Accept();
        saddles.Accept(length);
        if (isCut && cuts <= MostCutsInARow && length < (1 - SameLength) * spacing)
        {
            history.Shift(order, length / spacing, newton.Correction);
            newton.Solution.CopyTo(history[0]);
            choice.Pause();
            return;
        }
        bool sameLength = Math.Abs(length / spacing - 1) <= (isCut ? SimilarLength : SameLength);
        (history, working) = (working, history);
        spacing = length;
        wanted = !isCut ? length : cuts > MostCutsInARow ? 2 * length : wanted;
        order = choice.AfterStep(history, order, length, sameLength && !failed, newton.Correction);
        largestOrder = Math.Max(largestOrder, order);
    }

    public double Propose(double controllersStep, double longest)
    {
        // The controller says whether to lengthen the step; by how much, the best order does.
        if (cuts == 0 && choice.Growth > 1 && controllersStep > length)
        {
            wanted = length * choice.Growth;
            choice.Forget();
        }
        wanted = Math.Min(wanted, longest);
        return wanted;
    }

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => history.Project(order, y, projection);

    public void Interpolate(double theta, Span<double> y) => dense.Evaluate(denseOrder, theta - 1, y);

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref order);
        transfer.Pass(ref spacing);
        transfer.Pass(ref wanted);
        transfer.Pass(ref largestOrder);
        transfer.Pass(ref cuts);
        transfer.Pass(ref failures);
        transfer.Pass(ref attempted);
        transfer.Pass(derivative);
        history.Exchange(transfer, order + 1);
        choice.Exchange(transfer);
        saddles.Exchange(transfer);
        newton.Exchange(transfer);
    }

    /// <summary>Starts at order k from k + 1 known points a step of length h apart, the newest first, instead of at order 1.</summary>
    internal void StartFromPoints(int k, double h, ReadOnlySpan<double> points)
    {
        Begin(points[..derivative.Length]);
        history.FillFromPoints(k, points);
        order = k;
        spacing = wanted = h;
    }

    private void Begin(ReadOnlySpan<double> y)
    {
        history.Clear();
        y.CopyTo(history[0]);
        order = 1;
        largestOrder = 1;
        spacing = 0;
        choice.Forget();
    }
}
