using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

public sealed class CompletionRankTests
{
    private static RankProblem Of(string name, Depth depth, ILoss loss, IBalancedStart start, ImmutableArray<double> limits, double horizon = 1e8) =>
        new($"{name}, N = {depth}", GradientFlow.From(start, depth, loss), limits, horizon);

    [Fact]
    public void The_closed_forms_themselves_agree_with_each_other_and_with_published_limits()
    {
        // MATH.md 3.5 h, a = 1, σ₀ = (0.3, 0.05), printed to six digits.
        foreach ((double depth, double small) in new[] { (2, .285714), (3, .119404), (5, .077183), (10, .064551), (double.PositiveInfinity, .058202) })
        {
            Assert.Equal(small, DiagonalCompletion.Symmetric(depth, 1, 0.3, 0.05).Small, 1e-6);
        }
        double[] general = DiagonalCompletion.DepthTwo([1, 1], new[,] { { 0.175, 0.125 }, { 0.125, 0.175 } });
        Assert.Equal(2 / 7.0, general[1], 1e-12);
        Assert.Equal(12 / 7.0, general[0], 1e-12);
    }

    [Fact]
    public void No_verdict_is_wrong_on_symmetric_diagonal_completion()
    {
        List<RankProblem> problems = [];
        CompletionLoss loss = new(Matrix.Identity(2), Mask.Diagonal(2));
        foreach (Depth depth in FactorizationProblems.Depths)
        {
            foreach ((double large, double small) in new[] { (0.3, 0.05), (2e-3, 1e-3), (2e-6, 1e-6), (1.5, 1e-4), (3, 2) })
            {
                Matrix start = Matrix.Of(new[,] { { (large + small) / 2, (large - small) / 2 }, { (large - small) / 2, (large + small) / 2 } });
                (double high, double low) = DiagonalCompletion.Symmetric(depth.Value, 1, large, small);
                problems.Add(Of($"symmetric from {large}, {small}", depth, loss, new BalancedMatrix(start), [high, low]));
            }
        }
        Assert.Contains(problems, problem => problem.RankAbove(1e-3) == 1);
        Assert.Contains(problems, problem => problem.RankAbove(1e-3) == 2);
        Verdicts.CheckAll(problems, 0, 0, 0);
    }

    [Fact]
    public void No_verdict_is_wrong_on_diagonal_completion_at_depth_two()
    {
        List<RankProblem> problems = [];
        for (long seed = 1; seed <= 9; seed++)
        {
            int d = 2 + (int)(seed % 4);
            BalancedGaussian start = new(Math.Pow(10, -seed / 2.0), seed);
            double[] targets = [.. FactorizationProblems.Spectrum(d, seed).Select((value, i) => i % 2 == seed % 2 ? value : -value)];
            Matrix x = start.At(d, d).ToMatrix();
            problems.Add(Of(
                $"{d} × {d} diagonal, seed {seed}",
                Depth.Of(2),
                new CompletionLoss(Matrix.Diagonal(targets), Mask.Diagonal(d)),
                start,
                [.. DiagonalCompletion.DepthTwo(targets, Matrix<double>.Build.Dense(d, d, x.Data.ToArray()).ToArray())]));
        }
        Verdicts.CheckAll(problems, 0, 0, 0);
    }

    [Fact]
    public void No_verdict_is_wrong_on_the_golden_completion()
    {
        List<RankProblem> problems = [];
        foreach ((Depth depth, double[] hidden) in GoldenProblem.CompletionLimits)
        {
            Matrix limit = Matrix.CopyOf(GoldenProblem.Target.View);
            (limit[0, 2], limit[1, 0], limit[2, 1]) = (hidden[0], hidden[1], hidden[2]);
            problems.Add(Of(
                "golden completion",
                depth,
                GoldenProblem.Completion,
                new BalancedMatrix(GoldenProblem.Start),
                [.. Matrix<double>.Build.Dense(3, 3, limit.Data.ToArray()).Svd().S],
                1e4));
        }
        Verdicts.CheckAll(problems, 0, 0, 0);
    }

    [Fact]
    public void No_verdict_is_wrong_on_completion_of_rank_three_from_a_tiny_start()
    {
        foreach ((Depth depth, double scale, double time, ImmutableArray<double> limits) in EvidenceProblems.CompletionLimits)
        {
            RankProblem problem = new($"E2, N = {depth}", EvidenceProblems.Completion(depth, scale), limits, time);
            (bool rank, bool strict, bool gap) = Verdicts.Check(problem);
            Assert.True(rank && strict && gap, $"{problem.Name}: decided are rank {rank}, strict rank {strict}, gap rank {gap}");
        }
    }
}
