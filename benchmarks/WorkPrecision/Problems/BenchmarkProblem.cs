using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision;

/// <summary>One flow that every method integrates, with what is known of its end.</summary>
/// <param name="Name">Name in tables and on the command line.</param>
/// <param name="Flow">Makes the flow: one instance a run.</param>
/// <param name="End">Rescaled time at which the error is measured.</param>
/// <param name="Budget">The most work a run may do, in evaluations.</param>
internal sealed record BenchmarkProblem(string Name, Func<GradientFlow> Flow, double End, long Budget)
{
    /// <summary>The most work that a run for the reference may do: that of a full benchmark, also where a quick one lowers the budget.</summary>
    public long ReferenceBudget { get; } = 6 * Budget;

    /// <summary>The exact end, where there is a closed form.</summary>
    public Func<EndState>? ClosedForm { get; init; }

    /// <summary>Whether the stiff methods are asked first for a reference.</summary>
    public bool IsStiff { get; init; }

    /// <summary>Whether it is left out of a quick run.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Log-polar: absolute; layers: relative, with an absolute part that follows the smallest mode of the start, as a study has them.</summary>
    public static Tolerances TolerancesFor(GradientFlow flow, double tolerance)
    {
        if (flow.Coordinates == FlowCoordinates.LogPolar)
        {
            return new(0, tolerance);
        }
        FlowState start = flow.NewState();
        flow.Field.TryObserve(0, flow.Start.AsSpan(), start);
        double smallest = Math.Min(1, Math.Exp(flow.Field.Depth.Reciprocal * start.LogSigma[^1]));
        return new(tolerance, tolerance * smallest);
    }
}
