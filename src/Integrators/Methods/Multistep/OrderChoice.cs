namespace DlnDynamics.Integrators;

/// <summary>After enough steps of one length and order: which order allows the longest step, and how much longer it is.</summary>
/// <remarks>
/// The errors of orders k − 1, k and k + 1 are known from the differences. The current order is favoured, and a step is not lengthened for
/// little: changes cost a new factorization, and leave the formulas without equal steps behind them. Source: [SR97] §2.2; the safety factors
/// 1.2, 1.3 and 1.4 are those of Gear's DIFSUB.
/// </remarks>
internal sealed class OrderChoice(ErrorScale scale, SaddleWatch saddles, int maximumOrder)
{
    private const double SmallestGrowth = 1.2;
    private const double LargestGrowth = 10;

    // The first step is a guess; once made, it says how far off.
    private const double LargestFirstGrowth = 1000;

    // A step without error must not be lengthened without end.
    private const double SmallestError = 1e-30;

    private int steady;
    private int inARow;
    private bool begun;

    /// <summary>How much longer the next step can be; 1 where a change does not pay, or is not to be judged yet.</summary>
    public double Growth { get; private set; } = 1;

    /// <summary>The length or order was changed from outside: nothing is known about steps of the new ones.</summary>
    public void Forget()
    {
        steady = inARow = 0;
        Growth = 1;
    }

    /// <summary>A step of another length came between, which changed neither spacing nor order.</summary>
    public void Pause()
    {
        inARow = 0;
        Growth = 1;
    }

    /// <summary>The order for the next steps, after one that made the given correction to its predictor.</summary>
    public int AfterStep(BackwardDifferences differences, int order, double length, bool sameLength, ReadOnlySpan<double> correction)
    {
        steady = sameLength ? steady + 1 : 1;
        inARow = sameLength ? inARow + 1 : 1;
        Growth = 1;
        bool first = !begun;
        begun = true;
        if (steady <= order && !first)
        {
            return order;
        }
        double most = Ratio(differences, correction, length, order, 1.2);
        int best = order;
        if (!first && order > 1)
        {
            Consider(order - 1, Ratio(differences, differences[order], length, order - 1, 1.3), ref best, ref most);
        }
        if (!first && order < maximumOrder && inARow >= 2)
        {
            Consider(order + 1, Ratio(differences, differences[order + 2], length, order + 1, 1.4), ref best, ref most);
        }
        if (best != order)
        {
            Forget();
        }
        most = Math.Min(most, first ? LargestFirstGrowth : LargestGrowth);
        Growth = most >= SmallestGrowth ? most : 1;
        return best;
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref steady);
        transfer.Pass(ref inARow);
        transfer.Pass(ref begun);
    }

    private static void Consider(int order, double length, ref int best, ref double most)
    {
        if (length > most)
        {
            (best, most) = (order, length);
        }
    }

    /// <summary>How much longer a step of an order may be than the last, by its error and by what grows: below the tolerances the guard alone tells orders apart.</summary>
    private double Ratio(BackwardDifferences differences, ReadOnlySpan<double> difference, double length, int order, double safety)
    {
        double error = DifferentiationFormula.EstimateWeight(order) * scale.Measure(difference, differences[0]);
        double allowed = 1 / (safety * Math.Pow(Math.Max(error, SmallestError), 1.0 / (order + 1)));
        return Math.Min(allowed, saddles.LargestStep(order) / length);
    }
}
