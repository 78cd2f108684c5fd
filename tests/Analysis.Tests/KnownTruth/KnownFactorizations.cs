using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Factorizations of the known-truth suite, from seeds.</summary>
internal static class KnownFactorizations
{
    public static IEnumerable<RankProblem> All() => KnownTruthSuite.Depths.SelectMany((depth, k) => At(depth, 1000 * (k + 1)));

    private static IEnumerable<RankProblem> At(Depth depth, long first)
    {
        for (long seed = first; seed < first + 10; seed++)
        {
            int d = 3 + (int)(seed % 4);
            yield return Of("square", $"{d} × {d}, seed {seed}", depth, d, d, seed, Start(seed), FactorizationProblems.Spectrum(d, seed));
        }
        for (long seed = first + 20; seed < first + 27; seed++)
        {
            int zeros = 1 + (int)(seed % 3), d = 3 + (int)(seed % 4), rank = Math.Max(1, d - zeros);
            yield return Of("zero modes", $"{d} × {d} of rank {rank}, seed {seed}", depth, d, d, seed, Start(seed), FactorizationProblems.Spectrum(rank, seed));
        }
        double[][] repeated = [[2, 2, 0.5], [1, 1, 1], [1.5, 1.5, 0, 0], [2, 0.5, 0.5], [3, 1, 1, 1], [0.7, 0.7, 0.7, 0.2]];
        for (long seed = first + 40; seed < first + 46; seed++)
        {
            double[] values = repeated[(int)(seed % 6)];
            yield return Of("repeated", $"targets {string.Join(", ", values)}, seed {seed}", depth, values.Length, values.Length, seed, Start(seed), values);
        }
        for (long seed = first + 60; seed < first + 66; seed++)
        {
            (int rows, int columns) = seed % 2 == 0 ? (5, 3) : (3, 6);
            int rank = seed % 3 == 0 ? 2 : 3;
            yield return Of("rectangular", $"{rows} × {columns} of rank {rank}, seed {seed}", depth, rows, columns, seed, Start(seed), FactorizationProblems.Spectrum(rank, seed));
        }
        for (long seed = first + 80; seed < first + 86; seed++)
        {
            int rank = Math.Max(1 + (int)(seed % 3), depth.IsInfinite ? 2 : 1), targetRank = seed % 4 == 0 ? 1 : 4;
            yield return Of(
                "low-rank start", $"start of rank {rank}, 5 × 5 of rank {targetRank}, seed {seed}", depth, 5, 5, seed,
                new BalancedLowRank(rank, Scale(seed), seed), FactorizationProblems.Spectrum(targetRank, seed));
        }
        double[] tiny = [3e-2, 1e-4, 1e-6, 1e-8];
        for (long seed = first + 100; seed < first + 104; seed++)
        {
            yield return Of(
                "tiny targets", $"smallest target {tiny[seed % 4]}, seed {seed}", depth, 3, 3, seed,
                new BalancedOrthogonal(seed % 2 == 0 ? 0.1 : 1e-5, seed), 1.7, 0.6, tiny[seed % 4]);
        }
        double[][] aligned = [[1, 0.3, -0.2], [2, 0.5, 0], [1, 0.1, 0.02, -0.4]];
        for (int k = 0; k < aligned.Length; k++)
        {
            yield return Aligned(depth, Scale(first + k), aligned[k]);
        }
    }

    private static RankProblem Of(string family, string name, Depth depth, int rows, int columns, long seed, IBalancedStart start, params double[] values)
    {
        Matrix target = FactorizationProblems.Target(rows, columns, seed, values);
        return DataMetric.Problem(family, $"{name}, {start}", depth, new FactorizationLoss(target), target, null, start);
    }

    /// <summary>A multiple of the identity against a diagonal: every mode for itself, the negative ones pushed to zero.</summary>
    private static RankProblem Aligned(Depth depth, double scale, double[] targets)
    {
        double[] limits = [.. targets.Select(value => Math.Max(0, value)).OrderDescending()];
        double push = Math.Max(0, -targets.Min());
        return new(
            $"targets {string.Join(", ", targets)} from {scale}·I, N = {depth}",
            GradientFlow.From(new BalancedIdentity(scale), depth, new FactorizationLoss(Matrix.Diagonal(targets))),
            [.. limits],
            Horizon.Of(depth, limits, scale, scale, 1, push: push))
        {
            Family = "aligned",
            Cause = push > 0 ? VanishingCause.Push : VanishingCause.ZeroTarget,
        };
    }

    public static double Scale(long seed) => Math.Pow(10, -1 - seed * 7 % 10);

    private static IBalancedStart Start(long seed) =>
        seed % 2 == 0 ? new BalancedOrthogonal(Scale(seed), seed) : new BalancedGaussian(Scale(seed), seed);
}
