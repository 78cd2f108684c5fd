using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>Follows one invariant from accepted point to accepted point and keeps its largest drift.</summary>
internal abstract class InvariantWatch(string name, bool isExact = false)
{
    private double worst;
    private double time;

    /// <summary>What has been seen so far, against what the tolerance explains; an exact invariant has no slack.</summary>
    public Invariant Against(double bound) => new(name, worst, isExact ? 0 : bound, time);

    /// <summary>Looks at an accepted point: the time, what was observed there, and the state itself.</summary>
    public void See(double t, FlowState point, ReadOnlySpan<double> y) => Keep(t, Drift(point, y));

    /// <summary>Keeps a drift; one that is not a number is never forgotten.</summary>
    public void Keep(double t, double drift)
    {
        if (!(drift <= worst) && !double.IsNaN(worst))
        {
            (worst, time) = (drift, t);
        }
    }

    /// <summary>Carries what later points depend on; see <see cref="StateTransfer"/>.</summary>
    public virtual void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref worst);
        transfer.Pass(ref time);
    }

    /// <summary>The relative departure at a point, ≥ 0.</summary>
    protected abstract double Drift(FlowState point, ReadOnlySpan<double> y);
}
