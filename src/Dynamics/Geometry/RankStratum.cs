namespace DlnDynamics.Dynamics;

/// <summary>The m × n matrices of rank r: a manifold that the balanced flow of depth N ≥ 2 does not leave in finite time.</summary>
/// <param name="Rows">m.</param>
/// <param name="Columns">n.</param>
/// <param name="Rank">r, from 0 to min(m, n).</param>
public readonly record struct RankStratum(int Rows, int Columns, int Rank)
{
    /// <summary>r(m + n − r), its dimension.</summary>
    public int Dimension => Rank * (Rows + Columns - Rank);

    /// <summary>Whether r = min(m, n): an open set of matrices.</summary>
    public bool IsOpen => Rank == Math.Min(Rows, Columns);

    /// <summary>m + n − 2r: how many directions outside its ranges each mode can turn to.</summary>
    public int DirectionsOutside => Rows + Columns - 2 * Rank;

    /// <summary>Dimension of the tangent vectors that the flow of a depth can follow: all of them, but at N = ∞ only the r² that keep both ranges.</summary>
    public int MovableDimension(Depth depth) => depth.IsInfinite ? Rank * Rank : Dimension;

    /// <summary>"rank 2 of 3 × 4".</summary>
    public override string ToString() => $"rank {Rank} of {Rows} × {Columns}";
}
