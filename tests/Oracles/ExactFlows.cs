using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>The closed forms of MATH.md 3.3–3.5, each as a flow with a known end. (3.5 d and e are flows of other networks.)</summary>
public static class ExactFlows
{
    private static readonly Matrix Left = new BalancedOrthogonal(1, 5).At(5, 3).ToMatrix();
    private static readonly Matrix Right = new BalancedOrthogonal(1, 6).At(3, 3).ToMatrix();

    /// <summary>All of them.</summary>
    public static ImmutableArray<ExactFlow> All { get; } = [.. Scalars(), .. Modes(), .. DepthTwo(), .. Completions(), DepthOne()];

    /// <summary>3.3: growth from below, fall from above, without target, against the target; at whole, real and infinite depths.</summary>
    private static IEnumerable<ExactFlow> Scalars()
    {
        (double Depth, double Target, double Start, double End)[] cases =
        [
            (2, 1.4, 0.05, 1.4), (2, 0.3, 1e-30, 300), (2, 1.4, 3, 1.4), (2, 0, 0.5, 5), (2, -0.8, 0.5, 2.2),
            (3, 1.4, 0.05, 5), (3, 1.4, 4, 1.1), (5, 2, 1e-3, 60), (10, 1, 0.2, 9), (4, 0.7, 2, 2),
            (2.5, 1.1, 0.02, 6), (7.3, 0.9, 0.05, 20), (3, 0, 0.6, 120), (2.5, 0, 0.6, 100),
            (double.PositiveInfinity, 1, 1e-2, 108), (double.PositiveInfinity, 0.7, 2, 3),
            (double.PositiveInfinity, -0.5, 0.9, 4), (double.PositiveInfinity, 0, 0.8, 30),
        ];
        foreach ((double depth, double target, double start, double end) in cases)
        {
            double value = ScalarFlow.At(depth, target, start, end);
            Depth layers = double.IsInfinity(depth) ? Depth.Infinite : Depth.Real(depth);
            yield return ExactFlow.Balanced(
                $"scalar, N = {layers}, s = {target}, from {start}", new BalancedMatrix(Matrix.Diagonal(start)), layers,
                new FactorizationLoss(Matrix.Diagonal(target)), end, Matrix.Diagonal(value)) with { SingularValues = [value] };
        }
        yield return ExactFlow.OfLayers(
            "scalar, unbalanced", [Matrix.Diagonal(0.1), Matrix.Diagonal(0.8)], new FactorizationLoss(Matrix.Diagonal(1.3)), 2,
            Matrix.Diagonal(ScalarFlow.Unbalanced(1.3, 0.1, 0.8, 1)));
    }

    /// <summary>3.4: three modes of 5 × 3 matrices with common frames, and one mode of rank one, each by 3.3.</summary>
    private static IEnumerable<ExactFlow> Modes()
    {
        foreach ((double depth, double end) in new[] { (2, 12), (2.5, 25), (3, 40), (5, 90), (10, 110), (double.PositiveInfinity, 160) })
        {
            Depth layers = double.IsInfinity(depth) ? Depth.Infinite : Depth.Real(depth);
            double[] targets = [2, 0.9, 0.5], starts = [0.02, 0.04, 0.02];
            ImmutableArray<double> values = [.. targets.Zip(starts, (target, start) => ScalarFlow.At(depth, target, start, end))];
            yield return ExactFlow.Balanced(
                $"three modes, N = {layers}", new BalancedMatrix(Framed(starts)), layers, new FactorizationLoss(Framed(targets)), end, Framed([.. values]))
                with { SingularValues = values };
            yield return ExactFlow.Balanced(
                $"rank one, N = {layers}", new BalancedMatrix(Framed([0.02, 0, 0])), layers, new FactorizationLoss(Framed(targets)), end, Framed([values[0], 0, 0]))
                with { SingularValues = [values[0]] };
        }
    }

    /// <summary>3.5 a, b, c: full factorisation at depth 2.</summary>
    private static IEnumerable<ExactFlow> DepthTwo()
    {
        foreach ((int rows, int columns, int rank) in new[] { (5, 5, 5), (6, 4, 4), (4, 6, 4), (6, 5, 2) })
        {
            Matrix target = Gaussian(rows, columns, 3);
            BalancedLowRank start = new(rank, 0.1, 9);
            yield return ExactFlow.Balanced(
                $"Riccati, {rows} × {columns} of rank {rank}", start, Depth.Of(2), new FactorizationLoss(target), 3,
                RiccatiFlow.At(target, start.At(rows, columns).ToMatrix(), 1.5));
        }
        Matrix first = Gaussian(4, 4, 11, 0.2), wanted = Gaussian(4, 4, 12);
        Matrix second = RiccatiFlow.SecondLayer(first, 0.7);
        yield return ExactFlow.OfLayers(
            "Riccati, imbalance 0.7", [first, second], new FactorizationLoss(wanted), 3, RiccatiFlow.Imbalanced(wanted, first, second, 0.7, 1.5));
        Matrix symmetric = RiccatiFlow.Symmetrized(Gaussian(4, 4, 13)), definite = RiccatiFlow.Gram(Gaussian(4, 4, 14, 0.15));
        yield return ExactFlow.Balanced(
            "positive definite, S indefinite", new BalancedMatrix(definite), Depth.Of(2), new FactorizationLoss(symmetric), 3,
            RiccatiFlow.PositiveDefinite(symmetric, definite, 1.5));
    }

    /// <summary>3.5 g, h, j: diagonal completions, in time at depth 2 and as limits at every depth.</summary>
    private static IEnumerable<ExactFlow> Completions()
    {
        double[] targets = [1.2, 0.7, -0.4];
        Matrix start = Gaussian(3, 3, 21, 0.2), first = Gaussian(4, 3, 22, 0.3), second = Gaussian(3, 4, 23, 0.3);
        CompletionLoss diagonal = new(Matrix.Diagonal(targets), Mask.Diagonal(3));
        yield return ExactFlow.Balanced(
            "diagonal completion", new BalancedMatrix(start), Depth.Of(2), diagonal, 4, DiagonalCompletion.DepthTwoAt(targets, start, 2));
        yield return ExactFlow.OfLayers(
            "diagonal completion, unbalanced", [first, second], diagonal, 4, DiagonalCompletion.DepthTwoAt(targets, second, first, 2));
        CompletionLoss two = new(Matrix.Diagonal(1, 1), Mask.Diagonal(2));
        foreach ((double depth, double end) in new[] { (2, 40), (2.5, 45), (3, 50), (5, 60), (10, 70), (double.PositiveInfinity, 80) })
        {
            (double large, double small) = DiagonalCompletion.Symmetric(depth, 1, 0.3, 0.05);
            yield return ExactFlow.Balanced(
                $"symmetric 2 × 2 completion, N = {depth}", new BalancedMatrix(Matrix.Of(new[,] { { 0.175, 0.125 }, { 0.125, 0.175 } })),
                double.IsInfinity(depth) ? Depth.Infinite : Depth.Real(depth), two, end,
                Matrix.Of(new[,] { { 1, (large - small) / 2 }, { (large - small) / 2, 1 } })) with { SingularValues = [large, small] };
        }
        Matrix one = Matrix.Of(new[,] { { 0.1, 0.2 }, { 0.15, 0.3 } });
        CompletionLoss unequal = new(Matrix.Diagonal(0.9, 1.6), Mask.Diagonal(2));
        foreach (double depth in new[] { 2, 2.5, 3, 5 })
        {
            yield return ExactFlow.Balanced(
                $"rank-one 2 × 2 completion, N = {depth}", new BalancedMatrix(one), Depth.Real(depth), unequal, 60 * depth,
                DiagonalCompletion.RankOne(depth, 0.9, 1.6, one));
        }
    }

    /// <summary>3.5 f: one layer, every observed entry by itself.</summary>
    private static ExactFlow DepthOne()
    {
        Matrix target = Gaussian(4, 3, 31), start = Gaussian(4, 3, 32), exact = Matrix.CopyOf(start.View);
        Mask mask = Mask.All(4, 3).RandomSubset(0.6, 4);
        foreach ((int i, int j) in mask.Entries)
        {
            exact[i, j] = target[i, j] + (start[i, j] - target[i, j]) * Math.Exp(-2);
        }
        return ExactFlow.Balanced("one layer", new BalancedMatrix(start), Depth.Of(1), new CompletionLoss(target, mask), 2, exact);
    }

    private static Matrix Framed(double[] values)
    {
        Matrix scaled = Matrix.CopyOf(Left.View), result = new(5, 3);
        for (int j = 0; j < 3; j++)
        {
            VectorOperations.Scale(values[j], scaled.View.Column(j), scaled.View.Column(j));
        }
        DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, Right.View, Transpose.Yes, 0, result.View);
        return result;
    }

    private static Matrix Gaussian(int rows, int columns, long seed, double scale = 1)
    {
        Matrix matrix = RandomFrames.Gaussian(rows, columns, new(seed, "exact-flow", rows, columns));
        VectorOperations.Scale(scale, matrix.Data);
        return matrix;
    }
}
