namespace DlnDynamics.Integrators;

/// <summary>Radau IIA bound to a field.</summary>
internal sealed class Radau5Stepper : IStepper
{
    // Ten times what RADAU5 has: on the stiff test set the Jacobians fell by two to four for a tenth more evaluations, and ours cost n of them.
    private const double RateToKeepJacobian = 1e-2;

    private readonly IDifferentiableField vectorField;
    private readonly ErrorScale scale;
    private readonly double strictness;
    private readonly double allowed;
    private readonly Radau5Systems systems;
    private readonly Radau5Newton newton;
    private readonly int n;
    private readonly int[] offsets;
    private readonly double[] weights = new double[3];
    private readonly double[] stages;
    private readonly double[] end;
    private readonly double[] point;
    private readonly double[] sum;

    // The collocation polynomial of the last step: what it adds to its end, as stages at c₁, c₂ and 0.
    private readonly double[] polynomial;
    private double[] startDerivative;
    private double[] endDerivative;
    private double attemptedStep;
    private double lastStep;
    private bool accepted;
    private bool attempted;

    public Radau5Stepper(IDifferentiableField vectorField, ErrorScale scale)
    {
        this.vectorField = vectorField;
        this.scale = scale;
        (strictness, allowed) = Radau5Tolerances.Of(scale.Tolerances);
        systems = new(vectorField);
        newton = new(vectorField, scale, systems);
        n = vectorField.Dimension;
        offsets = [0, n, 2 * n];
        stages = new double[3 * n];
        polynomial = new double[3 * n];
        end = new double[n];
        point = new double[n];
        sum = new double[n];
        startDerivative = new double[n];
        endDerivative = new double[n];
    }

    public ReadOnlySpan<double> Derivative => accepted ? endDerivative : startDerivative;

    public int ErrorOrder => 3;

    public double LargestStep => double.PositiveInfinity;

    public string Description => "radau5";

    public void Start(double t, ReadOnlySpan<double> y)
    {
        accepted = attempted = false;
        lastStep = 0;
        systems.Forget();
        newton.Forget();
        vectorField.Evaluate(t, y, startDerivative);
    }

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection)
    {
        // The polynomial is kept: it is a guess, relative to the end of the step, and that has moved by less than a tolerance.
        BecomeCurrent();
        vectorField.Evaluate(t, y, startDerivative);
    }

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        BecomeCurrent();
        bool doubtful = attempted || lastStep == 0;
        if (attempted || newton.Rate > RateToKeepJacobian)
        {
            systems.Refresh(t, y);
        }
        attempted = true;
        attemptedStep = h;
        AttemptOutcome outcome = SolveStages(t, h, y);
        if (outcome is AttemptOutcome.NewtonDiverged or AttemptOutcome.SingularMatrix && !systems.JacobianIsCurrent)
        {
            systems.Refresh(t, y);
            outcome = SolveStages(t, h, y);
        }
        if (outcome != AttemptOutcome.Proposed)
        {
            return outcome;
        }
        end.CopyTo(proposal);
        vectorField.Evaluate(t + h, end, endDerivative);
        EstimateError(t, h, y, doubtful, error);

        // f at the end belongs to the attempt: a step that ends where f has none must be shortened, not accepted.
        return VectorPass.IsFinite(error) && VectorPass.IsFinite(proposal) && VectorPass.IsFinite(endDerivative)
            ? AttemptOutcome.Proposed
            : AttemptOutcome.NonFinite;
    }

    public void Accept()
    {
        accepted = true;
        attempted = false;
        lastStep = attemptedStep;
        systems.Age();
        Span<double> last = stages.AsSpan(2 * n);
        VectorPass.Blend(1, stages.AsSpan(0, n), -1, last, polynomial.AsSpan(0, n));
        VectorPass.Blend(1, stages.AsSpan(n, n), -1, last, polynomial.AsSpan(n, n));
        VectorPass.Blend(-1, last, 0, last, polynomial.AsSpan(2 * n, n));
    }

    public void Interpolate(double theta, Span<double> y) => Extrapolate(theta, end, y);

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref accepted);
        transfer.Pass(accepted ? endDerivative : startDerivative);
        transfer.Pass(ref attempted);
        transfer.Pass(ref lastStep);
        transfer.Pass(lastStep > 0 ? polynomial : []);
        systems.Exchange(transfer);
        newton.Exchange(transfer);
    }

    private void BecomeCurrent()
    {
        if (accepted)
        {
            (startDerivative, endDerivative) = (endDerivative, startDerivative);
            accepted = false;
        }
    }

    private AttemptOutcome SolveStages(double t, double h, ReadOnlySpan<double> y)
    {
        AttemptOutcome outcome = systems.Factor(t, h, y);
        if (outcome != AttemptOutcome.Proposed)
        {
            return outcome;
        }
        if (lastStep > 0)
        {
            for (int i = 0; i < 3; i++)
            {
                Extrapolate(1 + Radau5.Nodes[i] * h / lastStep, [], stages.AsSpan(offsets[i], n));
            }
        }
        else
        {
            stages.AsSpan().Clear();
        }
        return newton.Solve(t, h, y, stages, end, allowed);
    }

    /// <summary>error ← the filtered estimate, filtered twice where a step without a good predecessor would fail: stiff transients look worse than they are.</summary>
    private void EstimateError(double t, double h, ReadOnlySpan<double> y, bool doubtful, Span<double> error)
    {
        for (int i = 0; i < 3; i++)
        {
            weights[i] = Radau5.ErrorWeights[i] / h;
        }
        VectorPass.Combine([], weights, stages, offsets, sum);
        VectorPass.Blend(1, startDerivative, 1, sum, error);
        systems.SolveReal(error);
        if (doubtful && strictness * scale.Measure(error, y, end) > 1)
        {
            VectorPass.Blend(1, y, 1, error, point);
            vectorField.Evaluate(t, point, error);
            VectorPass.Blend(1, error, 1, sum, error);
            systems.SolveReal(error);
        }
        VectorPass.Blend(strictness, error, 0, error, error);
    }

    /// <summary>result ← origin plus the collocation polynomial of the last step at its start + theta·h, relative to its end; an empty origin counts as zero.</summary>
    private void Extrapolate(double theta, ReadOnlySpan<double> origin, Span<double> result)
    {
        // Lagrange's basis on the nodes 0, c₁, c₂, 1, where the value at 1 is zero.
        (double first, double second) = (Radau5.Nodes[0], Radau5.Nodes[1]);
        weights[0] = theta * (theta - second) * (theta - 1) / (first * (first - second) * (first - 1));
        weights[1] = theta * (theta - first) * (theta - 1) / (second * (second - first) * (second - 1));
        weights[2] = (theta - first) * (theta - second) * (theta - 1) / (-first * second);
        VectorPass.Combine(origin, weights, polynomial, offsets, result);
    }
}
