using System.Numerics;

namespace DlnDynamics.Dynamics;

/// <summary>Seeded random numbers, the same on every machine and .NET version: xoshiro256++ seeded through SplitMix64.</summary>
/// <remarks>
/// The stream depends on the seed, on what the numbers are for, and on the shape, and on nothing else. Source: [BV21] xoshiro256++;
/// normals by Marsaglia's polar method.
/// </remarks>
public sealed class RandomSource
{
    private readonly ulong[] state = new ulong[4];
    private double spare = double.NaN;

    /// <summary>A stream for one purpose and one shape.</summary>
    public RandomSource(long seed, string kind, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ulong mix = unchecked((ulong)seed);
        foreach (char letter in kind)
        {
            mix = Scramble(mix ^ letter);
        }
        mix = Scramble(Scramble(mix ^ (uint)rows) ^ ((ulong)(uint)columns << 32));
        for (int i = 0; i < 4; i++)
        {
            mix = unchecked(mix + 0x9E3779B97F4A7C15UL);
            state[i] = Scramble(mix);
        }
    }

    /// <summary>A number from [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / 9007199254740992);

    /// <summary>A whole number from [0, bound).</summary>
    public int NextInteger(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Rejecting the last partial block keeps every number equally likely.
        ulong limit = ulong.MaxValue - ulong.MaxValue % (ulong)bound;
        ulong bits;
        do
        {
            bits = NextBits();
        }
        while (bits >= limit);
        return (int)(bits % (ulong)bound);
    }

    /// <summary>A standard normal number.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(spare))
        {
            double kept = spare;
            spare = double.NaN;
            return kept;
        }
        double x, y, square;
        do
        {
            x = 2 * NextDouble() - 1;
            y = 2 * NextDouble() - 1;
            square = x * x + y * y;
        }
        while (square is >= 1 or 0);
        double factor = Math.Sqrt(-2 * Math.Log(square) / square);
        spare = y * factor;
        return x * factor;
    }

    private static ulong Scramble(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    private ulong NextBits()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(state[0] + state[3], 23) + state[0];
            ulong t = state[1] << 17;
            state[2] ^= state[0];
            state[3] ^= state[1];
            state[1] ^= state[2];
            state[0] ^= state[3];
            state[2] ^= t;
            state[3] = BitOperations.RotateLeft(state[3], 45);
            return result;
        }
    }
}
