namespace DlnDynamics.Integrators;

/// <summary>Newton's iteration for the correction d with shift·f(t, predicted + d) − past − d = 0.</summary>
/// <remarks>
/// Ends when the part of d still missing, judged by the rate of convergence, is small against the error allowed in a step.
/// Source: [HW96] IV.8, "Stopping criterion", and the rate kept from step to step there.
/// </remarks>
internal sealed class NewtonIteration(IVectorField vectorField, IShiftedSystem system, ErrorScale scale)
{
    private const int IterationLimit = 4;

    // In units of the error allowed in a step: what the iteration may leave, and of that what the linear solver may.
    private const double Tolerance = 0.01;
    private const double LinearShare = 0.3;

    // The rate of the past counts less with every iteration that does better.
    private const double RateMemory = 0.3;
    private const double SmallestRate = 1e-3;

    private readonly double[] iterate = new double[vectorField.Dimension];
    private readonly double[] derivative = new double[vectorField.Dimension];
    private readonly double[] change = new double[vectorField.Dimension];
    private readonly double[] correction = new double[vectorField.Dimension];
    private double rate = 1;
    private bool isAccepted;

    /// <summary>d.</summary>
    public ReadOnlySpan<double> Correction => correction;

    /// <summary>predicted + d.</summary>
    public ReadOnlySpan<double> Solution => iterate;

    /// <summary>Solves for d.</summary>
    public AttemptOutcome Solve(double t, double shift, ReadOnlySpan<double> predicted, ReadOnlySpan<double> past)
    {
        AttemptOutcome outcome = system.Prepare(t, predicted, shift);

        // The rate of an attempt that failed says nothing about the next one.
        rate = system.KeepsRate && isAccepted ? rate : 1;
        isAccepted = false;
        outcome = outcome == AttemptOutcome.Proposed ? Iterate(t, shift, predicted, past) : outcome;
        if (outcome is AttemptOutcome.NewtonDiverged or AttemptOutcome.SingularMatrix && system.TryRenew(t, predicted, out AttemptOutcome renewed))
        {
            rate = 1;
            outcome = renewed == AttemptOutcome.Proposed ? Iterate(t, shift, predicted, past) : renewed;
        }
        return outcome;
    }

    /// <summary>The step was accepted.</summary>
    public void Accept()
    {
        isAccepted = true;
        system.Accept();
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref rate);
        transfer.Pass(ref isAccepted);
        system.Exchange(transfer);
    }

    private AttemptOutcome Iterate(double t, double shift, ReadOnlySpan<double> predicted, ReadOnlySpan<double> past)
    {
        correction.AsSpan().Clear();
        predicted.CopyTo(iterate);
        double before = 0;
        for (int i = 0; i < IterationLimit; i++)
        {
            vectorField.Evaluate(t, iterate, derivative);
            if (!VectorPass.IsFinite(derivative))
            {
                return AttemptOutcome.NonFinite;
            }
            VectorPass.Blend(shift, derivative, -1, past, change);
            VectorPass.Blend(1, change, -1, correction, change);
            system.Solve(t, iterate, derivative, Tolerance * LinearShare, change);
            double size = scale.Measure(change, predicted);
            if (!double.IsFinite(size))
            {
                return AttemptOutcome.NewtonDiverged;
            }
            if (i > 0)
            {
                double ratio = size / before;
                rate = Math.Max(rate < 1 ? RateMemory * rate : SmallestRate, ratio);
                if (ratio >= 1 || Math.Pow(ratio, IterationLimit - 1 - i) / (1 - ratio) * size > Tolerance)
                {
                    return AttemptOutcome.NewtonDiverged;
                }
            }
            VectorPass.Blend(1, correction, 1, change, correction);
            VectorPass.Blend(1, predicted, 1, correction, iterate);
            if (size == 0 || (rate < 1 && rate / (1 - rate) * size <= Tolerance))
            {
                return AttemptOutcome.Proposed;
            }
            before = size;
        }
        return AttemptOutcome.NewtonDiverged;
    }
}
