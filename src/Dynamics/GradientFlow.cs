using System.Collections.Immutable;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The gradient flow of a loss through a linear network from one start: the question, before any solver is chosen.</summary>
/// <remarks>Rescaled clock. Owns the scratch memory of its field: one instance a run.</remarks>
public sealed class GradientFlow
{
    private GradientFlow(INetworkFlow field, ImmutableArray<double> start, FlowCoordinates coordinates, bool isBalanced)
    {
        IsBalanced = isBalanced;
        Field = field;
        Start = start;
        Coordinates = coordinates;
    }

    /// <summary>The field in its coordinates.</summary>
    public INetworkFlow Field { get; }

    /// <summary>The field that moves X by the gradient of the loss alone, in the same coordinates: <see cref="Field"/> without its ridge on the layers.</summary>
    public INetworkFlow LossField => Field is LayerRidgeFlow ridge ? ridge.Inner : Field;

    /// <summary>The state at time 0.</summary>
    public ImmutableArray<double> Start { get; }

    /// <summary>What the state consists of. Depth 1 is always entry by entry.</summary>
    public FlowCoordinates Coordinates { get; }

    /// <summary>Whether the layers, where there are any, are balanced.</summary>
    public bool IsBalanced { get; }

    /// <summary>The flow from a balanced start, in any coordinates.</summary>
    /// <exception cref="ArgumentException">The coordinates do not exist at this depth, or the start has not this shape.</exception>
    public static GradientFlow From(IBalancedStart start, Depth depth, ILoss loss, FlowCoordinates coordinates = FlowCoordinates.LogPolar)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(loss);
        PolarFactors factors = start.At(loss.Rows, loss.Columns);
        if (depth.Value == 1 || coordinates == FlowCoordinates.EndToEnd)
        {
            return new(new EndToEndFlow(depth, loss, factors.Rank), [.. factors.ToMatrix().Data], FlowCoordinates.EndToEnd, isBalanced: true);
        }
        if (coordinates == FlowCoordinates.Layers)
        {
            NetworkShape shape = NetworkShape.Uniform(loss.Rows, loss.Columns, depth.Layers);
            return new(new LayerFlow(shape, loss, factors.Rank), [.. BalancedLift.Lift(factors, shape)], FlowCoordinates.Layers, isBalanced: true);
        }
        LogPolarFlow flow = new(depth, loss, factors.Rank);
        return new(flow, [.. flow.StateOf(factors)], FlowCoordinates.LogPolar, isBalanced: true);
    }

    /// <summary>The flow of the free energy E − S/β from a balanced start, in log-polar coordinates: <see cref="FreeEnergyFlow"/>.</summary>
    /// <param name="start">X(0).</param>
    /// <param name="depth">N, from 2 on; at depth 1 there is no fibre, hence no entropy.</param>
    /// <param name="loss">E.</param>
    /// <param name="inverseTemperature">β, positive; infinite: the flow of E.</param>
    /// <param name="width">Of every hidden layer; null: the rank of the start.</param>
    /// <remarks>
    /// Verdicts on limit, rank and rates are of flows of a loss, and are withheld on this one. Where the loss does not see every entry F has no minimum in general:
    /// the entropy grows with every singular value and X goes to infinity, ever stiffer. State a time or a limit on steps.
    /// </remarks>
    /// <exception cref="ArgumentException">A depth, β or width that has no such flow, or the start has not this shape.</exception>
    public static GradientFlow FreeEnergy(IBalancedStart start, Depth depth, ILoss loss, double inverseTemperature, int? width = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(loss);
        PolarFactors factors = start.At(loss.Rows, loss.Columns);
        FreeEnergyFlow flow = new(depth, loss, factors.Rank, inverseTemperature, width);
        return new(flow, [.. flow.StateOf(factors)], FlowCoordinates.LogPolar, isBalanced: true);
    }

    /// <summary>The flow of the layers from a start of the layers.</summary>
    /// <exception cref="ArgumentException">The depth has no layers, or the start has not this shape.</exception>
    public static GradientFlow From(ILayerStart start, Depth depth, ILoss loss)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(loss);
        NetworkShape shape = start.ShapeOf(loss.Rows, loss.Columns, depth.Layers);
        return new(new LayerFlow(shape, loss), [.. start.StateOf(shape)], FlowCoordinates.Layers, isBalanced: false);
    }

    /// <summary>The flow of X itself, entry by entry, from layers whose imbalances are multiples of the identity.</summary>
    /// <exception cref="ArgumentException">The depth has no layers or one, or the start has not this shape.</exception>
    public static GradientFlow RelaxedBalanced(LayersRelaxedBalanced start, Depth depth, ILoss loss)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(loss);
        RelaxedBalancedFlow flow = new(start.BalanceOf(depth.Layers), loss);
        return new(flow, [.. start.EndToEnd.At(loss.Rows, loss.Columns).ToMatrix().Data], FlowCoordinates.EndToEnd, isBalanced: false);
    }

    /// <summary>The same flow with a ridge on the layers: descent of L(W) + (μ/2)·Σ‖W_p‖².</summary>
    /// <remarks>Verdicts on limit, rank and rates are of flows of a loss alone, and are withheld on this one.</remarks>
    /// <exception cref="ArgumentException">μ is not positive, or the flow is neither balanced nor of layers.</exception>
    public GradientFlow WithLayerRidge(double ridge) => new(LayerRidgeFlow.Of(Field, ridge), Start, Coordinates, IsBalanced);

    /// <summary>The same flow from a start nearby, of the same rank: every matrix of the start times I plus a Gaussian matrix of a given size; in log-polar coordinates H and the frames plus such matrices.</summary>
    /// <param name="size">Root mean square of the entries of the perturbation; negative: the opposite perturbation.</param>
    /// <param name="seed">Of the perturbation.</param>
    /// <remarks>Singular values move by about <paramref name="size"/> relative to themselves, however small they are. Shares the field, and so its scratch memory.</remarks>
    public GradientFlow Perturbed(double size, long seed)
    {
        double[] start = [.. Start];
        RandomSource random = new(seed, "perturbation", start.Length, 1);
        if (Coordinates == FlowCoordinates.LogPolar)
        {
            for (int k = 0; k < start.Length; k++)
            {
                start[k] += size * random.NextNormal();
            }

            // What is not orthonormal now goes into H, and X stays.
            ((IStateProjection)Field).TryProject(start, 0);
            return new(Field, [.. start], Coordinates, IsBalanced);
        }
        NetworkShape shape = LossField is LayerFlow layers ? layers.Shape : NetworkShape.Uniform(Field.Loss.Rows, Field.Loss.Columns, 1);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            ReadOnlyMatrixView factor = shape.Layer(Start.AsSpan(), layer);
            Matrix turn = RandomFrames.Gaussian(factor.Columns, factor.Columns, random);
            DenseKernels.Default.Multiply(size, factor, Transpose.No, turn.View, Transpose.No, 1, shape.Layer(start.AsSpan(), layer));
        }
        return new(Field, [.. start], Coordinates, IsBalanced);
    }

    /// <summary>The initial value problem up to a rescaled time.</summary>
    /// <remarks>
    /// In log-polar coordinates errors count in the Euclidean norm, which bounds the relative error of every singular value
    /// (docs/design/002-error-norm.md): state an absolute tolerance alone.
    /// </remarks>
    public InitialValueProblem Until(double end) => new(Field, new(0, end), Start)
    {
        Norm = Coordinates == FlowCoordinates.LogPolar ? ErrorNorm.Euclidean : ErrorNorm.Maximum,
        Projection = Field as IStateProjection,
    };

    /// <summary>Memory for points of this flow's trajectories.</summary>
    public FlowState NewState() => new(Field.Loss.Rows, Field.Loss.Columns, Field.Modes, LossField is LayerFlow ? Field.Dimension : 0);
}
