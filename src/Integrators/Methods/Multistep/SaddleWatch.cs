namespace DlnDynamics.Integrators;

/// <summary>The saddle guard of a method that keeps no current Jacobian: says when to look at the spectrum again, and how long a step of each order may be.</summary>
/// <remarks>
/// Where growth decides the step, a look reaches a number of e-folds of it, and twenty steps at most: twice as far as the last where the rate stayed, and only as far as the
/// rate keeps to a fifth where it changed. Away from a saddle of depth three or more the rate changes with every step, at one of depth two not at all.
/// </remarks>
internal sealed class SaddleWatch(FreshProducts products, SpectrumEstimator spectrum, IShiftedSystem system, ErrorScale scale, double[] stepTimesGrowth)
{
    private const int StepsWhileGrowing = 20;
    private const int StepsWhileNothingGrows = 50;

    // There the formulas are right about the growth of a step to four per cent at order 1, half a per cent at order 2, and better above.
    private const double LargestStepTimesGrowth = 0.3;

    // What a step was planned for stays while the rate changes less than this.
    private const double SameRate = 0.1;
    private const double LargestChange = 1.2;

    // Within it two corrections with an old Jacobian are right about growth; a step decides how long it may be only beyond half of what is allowed.
    private const double LargestSystemChange = 1.5;
    private const double HalfWay = 0.5;

    // An absolute tolerance alone, in the Euclidean norm, is that of logarithms: no singular value lies below it. What still may: docs/design/005.
    private readonly bool hidesSmall = scale.Tolerances.Relative > 0 || scale.Norm == ErrorNorm.Maximum;

    private double rate;
    private double reach;
    private double growthSinceLook;
    private int stepsSinceLook;
    private double rateOfSystem;

    /// <summary>The step times growth of every order that errs as error control would let it if it saw what grows.</summary>
    public static double[] StepTimesGrowth(ErrorScale scale) => [.. Enumerable.Range(0, DifferentiationFormula.HighestOrder + 1).Select(
        order => SaddleGuard.StepTimesGrowth(order, DifferentiationFormula.ErrorConstant(order), LargestStepTimesGrowth, scale))];

    /// <summary>The longest step at an order that follows the fastest growing direction; infinity where none grows.</summary>
    public double LargestStep(int order) => rate > 0 ? stepTimesGrowth[order] / rate : double.PositiveInfinity;

    /// <summary>Looks at the start.</summary>
    public void Start(double t, ReadOnlySpan<double> y)
    {
        if (hidesSmall)
        {
            Look(products.At(t, y), thorough: true);
            reach = 0;
        }
    }

    /// <summary>Before every attempt, at the accepted point, at a step of a length and order: looks if it is time.</summary>
    public void BeforeAttempt(double t, ReadOnlySpan<double> y, double length, int order)
    {
        bool isLongAgo = stepsSinceLook >= (rate > 0 ? StepsWhileGrowing : StepsWhileNothingGrows);
        if (hidesSmall && (isLongAgo || (Binds(length, order) && growthSinceLook > reach)))
        {
            Look(products.At(t, y), thorough: isLongAgo);
        }
        system.FollowsGrowth = Binds(length, order);
        if (Binds(length, order) && !(Math.Abs(Math.Log(spectrum.Growth / rateOfSystem)) < Math.Log(LargestSystemChange)))
        {
            system.Forget();
            rateOfSystem = spectrum.Growth;
        }
    }

    /// <summary>A step of a length was accepted.</summary>
    public void Accept(double length)
    {
        stepsSinceLook++;
        growthSinceLook += length * spectrum.Growth;
    }

    /// <summary>Carries what steps to come depend on.</summary>
    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref rate);
        transfer.Pass(ref reach);
        transfer.Pass(ref growthSinceLook);
        transfer.Pass(ref stepsSinceLook);
        transfer.Pass(ref rateOfSystem);
        spectrum.Exchange(transfer);
        spectrum.Space.Exchange(transfer);
    }

    private bool Binds(double length, int order) => length > HalfWay * LargestStep(order);

    private void Look(IJacobianProduct product, bool thorough)
    {
        double before = spectrum.Growth;
        spectrum.Estimate(product, thorough || product is MatrixProduct);
        double change = Math.Abs(Math.Log(spectrum.Growth / before));
        reach = double.IsFinite(change) ? growthSinceLook * Math.Min(2, Math.Log(LargestChange) / change) : 0;
        rate = Math.Abs(spectrum.Growth - rate) <= SameRate * rate ? rate : spectrum.Growth;
        growthSinceLook = 0;
        stepsSinceLook = 0;
    }
}
