using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.WorkPrecision;

/// <summary>Every problem by name. Seeds are fixed; times are rescaled.</summary>
/// <remarks>
/// Where a flow forgets its way (full factorizations), it is stopped while its last mode is half grown: at its limit every method would look exact.
/// </remarks>
internal static class ProblemCatalog
{
    private const long Seed = 20;

    /// <summary>All problems, small ones first.</summary>
    public static ImmutableArray<BenchmarkProblem> All { get; } =
    [
        Scalar("scalar-2", Depth.Of(2), 2 * ScalarFlow.TimeBetween(2, 1, 1e-6, 0.5)),
        Scalar("scalar-3", Depth.Of(3), 3 * ScalarFlow.TimeBetween(3, 1, 1e-6, 0.5)),
        InfiniteScalar(),
        SmallStart(),
        Diagonal(),
        TwoModes("e1-log-polar-3", FlowCoordinates.LogPolar, 400_000),
        TwoModes("e1-layers-3", FlowCoordinates.Layers, 400_000),
        new("e2-log-polar-3", () => EvidenceProblems.Completion(Depth.Of(3), 1e-8), 9e4, 300_000) { IsStiff = true },
        new("e2-layers-3", () => Layered(EvidenceProblems.Completion(Depth.Of(3), 1e-8), 1e-8), 9e4, 500_000) { IsSlow = true, IsStiff = true },
        new("e2-log-polar-infinite", () => EvidenceProblems.Completion(Depth.Infinite, 1e-4), 1e9, 300_000) { IsSlow = true, IsStiff = true },
        Completion("completion-8-2", 8, 2, 0.5, Depth.Of(2), 1e-4, 1e3, 200_000) with { IsStiff = true },
        Completion("completion-8-3", 8, 2, 0.5, Depth.Of(3), 1e-4, 1e4, 200_000) with { IsStiff = true },
        Completion("completion-8-infinite", 8, 2, 0.5, Depth.Infinite, 1e-2, 1e5, 200_000) with { IsStiff = true },
        new("low-rank-10x7", () => GradientFlow.From(new BalancedLowRank(3, 1e-3, Seed), Depth.Of(3), Masked(10, 7, 3, 0.7)), 1e3, 100_000) { IsStiff = true },
        new("layers-10", () => GradientFlow.From(new LayersGaussian(0.1, null, Seed), Depth.Of(3), Masked(10, 10, 3, 0.6)), 1e3, 100_000),
        Completion("completion-20", 20, 3, 0.5, Depth.Of(3), 1e-3, 1e4, 40_000) with { IsSlow = true },
        Completion("completion-30-short", 30, 3, 0.6, Depth.Of(3), 1e-3, 1e2, 20_000) with { IsSlow = true },
        Completion("completion-30-long", 30, 3, 0.6, Depth.Of(3), 1e-3, 1e4, 20_000) with { IsSlow = true },
    ];

    private static BenchmarkProblem Scalar(string name, Depth depth, double end) =>
        new(name, () => GradientFlow.From(new BalancedIdentity(1e-6), depth, new FactorizationLoss(Matrix.Identity(1))), end, 1_000_000)
        {
            ClosedForm = () => EndState.Of(Matrix.Diagonal(0.5)),
        };

    private static BenchmarkProblem InfiniteScalar()
    {
        // Half-grown when z + ln z, z = (s − σ)/σ, has fallen from its start to 1: at s = 1 after z₀ + ln z₀ − 1.
        double start = 1e-3, z = (1 - start) / start, end = z + Math.Log(z) - 1;
        return Scalar("scalar-infinite", Depth.Infinite, end) with
        {
            Flow = () => GradientFlow.From(new BalancedIdentity(start), Depth.Infinite, new FactorizationLoss(Matrix.Identity(1))),
            ClosedForm = () => EndState.Of(Matrix.Diagonal(ScalarFlow.InfiniteDepth(1, start, end))),
        };
    }

    private static BenchmarkProblem SmallStart()
    {
        Matrix target = LowRank(6, 6, 2, 1.8, 1.6, 1.4, 1.2, 1);
        BalancedOrthogonal start = new(1e-3, Seed);
        double end = 2 * ScalarFlow.TimeBetween(2, 1, 1e-3, 0.5);
        return new("factorization-6", () => GradientFlow.From(start, Depth.Of(2), new FactorizationLoss(target)), end, 1_000_000)
        {
            ClosedForm = () => EndState.Of(RiccatiFlow.At(target, start.At(6, 6).ToMatrix(), end / 2)),
        };
    }

    private static BenchmarkProblem Diagonal()
    {
        double[] targets = [2, 1.5, 1, 0.8];
        BalancedOrthogonal start = new(1e-2, Seed);
        CompletionLoss loss = new(Matrix.Diagonal(targets), Mask.Diagonal(4));
        return new("diagonal-4", () => GradientFlow.From(start, Depth.Of(2), loss), 300, 300_000)
        {
            IsStiff = true,
            ClosedForm = () =>
            {
                Matrix x = start.At(4, 4).ToMatrix();
                double[,] entries = new double[4, 4];
                for (int k = 0; k < 16; k++)
                {
                    entries[k % 4, k / 4] = x.Data[k];
                }
                return EndState.Of(DiagonalCompletion.DepthTwo(targets, entries));
            },
        };
    }

    // The mode of target 3 has long arrived when that of target 0.2 is half grown.
    private static BenchmarkProblem TwoModes(string name, FlowCoordinates coordinates, long budget) =>
        new(
            name,
            () => GradientFlow.From(new BalancedIdentity(1e-6), Depth.Of(3), new FactorizationLoss(Matrix.Diagonal(3, 0.2)), coordinates),
            3 * ScalarFlow.TimeBetween(3, 0.2, 1e-6, 0.1),
            budget)
        {
            IsStiff = true,
            ClosedForm = () => EndState.Of(Matrix.Diagonal(3, 0.1)),
        };

    private static BenchmarkProblem Completion(
        string name, int size, int rank, double observed, Depth depth, double scale, double end, long budget) =>
        new(name, () => GradientFlow.From(new BalancedOrthogonal(scale, Seed), depth, Masked(size, size, rank, observed)), end, budget);

    private static GradientFlow Layered(GradientFlow flow, double scale)
    {
        FlowState start = flow.NewState();
        flow.Field.TryObserve(0, flow.Start.AsSpan(), start);
        Matrix direction = Matrix.CopyOf(start.EndToEnd.View);
        VectorOperations.Scale(1 / scale, direction.Data, direction.Data);
        return GradientFlow.From(new BalancedMatrix(direction, scale), flow.Field.Depth, flow.Field.Loss, FlowCoordinates.Layers);
    }

    // Singular values 1, 0.6, 0.36, …: apart, so that modes grow one after the other.
    private static CompletionLoss Masked(int rows, int columns, int rank, double observed) =>
        new(
            LowRank(rows, columns, [.. Enumerable.Range(0, rank).Select(mode => Math.Pow(0.6, mode))]),
            Mask.All(rows, columns).RandomSubset(observed, Seed));

    private static Matrix LowRank(int rows, int columns, params double[] sigma)
    {
        RandomSource random = new(Seed, "work-precision", rows, columns);
        Matrix left = RandomFrames.Orthonormal(rows, sigma.Length, random);
        return new PolarFactors(left, Matrix.Diagonal([.. sigma.Select(value => Math.Log(value))]), RandomFrames.Orthonormal(columns, sigma.Length, random)).ToMatrix();
    }
}
