using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Regression and autoencoders of the known-truth suite; inputs are not white, their variances spread over a factor of nine.</summary>
internal static class KnownRegressions
{
    public static IEnumerable<RankProblem> All() => KnownTruthSuite.Depths.SelectMany((depth, k) => At(depth, 20_000 + 1000 * (k + 1)));

    private static IEnumerable<RankProblem> At(Depth depth, long first)
    {
        for (long seed = first; seed < first + 7; seed++)
        {
            int d = 3 + (int)(seed % 3), rank = seed % 3 == 1 ? d - 1 : d;
            yield return Regression("regression", $"{d} × {d} of rank {rank}, seed {seed}", depth, d, d, rank, seed, Start(seed));
        }
        for (long seed = first + 20; seed < first + 22; seed++)
        {
            (int rows, int columns) = seed % 2 == 0 ? (5, 3) : (3, 5);
            yield return Regression("regression", $"{rows} × {columns}, seed {seed}", depth, rows, columns, 3, seed, Start(seed));
        }
        for (long seed = first + 40; seed < first + 44; seed++)
        {
            int d = 3 + (int)(seed % 3);
            IBalancedStart start = seed % 2 == 0 ? new BalancedLowRank(2, KnownFactorizations.Scale(seed), seed) : Start(seed);
            Matrix inputs = Inputs(d, seed);
            yield return DataMetric.Problem(
                "autoencoder", $"{d} inputs, {start}, seed {seed}", depth, new RegressionLoss(inputs, inputs), Matrix.Identity(d), Covariance(inputs), start);
        }
    }

    private static RankProblem Regression(string family, string name, Depth depth, int rows, int columns, int rank, long seed, IBalancedStart start)
    {
        Matrix inputs = Inputs(columns, seed), map = FactorizationProblems.Target(rows, columns, seed, FactorizationProblems.Spectrum(rank, seed));
        Matrix outputs = DataMetric.Plain(DataMetric.Dense(map) * DataMetric.Dense(inputs));
        return DataMetric.Problem(family, $"{name}, {start}", depth, new RegressionLoss(outputs, inputs), map, Covariance(inputs), start);
    }

    /// <summary>Inputs, n × 3n, with singular values from 0.5 to 1.5 in Haar frames.</summary>
    private static Matrix Inputs(int n, long seed) =>
        FactorizationProblems.Target(n, 3 * n, seed + 7, [.. Enumerable.Range(0, n).Select(k => 1.5 * Math.Pow(3, -k / (n - 1.0)))]);

    private static Matrix Covariance(Matrix inputs)
    {
        Matrix<double> dense = DataMetric.Dense(inputs);
        return DataMetric.Plain(dense.TransposeAndMultiply(dense));
    }

    private static IBalancedStart Start(long seed) => seed % 2 == 0
        ? new BalancedOrthogonal(KnownFactorizations.Scale(seed), seed)
        : new BalancedGaussian(KnownFactorizations.Scale(seed), seed);
}
