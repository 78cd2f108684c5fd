using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>What the flow descends, its loss or that with a penalty, never rises: how far it stands above the lowest value before, relative to how far it had fallen.</summary>
/// <remarks>
/// An error of the tolerance in X moves a loss that has fallen by D by about tolerance·D, and beside a minimum by tolerance²·E: the drift
/// is rise/(D + tolerance·E), with E the loss of the problem, or how far below zero it has been. What rounding of E itself explains does not count.
/// </remarks>
internal sealed class LossWatch : InvariantWatch
{
    // A loss is a sum of m·n squares: its rounding, in units of ε, stays well below this many.
    private const double RoundOff = 64 * 2.2e-16;

    private readonly Func<FlowState, double> descended;
    private readonly double start;
    private readonly double reference;
    private readonly double tolerance;
    private double lowest;

    public LossWatch(Func<FlowState, double> descended, FlowState start, double reference, double tolerance) : base("loss-monotone", aStep: 5)
    {
        this.descended = descended;
        this.start = descended(start);
        (this.reference, this.tolerance) = (reference, tolerance);
        lowest = this.start;
    }

    public override void Exchange(StateTransfer transfer)
    {
        base.Exchange(transfer);
        transfer.Pass(ref lowest);
    }

    protected override double Drift(FlowState point, ReadOnlySpan<double> y)
    {
        double now = descended(point), rise = now - lowest - RoundOff * Math.Abs(now);
        double drift = rise > 0 ? rise / (start - lowest + tolerance * Math.Max(reference, -lowest)) : 0;
        lowest = Math.Min(lowest, now);
        return drift;
    }
}
