using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X(0) = scale·(independent standard normal entries).</summary>
public sealed record BalancedGaussian(double Scale, long Seed) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns)
    {
        Matrix x = RandomFrames.Gaussian(rows, columns, new(Seed, "balanced-gaussian", rows, columns));
        PolarFactors factors = PolarFactors.Of(x);
        for (int i = 0; i < factors.Rank; i++)
        {
            factors.LogSize[i, i] += Math.Log(Scale);
        }
        return factors;
    }
}
