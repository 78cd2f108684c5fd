using System.Collections.Immutable;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis.Tests;

/// <summary>A flow whose limit is known: its singular values, largest first, with exact zeros.</summary>
internal sealed record RankProblem(string Name, GradientFlow Flow, ImmutableArray<double> Limits, double Horizon = 1e8)
{
    /// <summary>What kind of problem it is, for the table of the suite.</summary>
    public string Family { get; init; } = "";

    /// <summary>Why the modes with limit zero go there; null where it is not known, or there are none.</summary>
    public VanishingCause? Cause { get; init; }

    /// <summary>Whether X(τ) has a limit at all: Razin and Cohen's has not.</summary>
    public bool HasLimit { get; init; } = true;

    public int StrictRank => Limits.Count(value => value > 0);

    /// <summary>The k with the largest ratio, nothing counted below the floor, where no other comes within 5 %; null where the truth is not clear.</summary>
    public int? GapRank
    {
        get
        {
            double[] counted = [.. Limits.Select(value => Math.Max(value, Analysis.GapRank.Floor * Limits[0]))];
            double[] ratios = [.. counted.Zip(counted.Skip(1), (one, next) => one / next)];
            double[] ordered = [.. ratios.OrderDescending()];
            return ratios.Length == 1 || (ratios.Length > 1 && ordered[0] > 1.05 * ordered[1]) ? Array.IndexOf(ratios, ordered[0]) + 1 : null;
        }
    }

    public int RankAbove(double resolution) => Limits.Count(value => value > resolution * Limits[0]);
}
