using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>Settings of a start → the gradient flow from it: the one place where the names of study files meet the types of Dynamics.</summary>
internal static class FlowOfSettings
{
    public static GradientFlow From(RunSettings settings, ILoss loss) => From(settings, loss, settings.Coordinates switch
    {
        CoordinateKind.Layers => FlowCoordinates.Layers,
        CoordinateKind.EndToEnd => FlowCoordinates.EndToEnd,
        _ => FlowCoordinates.LogPolar,
    });

    /// <summary>The flow in other coordinates than the settings state; a start of layers has only layers.</summary>
    public static GradientFlow From(RunSettings settings, ILoss loss, FlowCoordinates coordinates) => settings.Start switch
    {
        LayersGaussianSettings(var scale, var width, var seed) => GradientFlow.From(new LayersGaussian(scale, width, seed), settings.Depth, loss),
        LayersIdentitySettings(var scale) => GradientFlow.From(new LayersIdentity(scale), settings.Depth, loss),
        LayersFileSettings { Layers: var layers } => GradientFlow.From(new LayersGiven([.. layers.Select(layer => layer.ToMatrix())]), settings.Depth, loss),
        var start => GradientFlow.From(BalancedStartOf(start), settings.Depth, loss, coordinates),
    };

    private static IBalancedStart BalancedStartOf(StartSettings start) => start switch
    {
        BalancedOrthogonalSettings(var scale, var seed) => new BalancedOrthogonal(scale, seed),
        BalancedGaussianSettings(var scale, var seed) => new BalancedGaussian(scale, seed),
        BalancedIdentitySettings(var scale) => new BalancedIdentity(scale),
        BalancedLowRankSettings(var rank, var scale, var seed) => new BalancedLowRank(rank, scale, seed),
        BalancedMatrixSettings { Matrix: var matrix, Scale: var scale } => new BalancedMatrix(matrix.ToMatrix(), scale),
        _ => throw new ArgumentException($"No flow starts from {start.GetType().Name}.", nameof(start)),
    };
}
