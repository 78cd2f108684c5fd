using MathNet.Numerics.Distributions;

namespace DlnDynamics.Analysis;

/// <summary>Fits the local rates of a·(t + t₀)^(−p) and asks for p. The shift is at most the time at which the tail begins: the law must have set in.</summary>
/// <remarks>
/// For each t₀ the exponent has its own least-squares interval; the answer is the union over the t₀ whose residuals are not significantly larger
/// than the best (a profile likelihood), and what the second half of the tail says, taken twice: what changed from here to there may change once more.
/// </remarks>
internal static class PowerDecay
{
    // t₀ over the time at which the tail begins.
    private static readonly double[] Shifts = [.. Enumerable.Range(0, 19).Select(k => -0.8 + 0.1 * k)];

    /// <summary>The exponent with the interval that all acceptable shifts leave.</summary>
    public static DecayFit Fit(LocalSlope[] blocks)
    {
        DecayFit whole = FitOne(blocks);
        if (blocks.Length < 6)
        {
            return whole;
        }
        double later = FitOne(blocks[(blocks.Length / 2)..]).Rate, next = 2 * later - whole.Rate;
        return whole with { Lower = Math.Min(whole.Lower, Math.Min(later, next)), Upper = Math.Max(whole.Upper, Math.Max(later, next)) };
    }

    private static DecayFit FitOne(LocalSlope[] blocks)
    {
        List<(double Exponent, double Error, double Squares)> fits = [];
        double[] shifts = Shifts;
        for (int round = 0; round < 5; round++)
        {
            double[] squares = new double[shifts.Length];
            for (int k = 0; k < shifts.Length; k++)
            {
                fits.Add(WithShift(blocks, shifts[k] * blocks[0].Start));
                squares[k] = fits[^1].Squares;
            }
            int best = Array.IndexOf(squares, squares.Min());
            double low = shifts[Math.Max(0, best - 1)], high = shifts[Math.Min(shifts.Length - 1, best + 1)];
            shifts = [.. Enumerable.Range(1, 7).Select(k => low + (high - low) * k / 8)];
        }
        (double exponent, _, double smallest) = fits.MinBy(fit => fit.Squares);
        int freedom = blocks.Length - 2;
        double quantile = StudentT.InvCDF(0, 1, freedom, 0.975), room = quantile * quantile * Math.Max(1, smallest / freedom);
        double lower = exponent, upper = exponent;
        foreach ((double one, double error, double squares) in fits.Where(fit => fit.Squares - smallest <= room))
        {
            double half = error * Math.Sqrt(room - squares + smallest);
            (lower, upper) = (Math.Min(lower, one - half), Math.Max(upper, one + half));
        }
        return new(exponent, lower, upper, DecayFit.CriterionOf(smallest, blocks.Length, 2));
    }

    private static (double Exponent, double Error, double Squares) WithShift(LocalSlope[] blocks, double shift)
    {
        double[] unit = [.. blocks.Select(block => Math.Log((block.End + shift) / (block.Start + shift)) / (block.End - block.Start) / block.Rate)];
        double product = 0, square = 0;
        for (int k = 0; k < unit.Length; k++)
        {
            double weight = 1 / (blocks[k].Error * blocks[k].Error);
            product += weight * unit[k];
            square += weight * unit[k] * unit[k];
        }
        double exponent = product / square;
        return (exponent, 1 / Math.Sqrt(square), blocks.Zip(unit, (block, one) => Math.Pow((1 - exponent * one) / block.Error, 2)).Sum());
    }
}
