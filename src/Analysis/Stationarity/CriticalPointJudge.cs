using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using static DlnDynamics.Analysis.CriticalPointKind;

namespace DlnDynamics.Analysis;

/// <summary>Says what kind of critical point a limit is. Every loss here is convex in X: where its whole gradient is zero, it is least.</summary>
internal sealed class CriticalPointJudge
{
    // A push this many tolerances strong will stay; a weaker one may be what the other modes' distance from the limit makes of a zero target.
    private const double RealPush = 100;

    // The part of s₁ by which X may miss a sum of singular terms and still be taken for it.
    private const double TermTolerance = 1e-4;

    private readonly GradientFlow problem;
    private readonly ILoss loss;
    private readonly LimitPoint limit;
    private readonly FlowState point;
    private readonly double tolerance;
    private readonly double reference;
    private readonly double wholeGradient;
    private readonly double reachableGradient;
    private readonly bool isZeroGradient;
    private readonly NetworkShape? shape;
    private readonly double[] layers = [];

    public CriticalPointJudge(GradientFlow problem, ReadOnlySpan<double> state, LimitPoint limit, double reference, double tolerance)
    {
        this.problem = problem;
        this.limit = limit;
        this.tolerance = tolerance;
        loss = problem.Field.Loss;
        point = limit.Point;
        wholeGradient = point.GradientNorm / reference;
        reachableGradient = limit.ReachableGradient / reference;
        isZeroGradient = reachableGradient <= tolerance;
        this.reference = reference;
        if (!problem.Field.Depth.HasLayers || point.IsTooLargeToForm)
        {
            return;
        }
        LayerFlow? flow = problem.Field as LayerFlow;
        RelaxedBalancedFlow? relaxed = problem.Field as RelaxedBalancedFlow;
        shape = flow?.Shape ?? relaxed?.Shape ?? NetworkShape.Uniform(loss.Rows, loss.Columns, problem.Field.Depth.Layers);
        layers = shape.Layers == 1 ? point.EndToEnd.Data.ToArray()
            : relaxed is not null ? relaxed.LayersOf(point)
            : flow is not null && (limit.Pushes.IsEmpty || !problem.IsBalanced) ? state.ToArray()
            : point.Modes == 0 ? new double[shape.Length]
            : BalancedLift.Lift(new PolarFactors(point.Left, LogSizeOf(point), point.Right), shape);
    }

    public Stationarity Judge(double scaledGradient)
    {
        GlobalMinimum global = GlobalMinimum.Judge(loss, point, wholeGradient <= tolerance);
        if (point.IsTooLargeToForm)
        {
            return new(isZeroGradient ? Minimum : Undecided, scaledGradient, limit.Pushes.Length, null, null, null, global, isZeroGradient ? GradientIsZero() : TooLarge());
        }
        bool hasRate = limit.Pushes.IsEmpty && point.Modes > 0;
        LocalRate? balanced = point.Modes > 0 ? LocalRate.Balanced(problem.Field.Depth, loss, point, isZeroGradient) : null;
        if (shape is null)
        {
            (CriticalPointKind kind, string reason) = OnStratum(balanced, global);
            return new(kind, scaledGradient, limit.Pushes.Length, null, balanced?.Signs, hasRate ? balanced : null, global, reason);
        }
        LayeredHessian hessian = new(new LayerFlow(shape, loss), layers);
        double lossNorm = OperatorSpectrum.EndsOf(new LossHessian(loss, point.EndToEnd)).Norm;
        double gradient = point.GradientNorm, third = hessian.Bounds(lossNorm, gradient).Third;
        OperatorSpectrum spectrum = OperatorSpectrum.Of(hessian);
        CurvatureSigns signs = isZeroGradient ? CurvatureSigns.Within(spectrum, hessian.Slack(gradient)) : CurvatureSigns.Near(spectrum, hessian.GradientNorm(), third);
        (CriticalPointKind layered, string why) = OfLayers(shape, signs, global, balanced);
        LocalRate? rate = !hasRate ? null : problem.IsBalanced ? balanced : LocalRate.OfLayers(hessian, shape.Layers, signs, third);
        return new(layered, scaledGradient, limit.Pushes.Length, signs, balanced?.Signs, rate, global, why);
    }

    private (CriticalPointKind Kind, string Reason) OfLayers(NetworkShape network, CurvatureSigns signs, GlobalMinimum global, LocalRate? stratum)
    {
        if (isZeroGradient)
        {
            return (Minimum, GradientIsZero());
        }
        string ends = Stationarity.Say($"eigenvalues of the layers' Hessian from {signs.Spectrum.Smallest:g4} to {signs.Spectrum.Largest:g4}, zero up to {signs.Level:g2}, sure from {signs.Certain:g2}");
        int widest = network.Widths.Min();
        bool isBottleneck = widest < Math.Min(loss.Rows, loss.Columns);
        BestApproximation? data = loss is IDistanceLoss distance ? new(distance) : null;
        if (isBottleneck && point.Modes == widest && data is { SeesEverything: true } && global.Rank == widest)
        {
            return signs.HasNegative ? (Undecided, $"{global.Reason} But the Hessian has {signs.Negative} negative eigenvalues ({ends}).") : (Minimum, global.Reason);
        }
        CriticalPointKind bySigns = signs.HasNegative ? StrictSaddle : signs.HasNoNegative ? WithoutNegative(isBottleneck, data, global, stratum) : Undecided;
        TightenedPivots? pivots = data is null ? null : TightenedPivots.Judge(network, layers, data, TermTolerance);
        CriticalPointKind byPivots = pivots?.Kind ?? Undecided;
        return byPivots == Undecided || byPivots == bySigns
            ? (bySigns, bySigns == Undecided ? $"The sign of the smallest eigenvalue is not clear ({ends}). Integrate to a smaller gradient." : Because(bySigns, ends, pivots))
            : bySigns == Undecided ? (byPivots, pivots!.Reason)
            : (Undecided, $"The Hessian says {bySigns}, the tightened pivots {byPivots} ({ends}; {pivots!.Reason})");
    }

    /// <summary>What a critical point is at which E is not least and the Hessian sees no way down.</summary>
    private CriticalPointKind WithoutNegative(bool isBottleneck, BestApproximation? data, GlobalMinimum global, LocalRate? stratum)
    {
        if (wholeGradient < 10 * tolerance)
        {
            return Undecided;
        }

        // With hidden layers as wide as inputs or outputs, all minima of a convex loss are global; with narrower ones those of squared distances.
        return !isBottleneck || (data is { SeesEverything: true } && global is { IsKnown: true, Rank: null }) ? DegenerateSaddle
            : stratum is { Rate: not null, Zero: 0 } && point.Modes == shape!.Widths.Min() ? Minimum
            : Undecided;
    }

    private (CriticalPointKind Kind, string Reason) OnStratum(LocalRate? stratum, GlobalMinimum global)
    {
        if (isZeroGradient)
        {
            return (Minimum, GradientIsZero());
        }
        string whole = Stationarity.Say($"the whole gradient is {wholeGradient:g3} of its scale");
        if (!limit.Pushes.IsEmpty)
        {
            return limit.Pushes.Any(push => push > RealPush * tolerance * reference)
                ? (DegenerateSaddle, Stationarity.Say($"The limit has {limit.Pushes.Length} modes less and lies on the boundary, where nothing moves; a mode of the other sign would lower the loss ({whole})."))
                : (Undecided, $"The limit lies on the boundary of its stratum, and {whole}.");
        }
        if (global.Rank is not null && stratum is { Signs.HasNegative: false })
        {
            return (Minimum, $"{global.Reason} Beyond the matrices of rank {point.Modes}, {whole}.");
        }
        return stratum is null ? (Undecided, $"X is zero, and {whole}.")
            : stratum.Signs.HasNegative ? (StrictSaddle, stratum.Reason)
            : stratum is { Rate: not null, Zero: 0 } ? (Minimum, $"Among matrices of rank {point.Modes}: {stratum.Reason}")
            : (Undecided, $"{stratum.Reason} Beyond the matrices of rank {point.Modes}, {whole}.");
    }

    private string TooLarge() => Stationarity.Say(
        $"The whole gradient is {wholeGradient:g3} of its scale, not zero, and a Hessian says what that means: too large here, where X has {(long)loss.Rows * loss.Columns} entries, more than {FlowState.LargestFormed}.");

    private string GradientIsZero() => wholeGradient <= tolerance
        ? Stationarity.Say($"The whole gradient of the convex loss is {wholeGradient:g3} of its scale, at most {tolerance:g2}: E = {point.Loss:g3} is least, but for targets below that part of the scale.")
        : Stationarity.Say($"Inside the frozen frames the gradient of the convex loss is {reachableGradient:g3} of its scale, at most {tolerance:g2}: E = {point.Loss:g3} is least there. Outside them it is {wholeGradient:g3}.");

    private string Because(CriticalPointKind kind, string ends, TightenedPivots? pivots)
    {
        string how = pivots is null || pivots.Kind == Undecided ? "" : $" {pivots.Reason}";
        return kind switch
        {
            StrictSaddle => $"The Hessian has a negative eigenvalue ({ends}).{how}",
            DegenerateSaddle => Stationarity.Say($"E is not least (its whole gradient is {wholeGradient:g3} of its scale), so some direction leads down, but no eigenvalue is negative ({ends}).{how}"),
            _ => $"No direction on the matrices that the widths allow leads down ({ends}).{how}",
        };
    }

    private static Matrix LogSizeOf(FlowState point) => Matrix.Diagonal(point.LogSigma);
}
