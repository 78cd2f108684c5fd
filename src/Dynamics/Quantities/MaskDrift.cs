namespace DlnDynamics.Dynamics;

/// <summary>How far the numbers that a mask's components keep have departed since the start from what the exact flow makes of them: the largest departure, relative to the sum of absolute terms.</summary>
/// <remarks>
/// They stay; where the layers carry a ridge μ, they fall as e^(−2μτ/N). NaN where a flow keeps none (<see cref="MaskInvariants.AreKept"/>). Points are those of
/// <see cref="GradientFlow.NewState"/>, for layers are read themselves, balanced or not. Else modes are read from X: in entries, rounding ε of X makes (ε)^(2/N) of a lost mode.
/// </remarks>
public sealed class MaskDrift : IQuantity
{
    private readonly INetworkFlow field;
    private readonly double decay;
    private readonly MaskInvariants? invariants;
    private readonly double[] start = [];
    private readonly double[] sizes = [];

    /// <summary>The drift along one flow's trajectories from its start.</summary>
    public MaskDrift(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        field = problem.LossField;
        decay = (problem.Field as LayerRidgeFlow)?.InvariantDecay ?? 0;
        FlowState point = problem.NewState();
        if (MaskInvariants.AreKept(problem) && field.TryObserve(0, problem.Start.AsSpan(), point))
        {
            invariants = new(((IMaskedLoss)field.Loss).Components);
            invariants.Read(field, point);
            start = [.. invariants.Values];
            sizes = [.. invariants.Sizes];
        }
    }

    /// <inheritdoc/>
    public string Name => "mask-drift";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (invariants is null)
        {
            return double.NaN;
        }
        invariants.Read(field, point);
        return invariants.Departure(start, sizes, Math.Exp(-decay * point.Time));
    }
}
