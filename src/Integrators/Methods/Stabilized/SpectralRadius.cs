namespace DlnDynamics.Integrators;

/// <summary>A safe estimate of the spectral radius of ∂f/∂y, from evaluations of f alone: the nonlinear power method.</summary>
/// <remarks>
/// Warm-started with the vector of the last kept estimate and a pinch of noise, lest a mode that has become the stiffest since be missed;
/// after a failure the noise is as large as the vector. The noise is the same every time, so the same point gives the same bits.
/// Where the iteration does not settle (a complex pair, no gap) the largest growth seen counts, with a more generous factor.
/// Source: [SSV97] §3.2; the treatment of what does not settle is ours.
/// </remarks>
internal sealed class SpectralRadius(IVectorField vectorField)
{
    private const double Safety = 1.2;
    private const double UnsettledSafety = 1.5;
    private const double Settled = 0.01;
    private const int RoundLimit = 30;
    private const int RoundsAfterFailure = 6;
    private const int RoundsWhenWarm = 2;

    private static readonly double RootOfRounding = Math.Sqrt(Math.BitIncrement(1.0) - 1);

    private readonly double[] point = new double[vectorField.Dimension];
    private double[] kept = new double[vectorField.Dimension];
    private double[] working = new double[vectorField.Dimension];
    private double lastRadius;
    private bool estimated;
    private long evaluations;

    /// <summary>Evaluations of f made so far.</summary>
    public long Evaluations => evaluations;

    /// <summary>1.2 times the estimate at (t, y), where f is <paramref name="derivative"/>; 0 where the Jacobian is zero; never NaN.</summary>
    public double Estimate(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> derivative, bool afterFailure)
    {
        double size = VectorPass.Distance(y, []);
        double distance = RootOfRounding * (size > 0 ? Math.Max(size, 1e-140) : 1);
        double length = Prepare(afterFailure ? 1 : 0.05);
        int fewest = afterFailure ? RoundsAfterFailure : RoundsWhenWarm;
        double radius = 0;
        double largest = 0;
        bool settled = false;
        bool mended = false;
        for (int round = 1; round <= RoundLimit && !settled; round++)
        {
            VectorPass.Blend(1, y, distance / length, working, point);
            vectorField.Evaluate(t, point, working);
            evaluations++;
            length = VectorPass.SubtractAndMeasure(working, derivative, working);
            if (!double.IsFinite(length) || length == 0)
            {
                // Outside the field's domain, or along a direction that f does not feel: once more, closer by and from another direction.
                if (mended)
                {
                    break;
                }
                mended = true;
                distance = double.IsFinite(length) ? distance : distance * 1e-3;
                working.AsSpan().Clear();
                length = AddNoise(1);
                continue;
            }
            double before = radius;
            radius = length / distance;
            largest = round > 2 ? Math.Max(largest, radius) : radius;
            settled = round >= fewest && Math.Abs(radius - before) <= Settled * radius;
        }
        double estimate = settled ? Safety * Math.Max(radius, 0) : UnsettledSafety * largest;
        if (!double.IsFinite(estimate) || (estimate == 0 && !double.IsFinite(length)))
        {
            estimate = lastRadius;
        }
        lastRadius = estimate;
        estimated = true;
        return estimate;
    }

    /// <summary>The step from the point of the last estimate was accepted: its vector starts the next one.</summary>
    public void Keep()
    {
        if (estimated)
        {
            (kept, working) = (working, kept);
            estimated = false;
        }
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(kept);
        transfer.Pass(ref lastRadius);
        transfer.Pass(ref evaluations);
        transfer.Pass(ref estimated);
        transfer.Pass(estimated ? working : []);
    }

    /// <summary>working ← the kept direction plus noise; returns its length.</summary>
    private double Prepare(double noise)
    {
        double length = VectorPass.Distance(kept, []);
        if (length == 0 || !double.IsFinite(length))
        {
            working.AsSpan().Clear();
            return AddNoise(1);
        }
        VectorPass.Blend(1 / length, kept, 0, kept, working);
        return AddNoise(noise);
    }

    /// <summary>working ← working + noise of the given length, the same every time; returns the length of the result.</summary>
    private double AddNoise(double size)
    {
        double scale = size / Math.Sqrt(Math.Max(1, working.Length));
        for (int i = 0; i < working.Length; i++)
        {
            // A multiplicative hash of the index: signs and sizes that no structure of the field will match.
            ulong hash = ((ulong)i + 1) * 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
            working[i] += scale * ((hash >> 11) * (1.0 / (1L << 52)) - 1);
        }
        return VectorPass.Distance(working, []);
    }
}
