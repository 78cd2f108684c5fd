using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>The coefficients of a stiffly accurate Rosenbrock–Wanner pair in the form that needs no products with the Jacobian: data, no code.</summary>
/// <remarks>
/// Stage i solves (I/(hγ) − J)·Uᵢ = f(t + αᵢh, y + Σ aᵢⱼUⱼ) + h·dᵢ·∂f/∂t + Σ cᵢⱼ/h·Uⱼ. The point of the last stage is the embedded solution,
/// and its U is what the solution adds to it: the error estimate. Source: [HW96] IV.7, equations (7.24)–(7.25).
/// </remarks>
public sealed record RosenbrockTableau
{
    /// <summary>The name in study files.</summary>
    public required string Name { get; init; }

    /// <summary>Order of the solution carried forward.</summary>
    public required int Order { get; init; }

    /// <summary>Order of the embedded solution.</summary>
    public required int EmbeddedOrder { get; init; }

    /// <summary>γ: the diagonal coefficient, the same in all stages.</summary>
    public required double Gamma { get; init; }

    /// <summary>αᵢ: where in the step the stages lie.</summary>
    public required ImmutableArray<double> Nodes { get; init; }

    /// <summary>dᵢ: how much of ∂f/∂t each stage sees.</summary>
    public required ImmutableArray<double> TimeWeights { get; init; }

    /// <summary>Row i holds aᵢⱼ for j &lt; i. The last row is also the embedded solution.</summary>
    public required ImmutableArray<ImmutableArray<double>> PointWeights { get; init; }

    /// <summary>Row i holds cᵢⱼ for j &lt; i.</summary>
    public required ImmutableArray<ImmutableArray<double>> StageWeights { get; init; }

    /// <summary>Row k holds hₖⱼ: inside the step y(θ) = (1 − θ)·y₀ + θ·(y₁ + (1 − θ)·Σₖ θᵏ Σⱼ hₖⱼUⱼ), k from 0.</summary>
    public required ImmutableArray<ImmutableArray<double>> DenseWeights { get; init; }

    /// <summary>Number of stages.</summary>
    public int Stages => Nodes.Length;
}
