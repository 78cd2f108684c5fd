using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>Depth, coordinates, clock, ridge on the layers and start of a run, and whether they go together.</summary>
internal sealed class FlowReader(DataFiles files)
{
    public (Depth Depth, CoordinateKind Coordinates, ClockKind Clock, double LayerRidge, StartSettings Start)? Read(Section? study, ProblemSettings? problem)
    {
        if (study?.Child("flow", "a mapping with depth and start") is not { } flow)
        {
            return null;
        }
        Depth? depth = ReadDepth(flow);
        CoordinateKind? coordinates = flow.Word("coordinates", "log-polar", "layers", "end-to-end") switch
        {
            "log-polar" => CoordinateKind.LogPolar,
            "layers" => CoordinateKind.Layers,
            "end-to-end" => CoordinateKind.EndToEnd,
            _ => null,
        };
        ClockKind? clock = flow.Word("clock", "rescaled", "layers") switch
        {
            "rescaled" => ClockKind.Rescaled,
            "layers" => ClockKind.Layers,
            _ => null,
        };
        double? ridge = flow.Number("layer-ridge", "a number ≥ 0", value => value >= 0);
        CheckDepth(flow, depth, coordinates, clock);
        StartSettings? start = new StartReader(files).Read(flow, problem, depth, coordinates);
        if (ridge > 0 && coordinates == CoordinateKind.EndToEnd && start is LayersRelaxedBalancedSettings)
        {
            flow.Refuse("layer-ridge", "a ridge on layers with an imbalance moves them, and X then has no flow of its own for coordinates: end-to-end; expected 0 here, or coordinates: layers.");
        }
        return depth is null || coordinates is null || clock is null || ridge is null || start is null ? null
            : (depth.Value, depth.Value == Depth.Of(1) ? CoordinateKind.EndToEnd : coordinates.Value, clock.Value, ridge.Value, start);
    }

    private static Depth? ReadDepth(Section flow)
    {
        const string Expected = "a whole number ≥ 1, a real number ≥ 2 or \"infinite\"";
        if (flow["depth"] is ScalarNode { Text: "infinite" })
        {
            return Depth.Infinite;
        }
        return flow.Number("depth", Expected, Depth.IsValid) is { } n ? Depth.Real(n) : null;
    }

    private static void CheckDepth(Section flow, Depth? depth, CoordinateKind? coordinates, ClockKind? clock)
    {
        if (depth is { HasLayers: true, Value: > int.MaxValue } deep && coordinates == CoordinateKind.Layers)
        {
            flow.Refuse("depth", $"depth {deep} has more layers than can be stored, so it cannot go with coordinates: layers; "
                + "expected far fewer here, or coordinates: log-polar or end-to-end.");
        }
        if (depth is not { HasLayers: false } noLayers)
        {
            return;
        }
        if (coordinates == CoordinateKind.Layers)
        {
            flow.Refuse("depth", $"depth {noLayers} has no layers, so it cannot go with coordinates: layers; "
                + "expected a whole number here, or coordinates: log-polar or end-to-end.");
        }
        if (clock == ClockKind.Layers && noLayers.IsInfinite)
        {
            flow.Refuse("depth", "depth infinite stands still in the layers' clock, so it cannot go with clock: layers; "
                + "expected a finite depth here, or clock: rescaled.");
        }
    }
}
