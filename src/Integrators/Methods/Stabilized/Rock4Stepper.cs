using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>ROCK4 bound to a field.</summary>
internal sealed class Rock4Stepper : IStepper
{
    // At ripple 0.95 the ellipse on which |R| ≤ 1 has half-axes 0.176·s² and 0.057·s.
    private static readonly StabilityStrip Strip = new(0.018);

    private readonly IVectorField vectorField;
    private readonly SpectrumWatch watch;
    private readonly SaddleGuard guard;
    private readonly int n;
    private readonly double[] start;
    private readonly double[] end;
    private readonly double[] point;
    private readonly double[] slopes;
    private readonly int[] offsets = new int[5];
    private readonly double[] weights = new double[5];
    private double[] startDerivative;
    private double[] endDerivative;
    private double[] current;
    private double[] previous;
    private double length;
    private int mostStages;
    private bool accepted;

    public Rock4Stepper(IVectorField vectorField, ErrorScale scale)
    {
        this.vectorField = vectorField;
        watch = new(vectorField);

        // R has between none and all of z⁵/120; at z = 1 a step's growth is right to a third of a per cent.
        guard = new(watch.Spectrum, 4, 1.0 / 120, 1, scale);
        n = vectorField.Dimension;
        start = new double[n];
        end = new double[n];
        point = new double[n];
        slopes = new double[5 * n];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = i * n;
        }
        startDerivative = new double[n];
        endDerivative = new double[n];
        current = new double[n];
        previous = new double[n];
    }

    public ReadOnlySpan<double> Derivative => accepted ? endDerivative : startDerivative;

    public int ErrorOrder => 3;

    public double LargestStep
    {
        get
        {
            double radius = watch.Spectrum.Radius;
            double longest = radius > 0 ? Rock4Coefficients.Of(Rock4Coefficients.StageLimit).Length / radius : double.PositiveInfinity;
            return Math.Min(longest, Math.Min(Strip.LargestStep(watch.Spectrum), guard.LargestStep));
        }
    }

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"rock4, at most {mostStages} stages, spectral radius at most {watch.LargestRadius:G3}, estimated with {watch.Products} products");

    public void Start(double t, ReadOnlySpan<double> y)
    {
        Evaluate(t, y);
        watch.Start(t, y, startDerivative);
    }

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => Evaluate(t, y);

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        if (accepted)
        {
            (startDerivative, endDerivative) = (endDerivative, startDerivative);
            accepted = false;
        }
        watch.BeforeAttempt(t, y, startDerivative);
        if (h > LargestStep * (1 + 1e-12))
        {
            watch.Refuse();
            return AttemptOutcome.StepTooLong;
        }
        length = h;
        y.CopyTo(start);
        double stretch = Strip.Stretch(watch.Spectrum, h);
        Rock4Coefficients coefficients = Rock4Coefficients.Reaching(h * watch.Spectrum.Radius * stretch);
        mostStages = Math.Max(mostStages, coefficients.Stages);
        WalkRecurrence(coefficients, t, h, y);
        for (int stage = 0; stage < 4; stage++)
        {
            FinishStage(coefficients, stage, h, point);
            vectorField.Evaluate(t + coefficients.FinishNodes[stage] * h, point, Slope(stage));
        }
        FinishStage(coefficients, 4, h, proposal);
        vectorField.Evaluate(t + h, proposal, endDerivative);
        endDerivative.CopyTo(Slope(4));
        proposal.CopyTo(end);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = h * coefficients.ErrorWeights[i];
        }
        VectorPass.Combine([], weights, slopes, offsets, error);
        return VectorPass.IsFinite(error) && VectorPass.IsFinite(proposal) ? AttemptOutcome.Proposed : AttemptOutcome.NonFinite;
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

    private Span<double> Slope(int stage) => slopes.AsSpan(stage * n, n);

    private void Evaluate(double t, ReadOnlySpan<double> y)
    {
        vectorField.Evaluate(t, y, startDerivative);
        accepted = false;
        watch.Move();
    }

    /// <summary>current ← the last stage of the recurrence.</summary>
    private void WalkRecurrence(Rock4Coefficients coefficients, double t, double h, ReadOnlySpan<double> y)
    {
        Span<double> slope = Slope(0);
        y.CopyTo(previous);
        VectorPass.Blend(1, y, h * coefficients.Mu[0], startDerivative, current);
        for (int j = 1; j < coefficients.Mu.Length; j++)
        {
            vectorField.Evaluate(t + coefficients.Nodes[j] * h, current, slope);
            VectorPass.Blend(coefficients.Nu[j], current, coefficients.Kappa[j], previous, h * coefficients.Mu[j], slope, previous);
            (previous, current) = (current, previous);
        }
    }

    /// <summary>result ← where finishing stage 0 … 3 is evaluated, or for 4 the end of the step.</summary>
    private void FinishStage(Rock4Coefficients coefficients, int stage, double h, Span<double> result)
    {
        for (int j = 0; j < stage; j++)
        {
            weights[j] = h * coefficients.Finish.Coefficients[Rock4Finish.Row(stage) + j];
        }
        VectorPass.Combine(current, weights.AsSpan(0, stage), slopes, offsets, result);
    }
}
