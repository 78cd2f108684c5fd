namespace DlnDynamics.Studies;

/// <summary>A start that states its rank; the flow keeps it.</summary>
/// <param name="Rank">Rank of X(0), at most min(m, n).</param>
/// <param name="Scale">All nonzero singular values of X(0).</param>
public abstract record LowRankSettings(int Rank, double Scale) : StartSettings(Scale);
