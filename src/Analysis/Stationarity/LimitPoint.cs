using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>The point at which a trajectory ends, as far as it is known: where it is now, without the modes that fall to zero.</summary>
internal sealed class LimitPoint
{
    // As in the verdict on rank: falling are small modes that a Newton step would take to zero or beyond.
    private const double Small = 1e-3, TowardsZero = 0.9;

    private LimitPoint(FlowState point, double gradientNorm, double reachableGradient, ImmutableArray<double> pushes)
    {
        Point = point;
        GradientNorm = gradientNorm;
        ReachableGradient = reachableGradient;
        Pushes = pushes;
    }

    /// <summary>The point; its modes are those that do not fall.</summary>
    public FlowState Point { get; }

    /// <summary>The norm of the gradient along its stratum; of the whole gradient where imbalances let modes pass zero.</summary>
    public double GradientNorm { get; }

    /// <summary>The norm of the gradient on the linear space that the flow keeps to: all matrices, or at N = ∞ those with its frozen frames.</summary>
    public double ReachableGradient { get; }

    /// <summary>The gradient along each mode that falls, there: positive where it pushes the mode through zero.</summary>
    public ImmutableArray<double> Pushes { get; }

    /// <summary>Modes that fall to zero; at depth 1 they would pass it.</summary>
    public static int[] FallingModes(SpectrumEvidence evidence) => evidence.Depth.Value == 1
        ? []
        : [.. Enumerable.Range(0, evidence.Modes.Length).Where(i => evidence.Modes[i].Sigma <= Small * evidence.Modes[0].Sigma && evidence.Modes[i].Drift >= TowardsZero)];

    /// <summary>The limit of a point whose modes with these numbers fall to zero, or are zero.</summary>
    public static LimitPoint Of(GradientFlow problem, ReadOnlySpan<double> state, FlowState now, int[] falling)
    {
        ILoss loss = problem.Field.Loss;
        int[] kept = [.. Enumerable.Range(0, now.Modes).Where(i => !falling.Contains(i) && IsMode(problem, now, i))];
        FlowState limit = new(loss.Rows, loss.Columns, kept.Length) { Time = now.Time, Imbalance = now.Imbalance };
        for (int k = 0; k < kept.Length; k++)
        {
            now.Left.View.Column(kept[k]).CopyTo(limit.Left.View.Column(k));
            now.Right.View.Column(kept[k]).CopyTo(limit.Right.View.Column(k));
            limit.LogSigma[k] = now.LogSigma[kept[k]];
        }
        if (now.Factored is { } factored)
        {
            limit.GiveByModes(factored);
            limit.Loss = factored.Value(limit.ScaledLeft.View, limit.Right.View);
        }
        else if (kept.Length == now.Modes)
        {
            now.EndToEnd.Data.CopyTo(limit.EndToEnd.Data);
        }
        else
        {
            Fill(limit);
        }
        if (now.Factored is null)
        {
            loss.Gradient(limit.EndToEnd.View, limit.Gradient.View);
            limit.Loss = loss.Value(limit.EndToEnd.View);
        }
        StratumGradient gradient = new(loss.Rows, loss.Columns, Math.Max(1, kept.Length));
        if (kept.Length > 0)
        {
            gradient.Fill(problem.Field.Depth, limit);
        }
        double layers = problem switch
        {
            { Field: LayerFlow flow, IsBalanced: false } => OfLayers(flow, state),
            { Field: RelaxedBalancedFlow } => limit.GradientNorm,
            _ => 0,
        };
        return new(limit, Math.Max(gradient.Norm, layers), Reachable(problem.Field.Depth, limit, now), [.. falling.Select(i => Along(limit, now, i))]);
    }

    /// <summary>The gradient of layers that are not balanced, which may move where X has no rank to move: by what the largest layer makes of it.</summary>
    private static double OfLayers(LayerFlow flow, ReadOnlySpan<double> state)
    {
        LayeredHessian hessian = new(flow, state);
        return hessian.LargestLayer == 0 ? 0 : hessian.GradientNorm() / Math.Pow(hessian.LargestLayer, flow.Shape.Layers - 1);
    }

    // Entries and layers hold a zero singular value as rounding; log-polar coordinates hold no zeros, and modes of any size. Depth 1 knows no strata.
    private static bool IsMode(GradientFlow problem, FlowState now, int i) => problem.Coordinates == FlowCoordinates.LogPolar || problem.Field.Depth.Value == 1
        ? problem.Field.Depth.Value == 1 || !double.IsNegativeInfinity(now.LogSigma[i])
        : now.Sigma(i) > Math.Max(now.Rows, now.Columns) * Math.ScaleB(1, -52) * now.Sigma(0);

    private static void Fill(FlowState limit)
    {
        for (int k = 0; k < limit.Modes; k++)
        {
            for (int j = 0; j < limit.Right.Rows; j++)
            {
                VectorOperations.AddScaled(limit.Sigma(k) * limit.Right[j, k], limit.Left.View.Column(k), limit.EndToEnd.View.Column(j));
            }
        }
    }

    private static double Reachable(Depth depth, FlowState limit, FlowState now)
    {
        if (!depth.IsInfinite)
        {
            return limit.GradientNorm;
        }
        Matrix half = GradientRight(limit, now), inside = new(now.Modes, now.Modes);
        DenseKernels.Default.Multiply(1, now.Left.View, Transpose.Yes, half.View, Transpose.No, 0, inside.View);
        return VectorOperations.EuclideanNorm(inside.Data);
    }

    private static double Along(FlowState limit, FlowState now, int mode) => VectorOperations.Dot(now.Left.View.Column(mode), GradientRight(limit, now).View.Column(mode));

    /// <summary>The gradient at the limit times the right singular vectors from before.</summary>
    private static Matrix GradientRight(FlowState limit, FlowState now)
    {
        Matrix right = new(now.Rows, now.Modes), left = new(now.Columns, now.Modes);
        limit.ApplyGradient(now.Left.View, now.Right.View, right.View, left.View);
        return right;
    }
}
