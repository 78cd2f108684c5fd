using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Completions of the known-truth suite whose limits are known: by a closed form, an invariant, or because low rank leaves one completion only.</summary>
internal static class KnownCompletions
{
    public static IEnumerable<RankProblem> All() =>
        [.. KnownTruthSuite.Depths.SelectMany((depth, k) => At(depth, 40_000 + 1000 * (k + 1))), .. Diagonal(), .. Golden()];

    private static IEnumerable<RankProblem> At(Depth depth, long first)
    {
        for (long seed = first; seed < first + 8; seed++)
        {
            yield return Uniform(depth, seed, allPositive: seed % 2 == 0);
        }
        for (long seed = first + 20; seed < first + 23; seed++)
        {
            yield return RankOne(depth, seed);
        }
        foreach (bool positive in new[] { false, true })
        {
            yield return RazinCohen(depth, positive, first + 30);
        }
        for (long seed = first + 40; seed < first + 42; seed++)
        {
            yield return Unseen(depth, seed);
        }
        for (long seed = first + 50; seed < first + 54 && !depth.IsInfinite; seed++)
        {
            yield return Unique(depth, seed);
        }
    }

    /// <summary>The diagonal observed, X = QDQᵀ with Q a Hadamard matrix over √d: all modes share one push, and its dying out freezes them (3.5 h and its like).</summary>
    private static RankProblem Uniform(Depth depth, long seed, bool allPositive)
    {
        RandomSource random = new(seed, "uniform", 0, 0);
        int d = 2 << (int)(seed / 2 % 3);
        double scale = Math.Pow(10, -1 - seed * 3 % 7);
        double[] start = [.. Enumerable.Range(0, d).Select(i => scale * Math.Pow(10, -1.5 * random.NextDouble()) * (!allPositive && i % 4 == 1 ? -1 : 1))];
        Matrix<double> frame = Matrix<double>.Build.Dense(d, d, (i, j) => (int.PopCount(i & j) % 2 == 0 ? 1 : -1) / Math.Sqrt(d));
        Matrix x = DataMetric.Plain(frame * Matrix<double>.Build.DenseOfDiagonalArray(start) * frame.Transpose());
        double[] limits = DiagonalCompletion.Uniform(depth.Value, 1, start);

        // All modes see the same push until their mean is 1: the largest decides when, and the rate is that of the diagonal.
        double[] sizes = [.. start.Select(Math.Abs)];
        double horizon = Horizon.Of(depth, [limits[0]], start.Max(), sizes.Max(), 1, 1.0 / d);
        return new($"uniform diagonal, {d} × {d}, {(allPositive ? "positive" : "both signs")}, scale {scale}, seed {seed}, N = {depth}",
            GradientFlow.From(new BalancedMatrix(x), depth, new CompletionLoss(Matrix.Identity(d), Mask.Diagonal(d))), [.. limits], horizon)
        {
            Family = "uniform diagonal completion",
        };
    }

    /// <summary>2 × 2, the diagonal observed, a start of rank one: (3.5 j); at N = ∞ only its size moves.</summary>
    private static RankProblem RankOne(Depth depth, long seed)
    {
        RandomSource random = new(seed, "rank-one", 0, 0);
        double a = 0.5 + random.NextDouble(), b = 0.5 + random.NextDouble(), scale = Math.Pow(10, -1 - seed * 3 % 7);
        double[] left = [0.3 + random.NextDouble(), 0.3 + random.NextDouble()], right = [0.3 + random.NextDouble(), 0.3 + random.NextDouble()];
        Matrix outer = Matrix.Of(new[,] { { left[0] * right[0], left[0] * right[1] }, { left[1] * right[0], left[1] * right[1] } });
        double size = DataMetric.Dense(outer).FrobeniusNorm();
        (double first, double second) = (outer[0, 0] / size, outer[1, 1] / size);
        Matrix start = DataMetric.Plain(DataMetric.Dense(outer) * (scale / size));
        double limit = depth.IsInfinite
            ? (first * a + second * b) / (first * first + second * second)
            : DataMetric.Dense(DiagonalCompletion.RankOne(depth.Value, a, b, start)).FrobeniusNorm();
        Matrix target = Matrix.Diagonal(a, b);
        return new($"rank one, 2 × 2, scale {scale}, seed {seed}, N = {depth}",
            GradientFlow.From(new BalancedMatrix(start), depth, new CompletionLoss(target, Mask.Diagonal(2))),
            [limit],
            Horizon.Of(depth, [limit], scale, scale, 1, first * first + second * second, slowness: depth.IsInfinite ? 1 : 1 / depth.Value))
        {
            Family = "rank-one completion",
        };
    }

    /// <summary>Entries (1, 2), (2, 1) = 1 and (2, 2) = 0 observed: with det &gt; 0 the loss falls to zero only while X₁₁ goes to infinity and σ₂ to zero (6.5).</summary>
    /// <remarks>With det &lt; 0 the limit is [[w, 1], [1, 0]]: two singular values with product 1, both of order one from a small start.</remarks>
    private static RankProblem RazinCohen(Depth depth, bool positive, long seed)
    {
        Matrix target = Matrix.Of(new[,] { { 0.0, 1 }, { 1, 0 } }), start = new(2, 2);
        Mask mask = Mask.Where(2, 2, (i, j) => (i, j) is not (0, 0));
        for (long draw = seed; start[0, 0] * start[1, 1] - start[0, 1] * start[1, 0] is var det && (det == 0 || (det > 0) != positive); draw++)
        {
            start = new BalancedGaussian(0.01, draw).At(2, 2).ToMatrix();
        }

        // Without a limit there are no singular values of one: the ranks are stated by 1 and 0 in their place.
        return new($"Razin and Cohen, det {(positive ? ">" : "<")} 0, N = {depth}",
            GradientFlow.From(new BalancedMatrix(start), depth, new CompletionLoss(target, mask)), positive ? [1, 0] : [1, 1],
            Horizon.Of(depth, [1], 1e-3, 0.01, 2) * (positive ? 10 : 1))
        {
            Family = "Razin-Cohen",
            HasLimit = false,
        };
    }

    /// <summary>A diagonal start of which only a part of the diagonal is observed: the rest never moves, and the loss does not see it.</summary>
    private static RankProblem Unseen(Depth depth, long seed)
    {
        double[] start = seed % 2 == 0 ? [0.1, 0.05, 0.02, 1e-5] : [1e-3, 1e-4, 1e-5, 1e-6];
        CompletionLoss loss = new(Matrix.Diagonal(2, 0.7, 0, 0), Mask.Where(4, 4, (i, j) => i == j && i < 2));
        double[] limits = [2, 0.7, start[2], start[3]];
        return new($"unseen modes, seed {seed}, N = {depth}", GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(start)), depth, loss), [.. limits],
            Horizon.Of(depth, [2, 0.7], start[1], start[0], 1))
        {
            Family = "unseen modes",
        };
    }

    /// <summary>A start of the rank of the target, and so many entries observed that no other matrix of that rank fits.</summary>
    /// <remarks>Its frames lie about thirty degrees off those of the target: from unrelated ones the flow may run off to infinity, as Razin's and Cohen's does.</remarks>
    private static RankProblem Unique(Depth depth, long seed)
    {
        int rank = 1 + (int)(seed % 2);
        double[] values = [2, 1.2];
        Matrix target = FactorizationProblems.Target(6, 5, seed, values.AsSpan(0, rank)), noise = FactorizationProblems.Target(6, 5, seed + 1, 0.5, 0.5, 0.5, 0.5, 0.5);
        Mask mask = Mask.All(6, 5).RandomSubset(0.9, seed);
        double scale = Math.Pow(10, -1 - seed * 3 % 5);
        var svd = (DataMetric.Dense(target) + DataMetric.Dense(noise)).Svd();
        Matrix<double> near = svd.U.SubMatrix(0, 6, 0, rank) * svd.VT.SubMatrix(0, rank, 0, 5);
        return new($"6 × 5 of rank {rank}, 90 % observed, scale {scale}, seed {seed}, N = {depth}",
            GradientFlow.From(new BalancedMatrix(DataMetric.Plain(near), scale), depth, new CompletionLoss(target, mask)), [.. values.Take(rank)],
            Horizon.Of(depth, values[..rank], scale, scale, 6, 0.3, slowness: 1 / depth.Value))
        {
            Family = "unique completion",
        };
    }

    /// <summary>N = 2, at most one observation in a row and column: (3.5 g).</summary>
    private static IEnumerable<RankProblem> Diagonal()
    {
        for (long seed = 60_001; seed <= 60_020; seed++)
        {
            int d = 3 + (int)(seed % 4);
            BalancedGaussian start = new(Math.Pow(10, -1 - seed % 10), seed);
            double[] targets = [.. FactorizationProblems.Spectrum(d, seed).Select((value, i) => i % 2 == seed % 2 ? value : -value)];
            double[] limits = DiagonalCompletion.DepthTwo(targets, DataMetric.Dense(start.At(d, d).ToMatrix()).ToArray());
            double least = targets.Select(Math.Abs).Min();
            yield return new($"{d} × {d} diagonal from {start.Scale}, seed {seed}, N = 2",
                GradientFlow.From(start, Depth.Of(2), new CompletionLoss(Matrix.Diagonal(targets), Mask.Diagonal(d))), [.. limits],
                Horizon.Of(Depth.Of(2), [least], start.Scale, start.Scale, d))
            {
                Family = "diagonal completion, N = 2",
            };
        }
    }

    private static IEnumerable<RankProblem> Golden()
    {
        foreach ((Depth depth, double[] hidden) in GoldenProblem.CompletionLimits)
        {
            Matrix limit = Matrix.CopyOf(GoldenProblem.Target.View);
            (limit[0, 2], limit[1, 0], limit[2, 1]) = (hidden[0], hidden[1], hidden[2]);
            double[] values = [.. DataMetric.Dense(limit).Svd().S];
            yield return new(
                $"golden completion, N = {depth}", GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Completion), [.. values],
                Horizon.Of(depth, values, 0.5, 1, 3, 0.5))
            {
                Family = "golden completion",
            };
        }
    }
}
