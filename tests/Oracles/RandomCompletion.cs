using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>One of fifty random completions: up to 8 × 8, depths 2 … ∞, starts 1e-2 … 1e-9, to a time after its first modes have escaped.</summary>
/// <param name="Seed">The seed, and its number: 0 … 49.</param>
/// <param name="Depth">N.</param>
/// <param name="Scale">Of the start.</param>
/// <param name="Start">X(0).</param>
/// <param name="Loss">The completion; its target has spectral norm 1.</param>
/// <param name="End">The time, rescaled.</param>
public sealed record RandomCompletion(int Seed, Depth Depth, double Scale, IBalancedStart Start, ILoss Loss, double End)
{
    private static readonly double[] Depths = [2, 2.5, 3, 5, 10, double.PositiveInfinity];

    /// <summary>All fifty.</summary>
    public static ImmutableArray<RandomCompletion> All { get; } = [.. Enumerable.Range(0, 50).Select(Of)];

    /// <summary>The flow, one instance a run.</summary>
    public GradientFlow In(FlowCoordinates coordinates) => GradientFlow.From(Start, Depth, Loss, coordinates);

    /// <inheritdoc/>
    public override string ToString() => $"completion of seed {Seed} ({Loss.Rows} × {Loss.Columns}, N = {Depth}, start {Scale:G2}, to {End:G3})";

    private static RandomCompletion Of(int seed)
    {
        RandomSource random = new(seed, "random-completion", 0, 0);
        int rows = 3 + random.NextInteger(6), columns = random.NextInteger(2) == 0 ? rows : 3 + random.NextInteger(6);
        double depth = Depths[seed % Depths.Length], scale = Math.Pow(10, -2 - 7 * random.NextDouble());
        Matrix target = new BalancedLowRank(1 + random.NextInteger(3), 1, seed).At(rows, columns).ToMatrix();
        Mask mask = Mask.All(rows, columns).RandomSubset(0.5 + 0.35 * random.NextDouble(), seed);
        CompletionLoss loss = new(target, mask);
        IBalancedStart start = random.NextInteger(2) == 0 ? new BalancedOrthogonal(scale, seed) : new BalancedGaussian(scale, seed);

        // ℓ̇ = −σ^(1−2/N)·M: from the scale to 1 under the gradient at 0, then up to five times as long.
        Matrix zero = new(rows, columns), gradient = new(rows, columns);
        loss.Gradient(zero.View, gradient.View);
        double pull = Math.Exp(PolarFactors.Of(gradient).LogSize[0, 0]), power = 1 - 2 / depth;
        double escape = (power == 0 ? -Math.Log(scale) : (Math.Pow(scale, -power) - 1) / power) / pull;
        return new(seed, double.IsInfinity(depth) ? Depth.Infinite : Depth.Real(depth), scale, start, loss, escape * (1.5 + 3.5 * random.NextDouble()));
    }
}
