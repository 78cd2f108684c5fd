using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A movable point of the balanced flow on the matrices of one rank, with its second derivative, and its tangent vectors as motions of the state.</summary>
/// <remarks>
/// The state is log-polar, so that adding a motion to it keeps the rank and the relative accuracy of every mode; at depth 1 it is X itself.
/// Tangent vectors are those of <see cref="StratumHessian"/>. Rescaled clock. Nothing allocates after construction.
/// </remarks>
public sealed class StratumPoint
{
    private readonly LogPolarFlow? logPolar;
    private readonly LogPolarTangents? tangents;
    private readonly double[] state;

    /// <summary>The point that stands for the leading modes of another.</summary>
    /// <param name="depth">N.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="point">A point with at least as many modes, the leading ones positive; not kept.</param>
    /// <param name="modes">Number of modes; at depth 1 min(m, n).</param>
    /// <exception cref="ArgumentException">There are not so many positive modes.</exception>
    public StratumPoint(Depth depth, ILoss loss, FlowState point, int modes)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(point);
        if (modes > point.Modes || (depth.Value > 1 && !double.IsFinite(point.LogSigma[modes - 1])))
        {
            throw new ArgumentException($"The point has not {modes} positive modes.", nameof(modes));
        }
        Hessian = new(depth, loss, modes);
        Point = new(loss.Rows, loss.Columns, modes);
        if (depth.Value == 1)
        {
            Flow = new EndToEndFlow(depth, loss);
            state = [.. point.EndToEnd.Data];
        }
        else
        {
            PolarFactors factors = new(
                Matrix.CopyOf(point.Left.View.Block(0, 0, loss.Rows, modes)),
                Matrix.Diagonal(point.LogSigma[..modes]),
                Matrix.CopyOf(point.Right.View.Block(0, 0, loss.Columns, modes)));
            logPolar = new(depth, loss, modes);
            tangents = logPolar.NewTangents();
            Flow = logPolar;
            state = logPolar.StateOf(factors);
        }
        IsValid = TryRead();
    }

    /// <summary>The flow on the stratum: log-polar, or entry by entry at depth 1.</summary>
    public INetworkFlow Flow { get; }

    /// <summary>The state here; <see cref="TryMoveTo"/> changes it.</summary>
    public ReadOnlySpan<double> State => state;

    /// <summary>X, its gradient and its modes here.</summary>
    public FlowState Point { get; }

    /// <summary>The second derivative here.</summary>
    public StratumHessian Hessian { get; }

    /// <summary>Whether the state has a finite point; nothing else may be asked where it has none.</summary>
    public bool IsValid { get; private set; }

    /// <summary>Goes to a state, its frames made orthonormal; false where there is no finite point.</summary>
    public bool TryMoveTo(ReadOnlySpan<double> y)
    {
        y.CopyTo(state);
        logPolar?.TryProject(state, 0);
        return IsValid = TryRead();
    }

    /// <summary>tangent ← a random tangent vector, the same for every point of a shape: of a Gaussian matrix the part along the stratum, or Gaussian blocks where the point is given by its modes.</summary>
    public void FillRandom(Span<double> tangent)
    {
        (int rows, int columns) = (Flow.Loss.Rows, Flow.Loss.Columns);
        if (Point.Factored is null)
        {
            Hessian.Project(RandomFrames.Gaussian(rows, columns, new(1, "tail", rows, columns)).View, tangent);
            return;
        }
        RandomFrames.Gaussian(tangent.Length, 1, new(1, "tail", tangent.Length, 1)).Data.CopyTo(tangent);
        Hessian.KeepTangent(tangent);
    }

    /// <summary>direction ← the motion of the state that moves X along a tangent vector.</summary>
    public void ToState(ReadOnlySpan<double> tangent, Span<double> direction)
    {
        if (tangents is null)
        {
            Hessian.ToMatrix(tangent, new(direction, Flow.Loss.Rows, Flow.Loss.Columns));
            return;
        }
        tangents.ToState(tangent, direction);
    }

    /// <summary>tangent ← how X moves with a motion of the state.</summary>
    public void ToTangent(ReadOnlySpan<double> direction, Span<double> tangent)
    {
        if (tangents is null)
        {
            Hessian.Project(new(direction, Flow.Loss.Rows, Flow.Loss.Columns), tangent);
            return;
        }
        tangents.ToTangent(direction, tangent);
    }

    private bool TryRead()
    {
        if (!Flow.TryObserve(0, state, Point) || tangents?.TryPrepare(state) == false)
        {
            return false;
        }
        Hessian.Prepare(Point);
        return true;
    }
}
