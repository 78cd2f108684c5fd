namespace DlnDynamics.Analysis;

/// <summary>The slowest rate of a sum of exponentials, enclosed by how its local rate drifts.</summary>
/// <remarks>
/// For q = Σ aᵢe^(−κᵢt) with aᵢ ≥ 0 the local rate r = −d ln q/dt is the mean of the κᵢ, weighted by what each contributes, and −dr/dt is their
/// variance. So the slowest lies below r, and by Cantelli's inequality at most √((1 − p)/p)·√(−dr/dt) below it if it contributes the part p.
/// Rates too close to be told apart leave a drift too small to see, and an interval as wide as that. Our own rule.
/// </remarks>
internal static class ExponentialDecay
{
    // √((1 − p)/p) with p = 1/5: what is fainter at the end of the tail no fit can know.
    private const double Reach = 2;

    /// <summary>The rate at the end of the tail and the interval of the slowest rate.</summary>
    public static DecayFit Fit(LocalSlope[] blocks)
    {
        double weights = 0, mean = 0, average = 0, width = 0, slope = 0, squares = 0, end = blocks[^1].End;
        foreach (LocalSlope block in blocks)
        {
            weights += Weight(block);
            mean += Weight(block) * block.Middle;
            average += Weight(block) * block.Rate;
        }
        (mean, average) = (mean / weights, average / weights);
        foreach (LocalSlope block in blocks)
        {
            width += Weight(block) * (block.Middle - mean) * (block.Middle - mean);
            slope += Weight(block) * (block.Middle - mean) * (block.Rate - average);
        }
        slope /= width;
        foreach (LocalSlope block in blocks)
        {
            double rest = block.Rate - average - slope * (block.Middle - mean);
            squares += Weight(block) * rest * rest;
        }
        double variance = Math.Max(1, squares / (blocks.Length - 2)), slopeError = Math.Sqrt(variance / width);
        double rate = average + slope * (end - mean), error = 2 * Math.Sqrt(variance * (1 / weights + (end - mean) * (end - mean) / width));

        // A rate that rises is that of a nonlinear flow on its way to the limit: a drift all the same.
        double half = error + Reach * Math.Sqrt(Math.Abs(slope) + slopeError);
        double fromConstant = blocks.Sum(block => Math.Pow((1 - rate / block.Rate) / block.Error, 2));
        return new(rate, rate - half, rate + half, DecayFit.CriterionOf(fromConstant, blocks.Length, 2));
    }

    private static double Weight(LocalSlope block) => 1 / (block.Error * block.Error * block.Rate * block.Rate);
}
