namespace DlnDynamics.Integrators;

/// <summary>Says when stability rather than accuracy limits the steps of an explicit method.</summary>
/// <remarks>
/// Fifteen steps near the end of the stability interval with no six calm ones between them, as in [HW96] IV.2; or a hundred steps whose mean lies
/// beyond two thirds of it, for tight tolerances, where the two limits lie close together and steps hover below the end.
/// </remarks>
internal sealed class StiffnessDetector(double stabilityInterval)
{
    private const double NearTheEnd = 0.85;
    private const double OnAverage = 0.65;
    private const int StiffSteps = 15;
    private const int CalmSteps = 6;
    private const int StepsOfMean = 100;

    private int stiff;
    private int calm;
    private int summed;
    private double sum;

    /// <summary>Step × stiffness of the last step.</summary>
    public double Last => last;

    private double last;

    /// <summary>Whether the steps so far show stiffness.</summary>
    public bool IsStiff { get; private set; }

    /// <summary>A step was accepted with this product of its length and the size of the dominant eigenvalue.</summary>
    public void Accept(double stepTimesStiffness)
    {
        last = stepTimesStiffness;
        if (last > NearTheEnd * stabilityInterval)
        {
            stiff++;
            calm = 0;
        }
        else if (++calm == CalmSteps)
        {
            stiff = 0;
        }
        sum += Math.Min(last, stabilityInterval);
        if (++summed == StepsOfMean)
        {
            IsStiff = sum > OnAverage * stabilityInterval * StepsOfMean;
            (sum, summed) = (0, 0);
        }
        IsStiff |= stiff >= StiffSteps;
    }

    /// <summary>Carries what later answers depend on.</summary>
    public void Exchange(StateTransfer transfer)
    {
        bool isStiff = IsStiff;
        transfer.Pass(ref stiff);
        transfer.Pass(ref calm);
        transfer.Pass(ref summed);
        transfer.Pass(ref sum);
        transfer.Pass(ref last);
        transfer.Pass(ref isStiff);
        IsStiff = isStiff;
    }
}
