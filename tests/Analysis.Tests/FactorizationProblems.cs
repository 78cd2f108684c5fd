using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Random factorizations from seeds, at every depth, with the limits that theory gives them.</summary>
/// <remarks>
/// Where frames can turn, generic starts of rank r tend to the best approximation of that rank. Where they cannot lose the sign of the
/// determinant (square, full rank; or N = ∞, inside the frozen ranges), the limit is that of UᵀSR: the smallest mode ends at zero when
/// the sign is wrong. Source: MATH.md traps 4 and 5, 10.4, 10.5.
/// </remarks>
internal static class FactorizationProblems
{
    public static ImmutableArray<Depth> Depths { get; } = [Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Infinite];

    /// <summary>A target with given singular values in Haar frames.</summary>
    public static Matrix Target(int rows, int columns, long seed, params ReadOnlySpan<double> values)
    {
        RandomSource random = new(seed, "target", rows, columns);
        Matrix left = RandomFrames.Orthonormal(rows, values.Length, random), right = RandomFrames.Orthonormal(columns, values.Length, random);
        Matrix target = new(rows, columns);
        for (int k = 0; k < values.Length; k++)
        {
            for (int j = 0; j < columns; j++)
            {
                VectorOperations.AddScaled(values[k] * right[j, k], left.View.Column(k), target.View.Column(j));
            }
        }
        return target;
    }

    /// <summary>Singular values log-uniform in [0.2, 3].</summary>
    public static double[] Spectrum(int count, long seed)
    {
        RandomSource random = new(seed, "spectrum", count, count);
        return [.. Enumerable.Range(0, count).Select(_ => 0.2 * Math.Pow(15, random.NextDouble())).OrderDescending()];
    }

    /// <summary>The problem of one target and one start, and its limit.</summary>
    public static RankProblem Of(string name, Depth depth, Matrix target, double[] values, IBalancedStart start, double horizon = 1e8)
    {
        GradientFlow flow = GradientFlow.From(start, depth, new FactorizationLoss(target));
        PolarFactors factors = start.At(target.Rows, target.Columns);
        int rank = factors.Rank;
        double[] limits;
        bool locked = depth.IsInfinite || (target.Rows == rank && target.Columns == rank);
        if (locked)
        {
            Matrix<double> seen = Dense(factors.Left).TransposeThisAndMultiply(Dense(target)) * Dense(factors.Right);
            limits = [.. seen.Svd().S];
            double roundOff = 1e-12 * limits[0];
            limits = [.. limits.Select(value => value < roundOff ? 0 : value)];
            if (limits[^1] > 0 && seen.Determinant() < 0)
            {
                limits[^1] = 0;
            }
        }
        else
        {
            limits = [.. values.Concat(Enumerable.Repeat(0.0, rank)).Take(rank)];
        }
        return new($"{name}, N = {depth}", flow, [.. limits], horizon);
    }

    private static Matrix<double> Dense(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());
}
