using DlnDynamics.Integrators;

namespace DlnDynamics.Dynamics;

/// <summary>A vector field whose states stand for end-to-end matrices of a deep linear network. Rescaled clock.</summary>
public interface INetworkFlow : IVectorField
{
    /// <summary>Number of layers, or infinity.</summary>
    Depth Depth { get; }

    /// <summary>What the flow descends.</summary>
    ILoss Loss { get; }

    /// <summary>Whether nothing else moves X than the gradient of <see cref="Loss"/>; verdicts on limits, ranks and rates are of such flows alone.</summary>
    bool DescendsLossAlone => true;

    /// <summary>Number of singular values that the coordinates carry.</summary>
    int Modes { get; }

    /// <summary>Fills a point of the trajectory from a state; false when the state has none (NaN, overflow).</summary>
    /// <remarks>Does not disturb the field: evaluation gives the same bits whether or not anybody looks.</remarks>
    bool TryObserve(double t, ReadOnlySpan<double> y, FlowState point);
}
