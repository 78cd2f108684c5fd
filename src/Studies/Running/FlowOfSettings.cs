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

    /// <summary>The flow in other coordinates than the settings state; a start of layers has only layers, unless X has a flow of its own from it.</summary>
    public static GradientFlow From(RunSettings settings, ILoss loss, FlowCoordinates coordinates) => settings.LayerRidge > 0
        ? OfLoss(settings, loss, coordinates).WithLayerRidge(settings.LayerRidge)
        : OfLoss(settings, loss, coordinates);

    private static GradientFlow OfLoss(RunSettings settings, ILoss loss, FlowCoordinates coordinates) => settings.Start switch
    {
        LayersRelaxedBalancedSettings relaxed when coordinates == FlowCoordinates.EndToEnd => GradientFlow.RelaxedBalanced(RelaxedOf(relaxed), settings.Depth, loss),
        LayersRelaxedBalancedSettings relaxed => GradientFlow.From(RelaxedOf(relaxed), settings.Depth, loss),
        LayersGaussianSettings { Scale: var scale, Width: var width, Seed: var seed, Widths: var widths } =>
            GradientFlow.From(new LayersGaussian(scale, width, seed) { Widths = widths }, settings.Depth, loss),
        LayersIdentitySettings { Scale: var scale, Width: var width, Widths: var widths } =>
            GradientFlow.From(new LayersIdentity(scale, width) { Widths = widths }, settings.Depth, loss),
        LayersFileSettings { Layers: var layers } => GradientFlow.From(new LayersGiven([.. layers.Select(layer => layer.ToMatrix())]), settings.Depth, loss),
        var start => GradientFlow.From(BalancedStartOf(start, loss), settings.Depth, loss, coordinates),
    };

    /// <summary>The layers that a start with imbalances stands for.</summary>
    public static LayersRelaxedBalanced RelaxedOf(LayersRelaxedBalancedSettings start) =>
        new(new BalancedOrthogonal(start.Scale, start.Seed), start.Imbalances);

    private static IBalancedStart BalancedStartOf(StartSettings start, ILoss loss) => start switch
    {
        BalancedOrthogonalSettings(var scale, var seed, var sign) => new BalancedOrthogonal(scale, seed, sign),
        BalancedGaussianSettings(var scale, var seed, var sign) => new BalancedGaussian(scale, seed, sign),
        BalancedIdentitySettings(var scale) => new BalancedIdentity(scale),
        BalancedLowRankSettings(var rank, var scale, var seed) => new BalancedLowRank(rank, scale, seed),
        BalancedSpectralSettings(var rank, var scale) => new BalancedSpectral(loss, rank, scale),
        BalancedMatrixSettings { Matrix: var matrix, Scale: var scale } => new BalancedMatrix(matrix.ToMatrix(), scale),
        _ => throw new ArgumentException($"No flow starts from {start.GetType().Name}.", nameof(start)),
    };
}
