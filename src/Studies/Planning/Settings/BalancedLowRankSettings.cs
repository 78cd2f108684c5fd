namespace DlnDynamics.Studies;

/// <summary>X(0) = scale · U Vᵀ with random orthonormal frames of the given rank, balanced; the flow keeps that rank.</summary>
/// <param name="Rank">Rank of X(0), at most min(m, n).</param>
/// <param name="Scale">All nonzero singular values of X(0).</param>
/// <param name="Seed">Seed of the frames.</param>
public sealed record BalancedLowRankSettings(int Rank, double Scale, int Seed) : LowRankSettings(Rank, Scale);
