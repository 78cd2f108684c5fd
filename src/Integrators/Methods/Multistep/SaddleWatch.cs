namespace DlnDynamics.Integrators;

/// <summary>The saddle guard of a method that keeps no current Jacobian: it looks at the spectrum at the start and every twenty steps.</summary>
/// <remarks>
/// Only where products are exact and the Jacobian is symmetric: differences would show growth that is noise of fast modes, and stop a stiff run.
/// For a formula of order 4, which is where runs spend their steps; the lower orders follow a growing direction worse, but are chosen only
/// where steps are short. Cost of a look: at most twenty products.
/// </remarks>
internal sealed class SaddleWatch
{
    private const int StepsBetweenLooks = 20;
    private const int Order = 4;

    // There the formulas are right about the growth of a step to four per cent at order 1, half a per cent at order 2, and better above.
    private const double LargestStepTimesGrowth = 0.3;

    private readonly ExactProduct? product;
    private readonly SaddleGuard? guard;
    private int stepsSinceLook;

    public SaddleWatch(IVectorField vectorField, ErrorScale scale)
    {
        if (vectorField is IDifferentiableField { HasSymmetricJacobian: true } differentiable)
        {
            product = new(differentiable);
            guard = new(
                new(vectorField.Dimension),
                SaddleGuard.StepTimesGrowth(Order, DifferentiationFormula.ErrorConstant(Order), LargestStepTimesGrowth, scale));
        }
    }

    /// <summary>The longest step that follows the fastest growing direction.</summary>
    public double LargestStep => guard?.LargestStep ?? double.PositiveInfinity;

    /// <summary>Looks at the start.</summary>
    public void Start(double t, ReadOnlySpan<double> y)
    {
        stepsSinceLook = 0;
        product?.MoveTo(t, y);
        guard?.Observe(product!);
    }

    /// <summary>Before every attempt, at the accepted point: looks if it is time.</summary>
    public void BeforeAttempt(double t, ReadOnlySpan<double> y)
    {
        if (stepsSinceLook >= StepsBetweenLooks)
        {
            Start(t, y);
        }
    }

    /// <summary>A step was accepted.</summary>
    public void Accept() => stepsSinceLook++;

    /// <summary>Carries what steps to come depend on.</summary>
    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref stepsSinceLook);
        guard?.Exchange(transfer);
    }
}
