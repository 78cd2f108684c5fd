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

    /// <summary>Order of the dense output.</summary>
    public required int DenseOrder { get; init; }

    /// <summary>cᵢ: where in the step the stages lie.</summary>
    public required ImmutableArray<double> Nodes { get; init; }

    /// <summary>Row i holds aᵢⱼ for j &lt; i. The last row is also the weights b.</summary>
    public required ImmutableArray<ImmutableArray<double>> Coefficients { get; init; }

    /// <summary>The solution's weights minus the embedded solution's.</summary>
    public required ImmutableArray<double> ErrorWeights { get; init; }

    /// <summary>Row i holds the polynomial bᵢ(θ) without its constant: coefficients of θ, θ², ….</summary>
    public required ImmutableArray<ImmutableArray<double>> DenseWeights { get; init; }

    /// <summary>Number of stages, the shared one included.</summary>
    public int Stages => Nodes.Length;

    /// <summary>bᵢ(θ): the weight of stage i for the solution at θ of the step.</summary>
    public double DenseWeight(int stage, double theta)
    {
        double sum = 0;
        for (int k = DenseWeights[stage].Length - 1; k >= 0; k--)
        {
            sum = (sum + DenseWeights[stage][k]) * theta;
        }
        return sum;
    }
}
