using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Where one problem leads from many random starts.</summary>
public static class Outcomes
{
    // χ at which a flow has arrived: the loss has then fallen by its square.
    private const double Arrived = 1e-7;

    // Rescaled; an escape from scale ε takes 1/ε or so, and what has not arrived by then is counted as such.
    private const double Longest = 1e12;

    /// <summary>One flow a seed, in parallel; the outcomes stand in the order of the seeds and do not depend on the number of threads.</summary>
    /// <param name="depth">N.</param>
    /// <param name="loss">The problem.</param>
    /// <param name="start">The start of a seed.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="integrate">The method, such as <c>(problem, options, sink) => problem.Integrate(new AutomaticMethod(), options, sink)</c>.</param>
    /// <param name="tolerance">Relative error of every singular value allowed in a step.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ImmutableArray<Outcome> Of(
        Depth depth, ILoss loss, Func<long, IBalancedStart> start, IReadOnlyList<long> seeds, Integration integrate,
        double tolerance = 1e-6, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(integrate);
        Outcome[] outcomes = new Outcome[seeds.Count];
        Parallel.For(0, outcomes.Length, new ParallelOptions { CancellationToken = cancellation }, k => outcomes[k] = From(depth, loss, start(seeds[k]), seeds[k], integrate, tolerance));
        return [.. outcomes];
    }

    private static Outcome From(Depth depth, ILoss loss, IBalancedStart start, long seed, Integration integrate, double tolerance)
    {
        GradientFlow flow = GradientFlow.From(start, depth, loss);
        InvariantMonitor monitor = new(flow, tolerance);
        IntegrationOptions options = new()
        {
            Tolerances = depth.Value == 1 ? new(tolerance, tolerance * tolerance) : new(0, tolerance),
            Convergence = new StationarityTest(flow, Arrived),
        };
        IntegrationResult result = integrate(flow.Until(Longest), options, monitor);
        FlowState end = flow.NewState();
        bool isPoint = flow.Field.TryObserve(result.Time, result.State.AsSpan(), end);
        Invariants invariants = monitor.Result;
        return new(
            seed, isPoint && result.Code == ReturnCode.Converged && invariants.Hold, Matrix.CopyOf(end.EndToEnd.View),
            [.. Enumerable.Range(0, end.Modes).Select(end.Sigma)], invariants.Hold ? result.Sentence : invariants.Reason);
    }
}
