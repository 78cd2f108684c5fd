using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DlnDynamics.Integrators;

/// <summary>RKC bound to a field.</summary>
internal sealed class RungeKuttaChebyshev2Stepper(IVectorField vectorField) : IStepper
{
    private const int StepsBetweenEstimates = 25;

    private readonly SpectralRadius spectrum = new(vectorField);
    private readonly double[] start = new double[vectorField.Dimension];
    private readonly double[] end = new double[vectorField.Dimension];
    private readonly double[] slope = new double[vectorField.Dimension];
    private double[] startDerivative = new double[vectorField.Dimension];
    private double[] endDerivative = new double[vectorField.Dimension];
    private double[] current = new double[vectorField.Dimension];
    private double[] previous = new double[vectorField.Dimension];
    private double length;
    private double radius;
    private double largestRadius;
    private int mostStages;
    private int stepsSinceEstimate;
    private bool accepted;
    private bool attempted;
    private bool estimatedAfterRejection;

    public ReadOnlySpan<double> Derivative => accepted ? endDerivative : startDerivative;

    public int ErrorOrder => 2;

    public double LargestStep => RungeKuttaChebyshev2.LargestStep(radius);

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"rkc2, at most {mostStages} stages, spectral radius at most {largestRadius:G3}, estimated with {spectrum.Evaluations} evaluations");

    public void Start(double t, ReadOnlySpan<double> y)
    {
        Evaluate(t, y);
        EstimateRadius(t, y, afterFailure: true);
    }

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => Evaluate(t, y);

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        BecomeCurrent();
        if (attempted && !estimatedAfterRejection)
        {
            EstimateRadius(t, y, afterFailure: true);
            estimatedAfterRejection = true;
        }
        else if (stepsSinceEstimate >= StepsBetweenEstimates)
        {
            EstimateRadius(t, y, afterFailure: false);
        }
        attempted = true;
        length = h;
        y.CopyTo(start);
        int stages = RungeKuttaChebyshev2.Stages(h, radius);
        mostStages = Math.Max(mostStages, stages);
        ChebyshevCoefficients coefficients = new(stages);
        y.CopyTo(previous);
        VectorPass.Blend(1, y, h * coefficients.MuTilde, startDerivative, current);
        for (int j = 2; j <= stages; j++)
        {
            vectorField.Evaluate(t + coefficients.Node * h, current, slope);
            coefficients.Advance();
            Recur(coefficients, h, j == stages ? proposal : previous);
            (previous, current) = (current, previous);
        }
        vectorField.Evaluate(t + h, proposal, endDerivative);
        proposal.CopyTo(end);
        return EstimateError(error) ? AttemptOutcome.Proposed : AttemptOutcome.NonFinite;
    }

    public void Accept()
    {
        accepted = true;
        attempted = estimatedAfterRejection = false;
        stepsSinceEstimate++;
        spectrum.Keep();
    }

    public void Interpolate(double theta, Span<double> y)
    {
        // Cubic Hermite through both ends, written as one combination.
        double left = (1 + 2 * theta) * (1 - theta) * (1 - theta);
        double leftSlope = theta * (1 - theta) * (1 - theta) * length;
        double rightSlope = theta * theta * (theta - 1) * length;
        VectorPass.Blend(left, start, 1 - left, end, y);
        VectorPass.Blend(1, y, leftSlope, startDerivative, y);
        VectorPass.Blend(1, y, rightSlope, endDerivative, y);
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref accepted);
        transfer.Pass(accepted ? endDerivative : startDerivative);
        transfer.Pass(ref radius);
        transfer.Pass(ref largestRadius);
        transfer.Pass(ref mostStages);
        transfer.Pass(ref stepsSinceEstimate);
        transfer.Pass(ref attempted);
        transfer.Pass(ref estimatedAfterRejection);
        spectrum.Exchange(transfer);
    }

    private void Evaluate(double t, ReadOnlySpan<double> y)
    {
        vectorField.Evaluate(t, y, startDerivative);
        accepted = attempted = estimatedAfterRejection = false;
    }

    private void BecomeCurrent()
    {
        if (accepted)
        {
            (startDerivative, endDerivative) = (endDerivative, startDerivative);
            accepted = false;
        }
    }

    private void EstimateRadius(double t, ReadOnlySpan<double> y, bool afterFailure)
    {
        radius = spectrum.Estimate(t, y, startDerivative, afterFailure);
        largestRadius = Math.Max(largestRadius, radius);
        stepsSinceEstimate = 0;
    }

    /// <summary>result ← the next stage, in one pass; result may be the stage before the last, which is not needed again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Recur(in ChebyshevCoefficients coefficients, double h, Span<double> result)
    {
        (double mu, double nu) = (coefficients.Mu, coefficients.Nu);
        (double rest, double mt, double gt) = (1 - mu - nu, h * coefficients.MuTilde, h * coefficients.GammaTilde);
        int n = start.Length;
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> sum = mu * new Vector<double>(current, i) + nu * new Vector<double>(previous, i) + rest * new Vector<double>(start, i)
                + mt * new Vector<double>(slope, i) + gt * new Vector<double>(startDerivative, i);
            sum.CopyTo(result[i..]);
        }
        for (; i < n; i++)
        {
            result[i] = mu * current[i] + nu * previous[i] + rest * start[i] + mt * slope[i] + gt * startDerivative[i];
        }
    }

    /// <summary>error ← 0.8·(y₀ − y₁) + 0.4·h·(f₀ + f₁), and whether all of it is finite. Source: [SSV97] equation (2.9).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool EstimateError(Span<double> error)
    {
        int n = start.Length;
        Vector<double> notNumbers = Vector<double>.Zero;
        double weight = 0.4 * length;
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> estimate = 0.8 * (new Vector<double>(start, i) - new Vector<double>(end, i))
                + weight * (new Vector<double>(startDerivative, i) + new Vector<double>(endDerivative, i));
            estimate.CopyTo(error[i..]);
            notNumbers += estimate - estimate;
        }
        double sum = Vector.Sum(notNumbers);
        for (; i < n; i++)
        {
            error[i] = 0.8 * (start[i] - end[i]) + weight * (startDerivative[i] + endDerivative[i]);
            sum += error[i] - error[i];
        }
        return sum == 0;
    }
}
