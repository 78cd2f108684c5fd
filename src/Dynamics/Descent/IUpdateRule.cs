namespace DlnDynamics.Dynamics;

/// <summary>How descent in discrete time gets from one iterate of the layers to the next: a step size and what is done with the gradient.</summary>
/// <remarks>Immutable: what a rule remembers lies in memory that its caller owns, zero at first. Rates belong to ∇L of the layers, without the factor 1/N.</remarks>
public interface IUpdateRule
{
    /// <summary>What it is called in tables.</summary>
    string Name { get; }

    /// <summary>η.</summary>
    double LearningRate { get; }

    /// <summary>How many numbers it remembers for a state of so many.</summary>
    int MemoryFor(int dimension);

    /// <summary>The learning rate above which a minimum of that sharpness λ_max(∇²L) repels the iterates.</summary>
    double LargestStable(double sharpness);

    /// <summary>Moves the layers by one iteration, counted from 1, and gives the time of the gradient flow, layers' clock, that it stands for.</summary>
    /// <remarks>Allocates nothing. A state without a finite gradient becomes one that is not finite.</remarks>
    double Update(long iteration, ReadOnlySpan<double> gradient, Span<double> layers, Span<double> memory);
}
