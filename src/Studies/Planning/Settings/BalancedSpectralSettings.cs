namespace DlnDynamics.Studies;

/// <summary>X(0) = scale · U Vᵀ with the leading singular vectors of the observed data, zeros elsewhere; balanced, and the flow keeps the rank.</summary>
/// <param name="Rank">Rank of X(0), at most that of the observed data.</param>
/// <param name="Scale">All nonzero singular values of X(0).</param>
public sealed record BalancedSpectralSettings(int Rank, double Scale) : LowRankSettings(Rank, Scale);
