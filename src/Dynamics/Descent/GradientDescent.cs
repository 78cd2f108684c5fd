using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>W ← W − η∇L: Euler's method on the layers' flow.</summary>
/// <param name="LearningRate">η, positive.</param>
/// <remarks>
/// Iteration k stands at t = kη. It keeps balance up to η² a step: D_p moves by η²(∇_{p+1}ᵀ∇_{p+1} − ∇_p∇_pᵀ). Stable at a minimum below 2/λ_max.
/// Source: [ACGH19]; the drift by squaring the update.
/// </remarks>
public sealed record GradientDescent(double LearningRate) : IUpdateRule
{
    /// <inheritdoc/>
    public double LearningRate { get; } = RuleParameter.Rate(LearningRate);

    /// <inheritdoc/>
    public string Name => "gradient descent";

    /// <inheritdoc/>
    public int MemoryFor(int dimension) => 0;

    /// <inheritdoc/>
    public double LargestStable(double sharpness) => 2 / sharpness;

    /// <inheritdoc/>
    public double Update(long iteration, ReadOnlySpan<double> gradient, Span<double> layers, Span<double> memory)
    {
        VectorOperations.AddScaled(-LearningRate, gradient, layers);
        return LearningRate;
    }
}
