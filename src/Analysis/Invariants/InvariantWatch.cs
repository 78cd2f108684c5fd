using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>Follows one invariant from accepted point to accepted point and keeps its largest drift.</summary>
internal abstract class InvariantWatch(string name, double aStep)
{
    // Measured: docs/design/010-invariants.md.
    private const double AtLeast = 20, LargestBound = 0.25;

    private double worst;
    private double time;

    /// <summary>What has been seen so far, against what a tolerance explains in a number of steps; an invariant without a share a step is exact.</summary>
    /// <remarks>A method that errs by the tolerance in every step, and in one direction, is as good as was asked.</remarks>
    public Invariant Against(double tolerance, long steps) =>
        new(name, worst, aStep == 0 ? 0 : Math.Min(LargestBound, (AtLeast + aStep * steps) * tolerance), time);

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
