using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Takes a point near a minimum to where the exact flow from it ends, to second order in the distance.</summary>
/// <remarks>
/// Newton's method in the depth metric finds a minimum nearby. Where minima form a continuum, the flow does not end at that one: with S the rates
/// there, z the way back to the start and P₀ the projection on the null space of S, the flow along x(t) = e^(−St)z ends at P₀z + P₀∫(f(x) − ẋ)dt from it, up to third order. Moving
/// there and repeating until nothing moves gives the end. docs/design/007-limits.md.
/// </remarks>
internal sealed class TailCompletion
{
    // In log-polar coordinates: beyond a third of its size in one step no mode is near its limit.
    private const double Reach = 0.3;

    // A rate this far below the fastest counts as none when its sign is judged.
    private const double Flat = 1e-7;
    private const int LargestSpace = 400;
    private const int CurvatureSpace = 60;
    private const int ShortSpace = 10;
    private const int MostSteps = 20;
    private const double Safety = 30;
    private const int Passes = 6;

    // The first steps are solved loosely: as far as the point is from a minimum, so far are flat directions from flat.
    private static readonly double[] Forcing = [0.03, 1e-3, 1e-6];
    private static readonly double[] Nodes = [0.04691007703066800, 0.23076534494715845, 0.5, 0.76923465505284155, 0.95308992296933200];
    private static readonly double[] Weights = [0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324, 0.11846344252809454];

    private readonly StratumPoint point;
    private readonly double[] start;
    private readonly double[] moved;
    private readonly double[] velocity;
    private readonly double[] motion;
    private readonly double[] b;
    private readonly double[] step;
    private readonly double[] path;
    private readonly bool isLinear;
    private double lastStep;
    private double lastLogStep;
    private double fastest;
    private double slowest;

    public TailCompletion(StratumPoint point)
    {
        this.point = point;
        start = [.. point.State];
        isLinear = point.Flow.Depth.Value == 1;
        moved = new double[start.Length];
        velocity = new double[start.Length];
        motion = new double[start.Length];
        b = new double[point.Hessian.Length];
        step = new double[b.Length];
        path = new double[b.Length];
    }

    /// <summary>Bound of the error in the Frobenius norm.</summary>
    public double Bound { get; private set; }

    /// <summary>Bound of the error of every ln σᵢ.</summary>
    public double LogBound { get; private set; }

    /// <summary>What was found, in words.</summary>
    public string Found { get; private set; } = string.Empty;

    /// <summary>Moves the point to the limit; null when done, else why not.</summary>
    public string? Complete()
    {
        if (!point.IsValid)
        {
            return "The last point is not finite.";
        }
        fastest = Math.Max(0, Probe(ShortSpace).Values[0]);
        return Descend() ?? FindDescent() ?? Follow();
    }

    /// <summary>From a minimum nearby to the one at which the flow ends; null when done, else why not.</summary>
    private string? Follow()
    {
        (double Flat, double Log) whole = default, curved = default, size = default;
        double ratio = 0, before = double.PositiveInfinity, residual = 0;
        for (int pass = 1; pass <= Passes; pass++)
        {
            double[] back = BackToStart();
            (double[] along, double[] drift, residual) = Drift(back);
            whole = SizeOf(back);
            VectorOperations.AddScaled(1, drift, along);
            size = SizeOf(along);
            curved = Larger(curved, SizeOf(drift));
            ratio = Math.Max(ratio, whole.Log == 0 ? 0 : Math.Max(whole.Log, Math.Max(size.Log, curved.Log) / whole.Log));
            if (size.Log <= 1e-9 * whole.Log + Rounding)
            {
                break;
            }
            if (!(size.Log < 0.5 * before))
            {
                // What is left is the rounding of the integral, or the way was too long.
                return size.Log <= 1e-6 * whole.Log + 1e3 * Rounding ? State(whole, curved, size, ratio, residual)
                    : Sentence($"The way to the limit, {whole.Log:g2} in the logarithms, is too long to be computed: corrections of {size.Log:g2} do not shrink. Integrate longer.");
            }
            before = size.Log;
            Move(along, 1);
            if (Descend() is { } lost)
            {
                return lost;
            }
        }
        return State(whole, curved, size, ratio, residual);
    }

    /// <summary>Relative error of what is integrated along the way: ε as often as the fastest rate fits into the slowest.</summary>
    private double Rounding => slowest > 0 ? 1e-15 * Math.Max(1, fastest / slowest) : 1e-15;

    /// <summary>Third order is to second as second is to first, within the safety factor.</summary>
    private string? State((double Flat, double Log) whole, (double Flat, double Log) curved, (double Flat, double Log) left, double ratio, double residual)
    {
        double size = point.Point.Norm;
        Bound = Safety * (ratio * curved.Flat + residual * whole.Flat + left.Flat + lastStep + Rounding * size);
        LogBound = Safety * (ratio * curved.Log + residual * whole.Log + left.Log + lastLogStep + Rounding + Unresolved());
        Found = slowest > 0 ? Sentence($"A minimum whose slowest rate seen is {slowest:g3}, the fastest {fastest:g3}.") : "The flow rests there to rounding.";
        return null;
    }

    /// <summary>How far the rest of the gradient, rounding at the least, would still move the logarithm of a mode: the smaller, the farther.</summary>
    private double Unresolved()
    {
        point.Hessian.Gradient(b);
        int modes = point.Point.Modes;
        double largest = 0, power = isLinear ? 1 : Math.Exp((2 - 2 * point.Flow.Depth.Reciprocal) * point.Point.LogSigma[0]);
        for (int i = 0; i < modes; i++)
        {
            largest = Math.Max(largest, Math.Abs(b[i * (modes + 1)]) / point.Point.Sigma(i));
        }
        return fastest > 0 ? largest * power / fastest : 0;
    }

    private static (double Flat, double Log) Larger((double Flat, double Log) one, (double Flat, double Log) other) =>
        (Math.Max(one.Flat, other.Flat), Math.Max(one.Log, other.Log));

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Newton steps in the depth metric, each the shortest one, to where the gradient along the stratum is rounding; null when there.</summary>
    private string? Descend()
    {
        double before = double.PositiveInfinity, first = double.NaN;
        for (int k = 0; k < MostSteps; k++)
        {
            point.Hessian.Gradient(b);
            point.Hessian.ApplyRoot(b, b);
            double norm = VectorOperations.EuclideanNorm(b), rounding = 1e-15 * Math.Sqrt(fastest) * point.Point.Norm;
            first = k == 0 ? norm : first;
            bool isSmall = norm <= 1000 * rounding || norm <= 1e-8 * first;
            LanczosFunctions? rates = norm <= 10 * rounding || (isSmall && norm > 0.3 * before)
                ? null : new(point.Hessian.ApplySymmetric, b, Forcing[Math.Min(k, 2)], LargestSpace);
            if (rates is null || rates.Size == 0 || !(rates.RelativeResidual <= 0.1))
            {
                // A step from here would be as much shorter than the last as the gradient is.
                double shorter = double.IsFinite(before) ? norm / before : 0;
                (lastStep, lastLogStep) = (shorter * lastStep, shorter * lastLogStep);
                return isSmall ? null : "The gradient points along directions in which the loss does not curve upwards: this is not near a minimum. Integrate longer.";
            }
            fastest = Math.Max(fastest, rates.Values[0]);
            slowest = slowest == 0 || k == 0 ? rates.Values[^1] : Math.Min(slowest, rates.Values[^1]);
            rates.Apply(rate => 1 / rate, step);
            (lastStep, lastLogStep) = SizeOf(step);
            if (!isLinear && !(lastLogStep <= Reach))
            {
                return Sentence($"A mode or its vectors would still move by {lastLogStep:g3} of its size: this is not near a limit with this rank. Integrate longer, or let the verdict on the rank say which modes vanish.");
            }
            if (norm > 0.3 * before)
            {
                return Sentence($"Newton's method stagnates with the gradient at {norm / first:g2} of what it was: this is not near a minimum. Integrate longer.");
            }
            Move(step, -1);
            if (!point.IsValid)
            {
                return "Newton's method left the finite numbers. Integrate longer.";
            }
            before = norm;
        }
        return Sentence($"Newton's method takes more than {MostSteps} steps: this is not near a minimum. Integrate longer.");
    }

    /// <summary>Whether the loss falls in some direction of the stratum from here: then this is a saddle, and no limit but for what lies on its stable side.</summary>
    private string? FindDescent()
    {
        LanczosFunctions rates = Probe(CurvatureSpace);
        return rates.Values[^1] < -Flat * rates.Values[0]
            ? Sentence($"The point nearby at which the gradient vanishes is a saddle: the flow leaves it at the rate {-rates.Values[^1]:g3}. Integrate longer.")
            : null;
    }

    /// <summary>The ends of the spectrum, seen from a direction that all eigenvectors have a part in.</summary>
    private LanczosFunctions Probe(int size)
    {
        double[] probe = new double[b.Length];
        point.FillRandom(probe);
        return new(point.Hessian.ApplySymmetric, probe, 0, size, indefinite: true);
    }

    /// <summary>z: the way from here back to where the trajectory stopped, as a tangent vector divided by the root of the depth operator.</summary>
    private double[] BackToStart()
    {
        double[] back = new double[b.Length];
        for (int k = 0; k < start.Length; k++)
        {
            motion[k] = start[k] - point.State[k];
        }
        point.ToTangent(motion, back);
        point.Hessian.ApplyInverseRoot(back, back);
        return back;
    }

    /// <summary>P₀z and P₀∫(f(x) − ẋ)dt along x(t) = P₀z + e^(−St)(z − P₀z), with the relative error of the projection.</summary>
    private (double[] Along, double[] Drift, double Residual) Drift(double[] back)
    {
        double[] integral = new double[b.Length], along = [.. back], gap = new double[b.Length];
        LanczosFunctions decay = Project(along, 1e-11);
        if (decay.Size == 0)
        {
            return (along, integral, 0);
        }
        decay.Apply(rate => 1 / rate, step);
        double whole = VectorOperations.EuclideanNorm(step), from = 0, length = 1 / decay.Values[0];
        for (int panel = 0; panel < 60; panel++)
        {
            for (int k = 0; k < Nodes.Length; k++)
            {
                double t = from + length * Nodes[k];
                FillGap(decay, along, t, gap);
                VectorOperations.AddScaled(length * Weights[k], gap, integral);
            }
            from += length;
            length = from;
            decay.Apply(rate => Math.Exp(-rate * from) / rate, step);
            if (VectorOperations.EuclideanNorm(step) <= 1e-3 * whole)
            {
                break;
            }
        }
        Project(integral, 1e-9);
        return (along, integral, decay.RelativeResidual);
    }

    /// <summary>gap ← f(x(t)) − ẋ(t), divided by the root of the depth operator.</summary>
    private void FillGap(LanczosFunctions decay, double[] along, double t, double[] gap)
    {
        decay.Apply(rate => Math.Exp(-rate * t) / rate, path);
        VectorOperations.AddScaled(1, along, path);
        point.Hessian.ApplyRoot(path, path);
        point.ToState(path, motion);
        point.State.CopyTo(moved);
        VectorOperations.AddScaled(1, motion, moved);
        point.Flow.Evaluate(0, moved, velocity);
        decay.Apply(rate => Math.Exp(-rate * t), path);
        point.Hessian.ApplyRoot(path, path);
        point.ToState(path, motion);
        VectorOperations.AddScaled(1, motion, velocity);
        point.ToTangent(velocity, gap);
        point.Hessian.ApplyInverseRoot(gap, gap);
    }

    /// <summary>vector ← P₀·vector, by solving Su = S·vector; returns the space that was used.</summary>
    private LanczosFunctions Project(double[] vector, double tolerance)
    {
        point.Hessian.ApplySymmetric(vector, b);
        LanczosFunctions space = new(point.Hessian.ApplySymmetric, b, tolerance, LargestSpace);
        if (space.Size > 0)
        {
            space.Apply(rate => 1 / rate, step);
            VectorOperations.AddScaled(-1, step, vector);
        }
        return space;
    }

    private void Move(double[] way, double factor)
    {
        point.Hessian.ApplyRoot(way, path);
        point.ToState(path, motion);
        point.State.CopyTo(moved);
        VectorOperations.AddScaled(factor, motion, moved);
        point.TryMoveTo(moved);
    }

    /// <summary>Of a way divided by the root of the depth operator: the Frobenius norm, and the norm as a motion of the state.</summary>
    private (double Flat, double Log) SizeOf(double[] way)
    {
        point.Hessian.ApplyRoot(way, path);
        point.ToState(path, motion);
        return (VectorOperations.EuclideanNorm(path), VectorOperations.EuclideanNorm(motion));
    }
}
