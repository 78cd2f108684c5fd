using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A flow whose layers carry a ridge as well: descent of L(W) + (μ/2)·Σ‖W_p‖²_F.</summary>
/// <remarks>
/// Every layer decays at the rate μ/N in the rescaled clock, so balanced layers stay balanced, and on X the ridge is a decay of every ln σ at the rate μ: descent of (μN/2)·Σσ^(2/N), a
/// Schatten quasi-norm, whose limit at N = ∞ is a decay of the same kind. It does not turn singular vectors. <see cref="DifferentiableLayerRidgeFlow"/> where the flow
/// has a Jacobian. Rescaled clock. Cost: that of the flow.
/// </remarks>
public class LayerRidgeFlow : INetworkFlow, IStateProjection
{
    // In log-polar coordinates H loses μ·I; entries and layers lose a multiple of themselves.
    private readonly LogPolarLayout? logPolar;

    private protected LayerRidgeFlow(INetworkFlow inner, double ridge)
    {
        if (!(double.IsFinite(ridge) && ridge > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(ridge), ridge, "A ridge is a positive number; without one, use the flow itself.");
        }
        Inner = inner;
        Ridge = ridge;
        if (inner is LogPolarFlow)
        {
            logPolar = new(Math.Max(inner.Loss.Rows, inner.Loss.Columns), Math.Min(inner.Loss.Rows, inner.Loss.Columns), inner.Modes);
        }
        Decay = inner is LayerFlow ? ridge * inner.Depth.Reciprocal : ridge;
    }

    /// <summary>The flow without the ridge.</summary>
    public INetworkFlow Inner { get; }

    /// <summary>μ.</summary>
    public double Ridge { get; }

    /// <summary>2μ/N: what is quadratic in the layers and stays without the ridge, as an imbalance does, falls at this rate in the rescaled clock.</summary>
    public double InvariantDecay => 2 * Ridge * Depth.Reciprocal;

    /// <inheritdoc/>
    public Depth Depth => Inner.Depth;

    /// <inheritdoc/>
    public ILoss Loss => Inner.Loss;

    /// <inheritdoc/>
    public int Modes => Inner.Modes;

    /// <inheritdoc/>
    public bool DescendsLossAlone => false;

    /// <inheritdoc/>
    public int Dimension => Inner.Dimension;

    /// <summary>The multiple of the state that is lost per unit of time, in entries and layers.</summary>
    private protected double Decay { get; }

    /// <summary>Whether the ridge is a multiple of the state.</summary>
    private protected bool IsProportional => logPolar is null;

    /// <summary>A flow of layers, entries or log-polar coordinates with a ridge μ on the layers.</summary>
    /// <exception cref="ArgumentException">The flow is of another kind, or μ is not positive.</exception>
    public static LayerRidgeFlow Of(INetworkFlow flow, double ridge) => flow switch
    {
        LayerFlow or LogPolarFlow => new DifferentiableLayerRidgeFlow(flow, ridge),
        EndToEndFlow => new LayerRidgeFlow(flow, ridge),
        _ => throw new ArgumentException($"A ridge on the layers is built for balanced flows and for layers, not for a {flow?.GetType().Name}.", nameof(flow)),
    };

    /// <summary>(μ/2)·Σ‖W_p‖² of the layers, or of balanced ones with this product where the coordinates have none, (μ/2)·N·Σσ^(2/N); NaN at N = ∞, where it has no limit.</summary>
    public double Penalty(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (!point.Layers.IsEmpty)
        {
            return 0.5 * Ridge * VectorOperations.Dot(point.Layers, point.Layers);
        }
        double sum = 0;
        foreach (double logSigma in point.LogSigma)
        {
            sum += Math.Exp(2 * Depth.Reciprocal * logSigma);
        }
        return Depth.IsInfinite ? double.NaN : 0.5 * Ridge * Depth.Value * sum;
    }

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        Inner.Evaluate(t, y, derivative);
        if (logPolar is not { } layout)
        {
            VectorOperations.AddScaled(-Decay, y, derivative);
            return;
        }
        for (int j = 0, k = 0; j < layout.Rank; k += layout.Rank - j, j++)
        {
            derivative[k] -= Ridge;
        }
    }

    /// <inheritdoc/>
    public bool TryProject(Span<double> y, double tolerance) => Inner is IStateProjection projection && projection.TryProject(y, tolerance);

    /// <inheritdoc/>
    public bool TryObserve(double t, ReadOnlySpan<double> y, FlowState point) => Inner.TryObserve(t, y, point);
}
