namespace DlnDynamics.Dynamics;

/// <summary>X(0) = scale·U·Rᵀ with independent Haar frames of a given rank: the flow stays on the stratum of that rank.</summary>
public sealed record BalancedLowRank(int Rank, double Scale, long Seed) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns)
    {
        if (Rank < 1 || Rank > Math.Min(rows, columns))
        {
            throw new ArgumentException($"A {rows} × {columns} matrix has a rank from 1 to {Math.Min(rows, columns)}, not {Rank}.", nameof(rows));
        }
        RandomSource random = new(Seed, "balanced-low-rank", rows, columns);
        return PolarFactors.Scaled(RandomFrames.Orthonormal(rows, Rank, random), Scale, RandomFrames.Orthonormal(columns, Rank, random));
    }
}
