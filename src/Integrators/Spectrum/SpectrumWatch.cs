namespace DlnDynamics.Integrators;

/// <summary>When a stabilised method estimates the spectrum again: after a rejection, every 25 steps, and when modes come or go.</summary>
/// <remarks>
/// A mode that leaves the saddle or settles shows in q = Δf·Δy/‖Δy‖² of a step, the mean Jacobian's Rayleigh quotient along the trajectory, at no
/// evaluation: it turns positive when a mode takes off, negative when it settles, and exceeds the radius where the estimate has become too
/// small. Movement of y alone would say nothing: a small mode may grow tenfold without changing the Jacobian.
/// </remarks>
internal sealed class SpectrumWatch
{
    private const int StepsBetweenEstimates = 25;
    private const int StepsBeforeEvents = 5;

    private readonly DifferenceProduct? differences;
    private readonly ExactProduct? exact;
    private int stepsSinceEstimate;
    private int trend;
    private bool modeEvent;
    private bool attempted;
    private bool estimatedAfterRejection;
    private long products;
    private double largestRadius;

    public SpectrumWatch(IVectorField vectorField)
    {
        Spectrum = new(vectorField.Dimension);
        if (vectorField is IDifferentiableField { HasSymmetricJacobian: true } differentiable)
        {
            exact = new(differentiable);
        }
        else
        {
            differences = new(vectorField);
        }
    }

    /// <summary>The last estimate.</summary>
    public SpectrumEstimator Spectrum { get; }

    /// <summary>Products with the Jacobian so far, exact or by one evaluation each.</summary>
    public long Products => products;

    /// <summary>The largest spectral radius so far.</summary>
    public double LargestRadius => largestRadius;

    /// <summary>A thorough estimate at the start.</summary>
    public void Start(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> derivative)
    {
        Estimate(t, y, derivative, thorough: true);
        Move();
    }

    /// <summary>The state was moved: attempts begin anew.</summary>
    public void Move() => attempted = estimatedAfterRejection = false;

    /// <summary>Before every attempt, at the accepted point: estimates if it is time.</summary>
    public void BeforeAttempt(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> derivative)
    {
        if (attempted && !estimatedAfterRejection)
        {
            Estimate(t, y, derivative, thorough: true);
            estimatedAfterRejection = true;
        }
        else if (stepsSinceEstimate >= StepsBetweenEstimates || (modeEvent && stepsSinceEstimate >= StepsBeforeEvents))
        {
            Estimate(t, y, derivative, thorough: false);
        }
        attempted = true;
    }

    /// <summary>An attempt that was not made, because the step was too long, counts as none.</summary>
    public void Refuse() => attempted = estimatedAfterRejection;

    /// <summary>A step was accepted, between these points with these derivatives.</summary>
    public void Accept(ReadOnlySpan<double> y, ReadOnlySpan<double> next, ReadOnlySpan<double> derivative, ReadOnlySpan<double> nextDerivative)
    {
        Move();
        stepsSinceEstimate++;
        double quotient = VectorPass.SecantQuotient(y, next, derivative, nextDerivative);
        double radius = Spectrum.Radius;
        int now = quotient > 1e-3 * radius ? 1 : quotient < -1e-3 * radius ? -1 : trend;
        modeEvent |= (now != trend && trend != 0) || Math.Abs(quotient) > radius;
        trend = now;
    }

    /// <summary>Saves what the next estimates and steps depend on, or goes on from it.</summary>
    public void Exchange(StateTransfer transfer)
    {
        Spectrum.Exchange(transfer);
        transfer.Pass(ref stepsSinceEstimate);
        transfer.Pass(ref trend);
        transfer.Pass(ref modeEvent);
        transfer.Pass(ref attempted);
        transfer.Pass(ref estimatedAfterRejection);
        transfer.Pass(ref products);
        transfer.Pass(ref largestRadius);
        if (differences is not null)
        {
            differences.Evaluations = products;
        }
    }

    private void Estimate(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> derivative, bool thorough)
    {
        if (differences is not null)
        {
            differences.MoveTo(t, y, derivative);
            Spectrum.Estimate(differences, thorough);
            products = differences.Evaluations;
        }
        else
        {
            long before = exact!.Products;
            exact.MoveTo(t, y);
            Spectrum.Estimate(exact, thorough);
            products += exact.Products - before;
        }
        largestRadius = Math.Max(largestRadius, Spectrum.Radius);
        stepsSinceEstimate = 0;
        modeEvent = false;
    }
}
