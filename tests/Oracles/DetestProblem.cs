using System.Collections.Immutable;
using DlnDynamics.Integrators;

namespace DlnDynamics.Oracles;

/// <summary>A problem of DETEST: its name there, how errors grow, the start at t = 0, the state at t = 20 and the field.</summary>
public sealed class DetestProblem(
    string name,
    double growth,
    ImmutableArray<double> start,
    ImmutableArray<double> end,
    Action<double, ReadOnlySpan<double>, Span<double>> evaluate)
{
    public string Name => name;

    public ImmutableArray<double> End => end;

    /// <summary>
    /// By what an error made at a random time has grown at the end, in units of 1 + |y| there and here: ‖∂y(20)/∂y(s)‖, averaged over s, as we
    /// measured it from the variational equation.
    /// </summary>
    public double Growth => growth;

    /// <summary>The problem, with a Jacobian by differences for the methods that need one.</summary>
    public InitialValueProblem Problem() => new(new FiniteDifferenceField(new DelegateField(start.Length, evaluate)), new(0, 20), start);

    public override string ToString() => name;
}
