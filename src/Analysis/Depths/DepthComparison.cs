using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Trajectories of finite depth against infinite depth: distances at fixed rescaled times, their order in 1/N, and Richardson's cross-check.</summary>
/// <remarks>
/// At a fixed rescaled time ‖X_N − X_∞‖ is O(1/N), for every shape and rank. Limits are another matter: frames that infinite depth freezes
/// move on the time scale τ ~ N, so the limits of N and of τ commute only from square starts of full rank. Source: [CMV23] §2.
/// </remarks>
public static class DepthComparison
{
    // Distances of this part of the matrix are rounding, and have no order.
    private const double RoundOff = 1e-12;

    // The order of the extrapolation is one less.
    private const int MostDepths = 3;

    /// <summary>Distances at every time that the infinite depth and a finite one share; by time, then by depth.</summary>
    /// <param name="paths">One start and loss, different depths; without infinite depth there is nothing to compare with.</param>
    public static ImmutableArray<DepthDistance> Of(IEnumerable<DepthPath> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ImmutableArray<DepthPath> all = [.. paths];
        if (all.FirstOrDefault(path => path.Depth.IsInfinite) is not { } infinite)
        {
            return [];
        }
        DepthPath[] finite = [.. all.Where(path => !path.Depth.IsInfinite).OrderBy(path => path.Depth.Value)];
        return [.. infinite.Times.SelectMany(time => AtOneTime(time, finite, infinite.At(time)!))];
    }

    /// <summary>Whether the limits of these depths tend to the limit of infinite depth: a square start of full rank, balanced.</summary>
    public static bool LimitsCommute(int rows, int columns, int rank) => rows == columns && rank == rows;

    private static IEnumerable<DepthDistance> AtOneTime(double time, DepthPath[] finite, Matrix reference)
    {
        (Depth Depth, Matrix Point)[] there = [.. from path in finite let point = path.At(time) where point is not null select (path.Depth, point)];
        double size = VectorOperations.EuclideanNorm(reference.Data), before = double.NaN;
        for (int k = 0; k < there.Length; k++)
        {
            double distance = Distance(there[k].Point, reference);
            double order = k == 0 || !(Math.Min(distance, before) > RoundOff * size) ? double.NaN : Math.Log(before / distance) / Math.Log(there[k].Depth.Value / there[k - 1].Depth.Value);
            double extrapolated = k == 0 ? double.NaN : Distance(Extrapolate(there.AsSpan(Math.Max(0, k + 1 - MostDepths)..(k + 1))), reference);
            yield return new(there[k].Depth, time, distance, distance / size, order, extrapolated);
            before = distance;
        }
    }

    /// <summary>The value at 1/N = 0 of the polynomial in 1/N through the points: Lagrange's weights there are Π N_k/(N_k − N_j).</summary>
    private static Matrix Extrapolate(ReadOnlySpan<(Depth Depth, Matrix Point)> points)
    {
        Matrix sum = new(points[0].Point.Rows, points[0].Point.Columns);
        foreach ((Depth depth, Matrix point) in points)
        {
            double weight = 1;
            foreach ((Depth other, _) in points)
            {
                weight *= other == depth ? 1 : depth.Value / (depth.Value - other.Value);
            }
            VectorOperations.AddScaled(weight, point.Data, sum.Data);
        }
        return sum;
    }

    private static double Distance(Matrix x, Matrix y)
    {
        Matrix difference = Matrix.CopyOf(x.View);
        VectorOperations.AddScaled(-1, y.Data, difference.Data);
        return VectorOperations.EuclideanNorm(difference.Data);
    }
}
