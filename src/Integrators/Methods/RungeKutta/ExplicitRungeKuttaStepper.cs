using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>An explicit Runge–Kutta pair bound to a field.</summary>
internal sealed class ExplicitRungeKuttaStepper : IStepper
{
    // Points that are closer, relative to the state, differ by rounding, and their slopes by who knows what.
    private const double Rounding = 1e-12;

    private readonly ExplicitTableau tableau;
    private readonly IVectorField vectorField;
    private readonly int n;
    private readonly double[] stages;
    private readonly int[] offsets;
    private readonly double[] weights;
    private readonly double[] start;
    private readonly double[] argument;
    private readonly double[] coarseError;
    private readonly StabilityGuard guard;
    private double startTime;
    private double length;
    private bool accepted;
    private bool denseStagesAreCurrent;

    public ExplicitRungeKuttaStepper(ExplicitTableau tableau, IVectorField vectorField)
    {
        this.tableau = tableau;
        this.vectorField = vectorField;
        n = vectorField.Dimension;
        stages = new double[tableau.Nodes.Length * n];
        offsets = [.. Enumerable.Range(0, tableau.Nodes.Length).Select(i => i * n)];
        weights = new double[tableau.Nodes.Length];
        start = new double[n];
        argument = new double[n];
        guard = new(tableau.StabilityInterval);
        coarseError = new double[tableau.CoarseErrorWeights.IsEmpty ? 0 : n];
    }

    public ReadOnlySpan<double> Derivative => Stage(accepted ? tableau.Stages - 1 : 0);

    public int ErrorOrder => tableau.ErrorOrder;

    public double LargestStep => guard.LargestStep;

    public string Description => tableau.Name;

    /// <summary>
    /// h times a lower estimate of the size of the dominant eigenvalue, of the last attempt: the last two stages lie at the same time,
    /// and what their points differ by is dominated by the stiffest mode; 0 where they differ by rounding alone. Source: [HW96] IV.2, "Automatic stiffness detection".
    /// </summary>
    public double StepTimesStiffness { get; private set; }

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => Start(t, y);

    public void Start(double t, ReadOnlySpan<double> y)
    {
        accepted = false;
        vectorField.Evaluate(t, y, Stage(0));
    }

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        int last = tableau.Stages - 1;
        if (accepted)
        {
            (offsets[0], offsets[last]) = (offsets[last], offsets[0]);
            accepted = false;
        }
        y.CopyTo(start);
        (startTime, length) = (t, h);
        denseStagesAreCurrent = tableau.DenseStages == 0;
        for (int i = 1; i <= last; i++)
        {
            EvaluateStage(i, i == last ? proposal : argument);
        }
        Combine(tableau.ErrorWeights, [], error);
        if (coarseError.Length > 0)
        {
            Combine(tableau.CoarseErrorWeights, [], coarseError);
            VectorPass.ScaleByCoarseError(coarseError, error);
        }
        StepTimesStiffness = EstimateStiffness(proposal);
        return VectorPass.IsFinite(error) && VectorPass.IsFinite(proposal) ? AttemptOutcome.Proposed : AttemptOutcome.NonFinite;
    }

    public void Accept()
    {
        accepted = true;
        guard.Accept(length, StepTimesStiffness);
    }

    public void Exchange(StateTransfer transfer)
    {
        // Of the stages only the derivative at the accepted point outlives a step.
        transfer.Pass(Stage(accepted ? tableau.Stages - 1 : 0));
        guard.Exchange(transfer);
    }

    public void Interpolate(double theta, Span<double> y)
    {
        for (int i = tableau.Stages; !denseStagesAreCurrent; i++)
        {
            EvaluateStage(i, argument);
            denseStagesAreCurrent = i == tableau.Nodes.Length - 1;
        }
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = length * tableau.DenseWeight(i, theta);
        }
        VectorPass.Combine(start, weights, stages, offsets, y);
    }

    private double EstimateStiffness(ReadOnlySpan<double> proposal)
    {
        double apart = VectorPass.Distance(proposal, argument);
        double product = length * VectorPass.Distance(Stage(tableau.Stages - 1), Stage(tableau.Stages - 2)) / apart;
        return apart > Rounding * VectorPass.Distance(proposal, []) && double.IsFinite(product) ? product : 0;
    }

    private Span<double> Stage(int i) => stages.AsSpan(offsets[i], n);

    private void EvaluateStage(int i, Span<double> point)
    {
        Combine(tableau.Coefficients[i], start, point);
        vectorField.Evaluate(startTime + tableau.Nodes[i] * length, point, Stage(i));
    }

    private void Combine(ImmutableArray<double> coefficients, ReadOnlySpan<double> y, Span<double> result)
    {
        for (int j = 0; j < coefficients.Length; j++)
        {
            weights[j] = length * coefficients[j];
        }
        VectorPass.Combine(y, weights.AsSpan(0, coefficients.Length), stages, offsets, result);
    }
}
