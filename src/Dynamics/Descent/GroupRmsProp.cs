using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Gradient descent whose step is η over the root mean square of recent gradient norms, one number for all layers.</summary>
/// <param name="LearningRate">η, positive: about the distance that an iteration moves the layers.</param>
/// <param name="Memory">α: v ← αv + (1 − α)‖∇L‖².</param>
/// <param name="Floor">ε, positive.</param>
/// <remarks>
/// W ← W − s∇L with s = η/(√(v/(1 − α^k)) + ε). Every step is one along the gradient, so the path is that of gradient descent with another step at each point,
/// and iteration k stands at t = the sum of the steps s so far. It moves as far on a plateau as elsewhere: stages last some 1/η iterations however
/// small the start. Where gradients vanish s tends to η/ε, so a minimum is stable below 2ε/λ_max; above, iterates stay at a distance of about η.
/// Source: [ACHL19], their experiments, from their published code.
/// </remarks>
public sealed record GroupRmsProp(double LearningRate, double Memory = 0.99, double Floor = 1e-4) : IUpdateRule
{
    /// <inheritdoc/>
    public double LearningRate { get; } = RuleParameter.Rate(LearningRate);

    /// <summary>α.</summary>
    public double Memory { get; } = RuleParameter.Fraction(Memory, "memory");

    /// <summary>ε.</summary>
    public double Floor { get; } = RuleParameter.Floor(Floor);

    /// <inheritdoc/>
    public string Name => "group RMSProp";

    /// <inheritdoc/>
    public int MemoryFor(int dimension) => 1;

    /// <inheritdoc/>
    public double LargestStable(double sharpness) => 2 * Floor / sharpness;

    /// <inheritdoc/>
    public double Update(long iteration, ReadOnlySpan<double> gradient, Span<double> layers, Span<double> memory)
    {
        memory[0] = Memory * memory[0] + (1 - Memory) * VectorOperations.Dot(gradient, gradient);
        double step = LearningRate / (Math.Sqrt(memory[0] / (1 - Math.Pow(Memory, iteration))) + Floor);
        VectorOperations.AddScaled(-step, gradient, layers);
        return step;
    }
}
