using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X(0) = scale·(independent standard normal entries).</summary>
/// <param name="Scale">The standard deviation of the entries.</param>
/// <param name="Seed">Of the random numbers.</param>
/// <param name="Sign">Of the determinant: where it comes out the other one, the first column is negated.</param>
public sealed record BalancedGaussian(double Scale, long Seed, StartSign Sign = StartSign.Any) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns)
    {
        Matrix x = RandomFrames.Gaussian(rows, columns, new(Seed, "balanced-gaussian", rows, columns));
        SignedStart.Turn(x, Sign, rows, columns);
        PolarFactors factors = PolarFactors.Of(x);
        for (int i = 0; i < factors.Rank; i++)
        {
            factors.LogSize[i, i] += Math.Log(Scale);
        }
        return factors;
    }
}
