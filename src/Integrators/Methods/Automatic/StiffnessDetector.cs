namespace DlnDynamics.Integrators;

/// <summary>Says when an explicit method has become the dearer one, because stability limits its steps or soon will.</summary>
/// <remarks>
/// Fifteen steps near the end of the stability interval, by a lower bound that costs nothing, with no six calm ones between them: [HW96] IV.2.
/// At tight tolerances the bound is too low for that, since the stiff modes are not in the solution: so every fifty steps, one estimate of
/// the spectrum, which must be real and beyond an eighth of the interval: from there on implicit steps are the cheaper ones (docs/design/006).
/// Where there is no Jacobian no implicit step waits, and the spectrum must be near the end of the interval.
/// </remarks>
internal sealed class StiffnessDetector(IVectorField vectorField, double stabilityInterval)
{
    private const double NearTheEnd = 0.85;
    private const double WorthAChange = 0.12;
    private const int StiffSteps = 15;
    private const int CalmSteps = 6;
    private const int StepsBetweenLooks = 50;

    // The estimated radius is a bound with room; what is not room is at least this part of it.
    private const double CertainPart = 0.75;

    private readonly SpectrumWatch watch = new(vectorField);
    private int stiff;
    private int calm;
    private int stepsSinceLook;
    private double last;

    /// <summary>Step × size of the dominant eigenvalue, of the last step.</summary>
    public double StepTimesStiffness => last;

    /// <summary>Step × size of the dominant eigenvalue from which on other steps are the cheaper ones.</summary>
    public double Threshold { get; } = (vectorField is IDifferentiableField ? WorthAChange : NearTheEnd) * stabilityInterval;

    /// <summary>Whether the steps so far show stiffness.</summary>
    public bool IsStiff { get; private set; }

    /// <summary>A step was accepted with this product of its length and a lower bound of the dominant eigenvalue.</summary>
    public void Accept(double stepTimesStiffness)
    {
        last = stepTimesStiffness;
        stepsSinceLook++;
        if (last > NearTheEnd * stabilityInterval)
        {
            stiff++;
            calm = 0;
        }
        else if (++calm == CalmSteps)
        {
            stiff = 0;
        }
        IsStiff |= stiff >= StiffSteps;
    }

    /// <summary>Before an attempt, at the accepted point: looks at the spectrum if it is time.</summary>
    public void BeforeAttempt(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> derivative, double lastStep)
    {
        if (IsStiff || stepsSinceLook < StepsBetweenLooks)
        {
            return;
        }
        stepsSinceLook = 0;
        watch.Start(t, y, derivative);
        double radius = CertainPart * watch.Spectrum.Radius;
        if (lastStep * radius > Threshold && IsReal(watch.Spectrum) && watch.Spectrum.Growth < 0.1 * radius)
        {
            last = lastStep * radius;
            IsStiff = true;
        }
    }

    /// <summary>Carries what later answers depend on.</summary>
    public void Exchange(StateTransfer transfer)
    {
        bool isStiff = IsStiff;
        transfer.Pass(ref stiff);
        transfer.Pass(ref calm);
        transfer.Pass(ref stepsSinceLook);
        transfer.Pass(ref last);
        transfer.Pass(ref isStiff);
        watch.Exchange(transfer);
        IsStiff = isStiff;
    }

    private static bool IsReal(SpectrumEstimator spectrum)
    {
        for (int i = 0; i < spectrum.PairCount; i++)
        {
            (double real, double imaginary) = spectrum.Pair(i);
            if (imaginary > 0.5 * -real && double.Hypot(real, imaginary) > 0.5 * spectrum.Radius)
            {
                return false;
            }
        }
        return true;
    }
}
