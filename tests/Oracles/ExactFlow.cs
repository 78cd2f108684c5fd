using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>A flow whose end-to-end matrix at one time is known in closed form.</summary>
/// <param name="Name">What it is, with the place in MATH.md.</param>
/// <param name="Coordinates">In which it can be integrated.</param>
/// <param name="In">Makes the flow in one of them; one instance a run.</param>
/// <param name="End">The time, rescaled.</param>
/// <param name="Exact">X at that time.</param>
public sealed record ExactFlow(
    string Name, ImmutableArray<FlowCoordinates> Coordinates, Func<FlowCoordinates, GradientFlow> In, double End, Matrix Exact)
{
    /// <summary>The singular values where the formula gives each to full relative accuracy; empty where only X is known.</summary>
    public ImmutableArray<double> SingularValues { get; init; } = [];

    /// <summary>A flow from a balanced start.</summary>
    public static ExactFlow Balanced(string name, IBalancedStart start, Depth depth, ILoss loss, double end, Matrix exact) => new(
        name,
        depth.Value == 1 ? [FlowCoordinates.EndToEnd] : depth.HasLayers ? [FlowCoordinates.LogPolar, FlowCoordinates.Layers] : [FlowCoordinates.LogPolar],
        coordinates => GradientFlow.From(start, depth, loss, coordinates),
        end,
        exact);

    /// <summary>A flow from given layers.</summary>
    public static ExactFlow OfLayers(string name, ImmutableArray<Matrix> layers, ILoss loss, double end, Matrix exact) =>
        new(name, [FlowCoordinates.Layers], _ => GradientFlow.From(new LayersGiven(layers), Depth.Of(layers.Length), loss), end, exact);

    /// <summary>The larger of ‖X − exact‖_F/‖exact‖_F and, where they are known, the relative errors of the singular values; infinite where there is no point.</summary>
    public double ErrorOf(GradientFlow flow, ReadOnlySpan<double> state)
    {
        FlowState point = flow.NewState();
        if (!flow.Field.TryObserve(End, state, point))
        {
            return double.PositiveInfinity;
        }
        Matrix difference = Matrix.CopyOf(point.EndToEnd.View);
        VectorOperations.AddScaled(-1, Exact.Data, difference.Data);
        double worst = VectorOperations.EuclideanNorm(difference.Data) / VectorOperations.EuclideanNorm(Exact.Data);
        for (int i = 0; i < SingularValues.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(Math.Exp(point.LogSigma[i] - Math.Log(SingularValues[i])) - 1));
        }
        return worst;
    }
}
