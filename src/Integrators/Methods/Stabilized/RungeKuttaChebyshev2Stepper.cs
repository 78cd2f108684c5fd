using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DlnDynamics.Integrators;

/// <summary>RKC bound to a field.</summary>
internal sealed class RungeKuttaChebyshev2Stepper : IStepper
{
    // L·u of the two dampings, see ChebyshevCoefficients.
    private static readonly StabilityStrip LightStrip = new(0.1005);
    private static readonly StabilityStrip HeavyStrip = new(3.473);

    private readonly IVectorField vectorField;
    private readonly SpectrumWatch watch;
    private readonly SaddleGuard guard;
    private readonly double[] start;
    private readonly double[] end;
    private readonly double[] slope;
    private double[] startDerivative;
    private double[] endDerivative;
    private double[] current;
    private double[] previous;
    private double length;
    private int mostStages;
    private bool accepted;

    public RungeKuttaChebyshev2Stepper(IVectorField vectorField, ErrorScale scale)
    {
        this.vectorField = vectorField;
        watch = new(vectorField);

        // The error of third order is z³/15 (1/6 less the 1/10 that R has); at z = 1/2 a step's growth is right to half a per cent.
        guard = new(watch.Spectrum, 2, 1.0 / 15, 0.5, scale);
        int n = vectorField.Dimension;
        start = new double[n];
        end = new double[n];
        slope = new double[n];
        startDerivative = new double[n];
        endDerivative = new double[n];
        current = new double[n];
        previous = new double[n];
    }

    public ReadOnlySpan<double> Derivative => accepted ? endDerivative : startDerivative;

    public int ErrorOrder => 2;

    public double LargestStep => Math.Min(
        RungeKuttaChebyshev2.LargestStep(watch.Spectrum.Radius), Math.Min(HeavyStrip.LargestStep(watch.Spectrum), guard.LargestStep));

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"rkc2, at most {mostStages} stages, spectral radius at most {watch.LargestRadius:G3}, estimated with {watch.Products} products");

    public void Start(double t, ReadOnlySpan<double> y)
    {
        Evaluate(t, y);
        watch.Start(t, y, startDerivative);
    }

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => Evaluate(t, y);

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        BecomeCurrent();
        watch.BeforeAttempt(t, y, startDerivative);
        if (h > LargestStep * (1 + 1e-12))
        {
            watch.Refuse();
            return AttemptOutcome.StepTooLong;
        }
        length = h;
        y.CopyTo(start);
        (int stages, double damping) = ChooseStages(h);
        mostStages = Math.Max(mostStages, stages);
        ChebyshevCoefficients coefficients = new(stages, damping);
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
        watch.Accept(start, end, startDerivative, endDerivative);
    }

    public void Interpolate(double theta, Span<double> y) =>
        CubicHermite.Interpolate(theta, length, start, startDerivative, end, endDerivative, y);

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref accepted);
        transfer.Pass(accepted ? endDerivative : startDerivative);
        transfer.Pass(ref mostStages);
        watch.Exchange(transfer);
    }

    private void Evaluate(double t, ReadOnlySpan<double> y)
    {
        vectorField.Evaluate(t, y, startDerivative);
        accepted = false;
        watch.Move();
    }

    private void BecomeCurrent()
    {
        if (accepted)
        {
            (startDerivative, endDerivative) = (endDerivative, startDerivative);
            accepted = false;
        }
    }

    /// <summary>The fewest stages that hold the spectrum, lightly damped if that takes no more.</summary>
    private (int Stages, double Damping) ChooseStages(double h)
    {
        double radius = watch.Spectrum.Radius;
        int light = RungeKuttaChebyshev2.Stages(h, radius * LightStrip.Stretch(watch.Spectrum, h));
        int heavy = RungeKuttaChebyshev2.HeavyStages(h, radius * HeavyStrip.Stretch(watch.Spectrum, h));
        return light <= heavy ? (light, ChebyshevCoefficients.LightDamping) : (heavy, ChebyshevCoefficients.HeavyDamping);
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
