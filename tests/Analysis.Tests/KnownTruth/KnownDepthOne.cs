using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Depth 1, entry by entry: linear flows, so that the limit is the start with what the loss sees replaced.</summary>
internal static class KnownDepthOne
{
    public static IEnumerable<RankProblem> All()
    {
        for (long seed = 70_001; seed <= 70_008; seed++)
        {
            int d = 3 + (int)(seed % 3), rank = seed % 2 == 0 ? d : d - 1;
            double[] values = FactorizationProblems.Spectrum(rank, seed);
            Matrix target = FactorizationProblems.Target(d, d, seed, values);
            double[] limits = [.. values, .. Enumerable.Repeat(0.0, d - rank)];
            yield return Of("factorization", seed, new FactorizationLoss(target), new BalancedOrthogonal(KnownFactorizations.Scale(seed), seed), limits);
        }
        for (long seed = 70_021; seed <= 70_028; seed++)
        {
            Matrix target = FactorizationProblems.Target(5, 4, seed, 2, 1);
            Mask mask = Mask.All(5, 4).RandomSubset(0.6, seed);
            BalancedGaussian start = new(KnownFactorizations.Scale(seed), seed);
            Matrix limit = start.At(5, 4).ToMatrix();
            foreach ((int i, int j) in mask.Entries)
            {
                limit[i, j] = target[i, j];
            }
            yield return Of("completion", seed, new CompletionLoss(target, mask), start, [.. DataMetric.Dense(limit).Svd().S]);
        }
    }

    private static RankProblem Of(string name, long seed, ILoss loss, IBalancedStart start, double[] limits) =>
        new($"{name}, {start}, N = 1", GradientFlow.From(start, Depth.Of(1), loss), [.. limits], 60) { Family = "depth one" };
}
