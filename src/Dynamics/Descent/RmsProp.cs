namespace DlnDynamics.Dynamics;

/// <summary>Descent in which every entry has a step of its own: η over the root mean square of its recent gradients.</summary>
/// <param name="LearningRate">η, positive: about the distance that an iteration moves every entry.</param>
/// <param name="Memory">α: v ← αv + (1 − α)g², entry by entry.</param>
/// <param name="Floor">ε, positive.</param>
/// <remarks>
/// w ← w − s·g with s = η/(√(v/(1 − α^k)) + ε), k counted from 1. It does not tend to the gradient flow as η → 0 but to a flow along g/(|g| + ε), entry by entry, so no
/// clock makes the two agree. The time of an iteration is that in which the gradient flow loses as much, to first order: Σs·g²/Σg², the mean of the steps weighted by
/// the loss that they take; where all steps are equal it is that step. Stable at a minimum below 2ε/λ_max. Source: [TH12].
/// </remarks>
public sealed record RmsProp(double LearningRate, double Memory = 0.99, double Floor = 1e-4) : IUpdateRule
{
    /// <inheritdoc/>
    public double LearningRate { get; } = RuleParameter.Rate(LearningRate);

    /// <summary>α.</summary>
    public double Memory { get; } = RuleParameter.Fraction(Memory, "memory");

    /// <summary>ε.</summary>
    public double Floor { get; } = RuleParameter.Floor(Floor);

    /// <inheritdoc/>
    public string Name => "RMSProp";

    /// <inheritdoc/>
    public int MemoryFor(int dimension) => dimension;

    /// <inheritdoc/>
    public double LargestStable(double sharpness) => 2 * Floor / sharpness;

    /// <inheritdoc/>
    public double Update(long iteration, ReadOnlySpan<double> gradient, Span<double> layers, Span<double> memory)
    {
        double full = 1 - Math.Pow(Memory, iteration), spent = 0, power = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            double g = gradient[i];
            memory[i] = Memory * memory[i] + (1 - Memory) * g * g;
            double step = LearningRate / (Math.Sqrt(memory[i] / full) + Floor);
            layers[i] -= step * g;
            spent += step * g * g;
            power += g * g;
        }

        // Nothing moves where there is no gradient, and any time is right; this is the limit.
        return power > 0 ? spent / power : LearningRate / Floor;
    }
}
