using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>W_{k+1} = W_k − η∇L + μ(W_k − W_{k−1}), from rest.</summary>
/// <param name="LearningRate">η, positive.</param>
/// <param name="Momentum">μ, at least 0 and below 1.</param>
/// <remarks>
/// Iteration k stands at t = kη/(1 − μ), as a steady gradient would have it. It starts late, by ημ/(1 − μ)² in all: a distance to the flow that is of first order
/// in η/(1 − μ) with a constant that grows with 1/(1 − μ). Stable at a minimum below 2(1 + μ)/λ_max. Source: [Pol64].
/// </remarks>
public sealed record HeavyBall(double LearningRate, double Momentum) : IUpdateRule
{
    /// <inheritdoc/>
    public double LearningRate { get; } = RuleParameter.Rate(LearningRate);

    /// <summary>μ.</summary>
    public double Momentum { get; } = RuleParameter.Fraction(Momentum, "momentum");

    /// <inheritdoc/>
    public string Name => "heavy ball";

    /// <inheritdoc/>
    public int MemoryFor(int dimension) => dimension;

    /// <inheritdoc/>
    public double LargestStable(double sharpness) => 2 * (1 + Momentum) / sharpness;

    /// <inheritdoc/>
    public double Update(long iteration, ReadOnlySpan<double> gradient, Span<double> layers, Span<double> memory)
    {
        VectorOperations.Scale(Momentum, memory);
        VectorOperations.AddScaled(-LearningRate, gradient, memory);
        VectorOperations.AddScaled(1, memory, layers);
        return LearningRate / (1 - Momentum);
    }
}
