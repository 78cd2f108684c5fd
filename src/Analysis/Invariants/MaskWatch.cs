using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>The number of every component of a mask stays: the largest change, relative to the largest sum of absolute terms so far.</summary>
/// <remarks>Where the layers carry a ridge μ, I_C(0)·e^(−2μτ/N) is what stays of a number. See <see cref="MaskInvariants"/>.</remarks>
internal sealed class MaskWatch : InvariantWatch
{
    private readonly INetworkFlow field;
    private readonly MaskInvariants invariants;
    private readonly double decay;
    private readonly double[] start;
    private readonly double[] sizes;

    public MaskWatch(INetworkFlow field, FlowState point, double decay) : base("mask-components", aStep: 0.5)
    {
        (this.field, this.decay) = (field, decay);
        invariants = new(((IMaskedLoss)field.Loss).Components);
        invariants.Read(field, point);
        start = [.. invariants.Values];
        sizes = [.. invariants.Sizes];
    }

    public override void Exchange(StateTransfer transfer)
    {
        base.Exchange(transfer);
        transfer.Pass(sizes);
    }

    protected override double Drift(FlowState point, ReadOnlySpan<double> y)
    {
        invariants.Read(field, point);
        for (int c = 0; c < sizes.Length; c++)
        {
            sizes[c] = Math.Max(sizes[c], invariants.Sizes[c]);
        }
        return invariants.Departure(start, sizes, Math.Exp(-decay * point.Time));
    }
}
