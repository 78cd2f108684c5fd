using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>A sink that watches at every accepted step what the exact flow keeps: whether the trajectory is one of the flow, as far as can be seen from inside.</summary>
/// <remarks>
/// For every flow that the loss never rises and that dE/dτ = −⟨G, Â(G)⟩; for layers the imbalances; for balanced squares of full rank at
/// depth 2 and more the sign of det X; for losses that see only a mask of several components a number a component. With a ridge μ on the layers
/// it is the loss with its penalty that never rises (N = ∞ has no penalty, and nothing to watch there), imbalances and numbers of components fall
/// as e^(−2μτ/N), which at N = ∞ the latter do not, and no energy identity is watched. Bounds follow the
/// tolerance. Cost: two observations a step, more where the loss falls fast. docs/design/010-invariants.md.
/// </remarks>
public sealed class InvariantMonitor : ITrajectorySink
{
    private readonly GradientFlow problem;
    private readonly double tolerance;
    private readonly FlowState point;
    private readonly EnergyWatch? energy;
    private readonly ImmutableArray<InvariantWatch> watches;
    private long steps;

    /// <summary>A monitor of one run of a flow from its start.</summary>
    /// <param name="problem">The flow.</param>
    /// <param name="tolerance">The tolerance of the run: absolute in log-polar coordinates, else relative.</param>
    /// <exception cref="ArgumentException">The start cannot be observed, or something else moves the flow than its loss and a ridge on the layers.</exception>
    public InvariantMonitor(GradientFlow problem, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(problem);
        LayerRidgeFlow? ridge = problem.Field as LayerRidgeFlow;
        if (!problem.Field.DescendsLossAlone && ridge is null)
        {
            throw new ArgumentException("This flow descends a free energy, not its loss: it keeps neither the energy identity of its loss nor the numbers of a mask.", nameof(problem));
        }
        this.problem = problem;
        this.tolerance = tolerance;
        point = problem.NewState();
        INetworkFlow field = problem.LossField;
        ReadOnlySpan<double> start = problem.Start.AsSpan();
        if (!field.TryObserve(0, start, point))
        {
            throw new ArgumentException("The start of this flow holds numbers that are not finite.", nameof(problem));
        }
        double Descended(FlowState at) => at.Loss + (ridge?.Penalty(at) ?? 0);
        double reference = Math.Max(Descended(point), LossAtZero.Value(field.Loss));
        double decay = ridge?.InvariantDecay ?? 0;
        List<InvariantWatch> all = [];
        if (ridge is null)
        {
            energy = new(problem, point, reference, tolerance);
            all.Add(energy);
        }
        if (ridge is null || !field.Depth.IsInfinite)
        {
            all.Add(new LossWatch(Descended, point, reference, tolerance));
        }
        if (field is LayerFlow { Shape.Layers: > 1 } layers)
        {
            all.Add(new ImbalanceWatch(layers, start, decay));
        }
        if (problem.IsBalanced && field.Depth.Value > 1 && double.IsFinite(new DeterminantSign().Measure(point)))
        {
            all.Add(new SignWatch(point));
        }
        if (MaskInvariants.AreKept(problem))
        {
            all.Add(new MaskWatch(field, point, decay));
        }
        watches = [.. all];
    }

    /// <summary>What has been seen so far.</summary>
    public Invariants Result => Invariants.Of([.. watches.Select(watch => watch.Against(tolerance, steps))], problem.Coordinates);

    /// <inheritdoc/>
    public void Begin(InitialValueProblem problem)
    {
    }

    /// <inheritdoc/>
    public void Accept(in AcceptedStep step)
    {
        steps++;
        if (!problem.Field.TryObserve(step.End, step.EndState, point))
        {
            watches.FirstOrDefault()?.Keep(step.End, double.NaN);
            return;
        }
        energy?.Pass(step, point);
        foreach (InvariantWatch watch in watches)
        {
            watch.See(step.End, point, step.EndState);
        }
    }

    /// <inheritdoc/>
    public void End(IntegrationResult result)
    {
    }

    /// <summary>Saves what was seen, or takes it up again before the rest of the run begins.</summary>
    public void Exchange(StateTransfer transfer)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        transfer.Pass(ref steps);
        foreach (InvariantWatch watch in watches)
        {
            watch.Exchange(transfer);
        }
    }
}
