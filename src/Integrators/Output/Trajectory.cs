using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>Times and the states at them, in memory.</summary>
public sealed class Trajectory
{
    private readonly ImmutableArray<double> states;

    internal Trajectory(ImmutableArray<double> times, ImmutableArray<double> states, int dimension)
    {
        Times = times;
        this.states = states;
        Dimension = dimension;
    }

    /// <summary>The times, increasing.</summary>
    public ImmutableArray<double> Times { get; }

    /// <summary>Number of components of a state.</summary>
    public int Dimension { get; }

    /// <summary>The state at the time with an index.</summary>
    public ReadOnlySpan<double> State(int index) => states.AsSpan(index * Dimension, Dimension);
}
