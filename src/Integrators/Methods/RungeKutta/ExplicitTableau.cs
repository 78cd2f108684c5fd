using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>The coefficients of an explicit Runge–Kutta pair whose last stage is the first of the next step, with dense output: data, no code.</summary>
public sealed record ExplicitTableau
{
    /// <summary>The name in study files.</summary>
    public required string Name { get; init; }

    /// <summary>Order of the solution carried forward.</summary>
    public required int Order { get; init; }

    /// <summary>Order of the embedded solution.</summary>
    public required int EmbeddedOrder { get; init; }

    /// <summary>Order of a second, coarser embedded solution, by which the estimate of the first is scaled; 0: there is none.</summary>
    public int CoarseOrder { get; init; }

    /// <summary>Order of the dense output.</summary>
    public required int DenseOrder { get; init; }

    /// <summary>Number of stages, the last ones, that only dense output needs.</summary>
    public int DenseStages { get; init; }

    /// <summary>How far the step is stable along the negative real axis: |R(−z)| ≤ 1 for z up to here.</summary>
    public required double StabilityInterval { get; init; }

    /// <summary>cᵢ: where in the step the stages lie.</summary>
    public required ImmutableArray<double> Nodes { get; init; }

    /// <summary>Row i holds aᵢⱼ for j &lt; i. The last row before those for dense output is also the weights b.</summary>
    public required ImmutableArray<ImmutableArray<double>> Coefficients { get; init; }

    /// <summary>The solution's weights minus the embedded solution's.</summary>
    public required ImmutableArray<double> ErrorWeights { get; init; }

    /// <summary>The solution's weights minus those of the coarser embedded solution; empty where there is none.</summary>
    public ImmutableArray<double> CoarseErrorWeights { get; init; } = [];

    /// <summary>Row i holds the polynomial bᵢ(θ) without its constant: coefficients of θ, θ², …, or of θ, θ(1 − θ), θ²(1 − θ), ….</summary>
    public required ImmutableArray<ImmutableArray<double>> DenseWeights { get; init; }

    /// <summary>Whether every second factor in <see cref="DenseWeights"/> is 1 − θ.</summary>
    public bool DenseFactorsAlternate { get; init; }

    /// <summary>Number of stages of a step, the shared one included and those for dense output left out.</summary>
    public int Stages => Nodes.Length - DenseStages;

    /// <summary>k where the error estimate behaves as hᵏ⁺¹: a square over a coarser estimate, where there are two.</summary>
    public int ErrorOrder => CoarseOrder == 0 ? EmbeddedOrder : 2 * EmbeddedOrder - CoarseOrder;

    /// <summary>bᵢ: the weight of stage i for the solution at the end of the step.</summary>
    public double Weight(int stage) => stage < Stages - 1 ? Coefficients[Stages - 1][stage] : 0;

    /// <summary>bᵢ(θ): the weight of stage i for the solution at θ of the step.</summary>
    public double DenseWeight(int stage, double theta)
    {
        double sum = 0;
        for (int k = DenseWeights[stage].Length - 1; k >= 0; k--)
        {
            sum = (sum + DenseWeights[stage][k]) * (DenseFactorsAlternate && k % 2 == 1 ? 1 - theta : theta);
        }
        return sum;
    }
}
