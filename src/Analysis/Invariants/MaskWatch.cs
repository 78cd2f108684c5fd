using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>The number of every component of a mask stays: the largest change, relative to the largest sum of absolute terms so far.</summary>
/// <remarks>Where the layers carry a ridge μ, I_C(0)·e^(−2μτ/N) is what stays of a number. Layers are read from their first and last, everything else from the modes of X. See <see cref="MaskInvariants"/>.</remarks>
internal sealed class MaskWatch : InvariantWatch
{
    private readonly INetworkFlow field;
    private readonly MaskInvariants invariants;
    private readonly double decay;
    private readonly double[] start;
    private readonly double[] sizes;

    public MaskWatch(INetworkFlow field, MaskComponents components, FlowState point, ReadOnlySpan<double> y, double decay) : base("mask-components", aStep: 0.5)
    {
        (this.field, this.decay) = (field, decay);
        invariants = new(components);
        Read(point, y);
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
        Read(point, y);
        double largest = 0, left = Math.Exp(-decay * point.Time);
        for (int c = 0; c < start.Length; c++)
        {
            sizes[c] = Math.Max(sizes[c], invariants.Sizes[c]);
            double change = Math.Abs(invariants.Values[c] - left * start[c]);
            largest = Math.Max(largest, change == 0 ? 0 : change / sizes[c]);
        }
        return largest;
    }

    private void Read(FlowState point, ReadOnlySpan<double> y)
    {
        if (field is LayerFlow layers)
        {
            invariants.Read(layers.Shape, y);
        }
        else
        {
            invariants.Read(field.Depth, point);
        }
    }
}
