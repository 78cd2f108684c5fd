namespace DlnDynamics.Dynamics;

/// <summary>How far the numbers that a mask's components keep have drifted since the start: the largest change, relative to the sum of absolute terms.</summary>
/// <remarks>
/// NaN where the flow keeps none: other losses, masks of one component, layers that are not balanced, N = ∞ without full rank. It needs its
/// start. Modes are read from X: in entries and layers, rounding ε of X makes (ε)^(2/N) of a lost mode.
/// </remarks>
public sealed class MaskDrift : IQuantity
{
    private readonly Depth depth;
    private readonly MaskInvariants? invariants;
    private readonly double[] start = [];
    private readonly double[] sizes = [];

    /// <summary>The drift along one flow's trajectories from its start.</summary>
    public MaskDrift(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        depth = problem.Field.Depth;
        FlowState point = problem.NewState();
        if (problem.IsBalanced && MaskInvariants.Exist(problem.Field) && ((IMaskedLoss)problem.Field.Loss).Components is { Count: > 1 } components
            && problem.Field.TryObserve(0, problem.Start.AsSpan(), point))
        {
            invariants = new(components);
            invariants.Read(depth, point);
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
        invariants.Read(depth, point);
        double largest = 0;
        for (int c = 0; c < start.Length; c++)
        {
            double change = Math.Abs(invariants.Values[c] - start[c]);
            largest = Math.Max(largest, change == 0 ? 0 : change / Math.Max(sizes[c], invariants.Sizes[c]));
        }
        return largest;
    }
}
