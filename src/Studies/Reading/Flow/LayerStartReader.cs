using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>A start of the layers, and whether it fits the problem, the depth and the coordinates.</summary>
internal sealed class LayerStartReader(DataFiles files)
{
    private const string Relaxed = "layers-relaxed-balanced";

    public StartSettings? Read(Section starts, Section start, string kind, ProblemSettings? problem, Depth? depth, CoordinateKind? coordinates)
    {
        CheckPlace(starts, kind, depth, coordinates);
        if (kind == "layers-file")
        {
            return new LayersFileReader(files).Read(start, problem, depth);
        }
        double? scale = start.Scale();
        int? seed = start.Seed();
        if (kind == Relaxed)
        {
            ImmutableArray<double>? imbalances = ReadImbalances(start, depth);
            return scale is null || seed is null || imbalances is null ? null : new LayersRelaxedBalancedSettings(scale.Value, imbalances.Value, seed.Value);
        }
        if (!TryReadWidths(start, depth, out int? width, out ImmutableArray<int> widths) || scale is null || seed is null)
        {
            return null;
        }
        return kind == "layers-gaussian"
            ? new LayersGaussianSettings(scale.Value, width, seed.Value) { Widths = widths }
            : new LayersIdentitySettings(scale.Value, width) { Widths = widths };
    }

    private static void CheckPlace(Section starts, string kind, Depth? depth, CoordinateKind? coordinates)
    {
        if (depth == Depth.Of(1))
        {
            starts.Refuse(kind, $"{kind} needs {(kind == Relaxed ? "two layers or more" : "coordinates: layers")}, and depth 1 always runs end-to-end; expected a balanced start, or a depth ≥ 2.");
        }
        else if (coordinates == CoordinateKind.LogPolar && kind == Relaxed)
        {
            starts.Refuse(kind, $"{kind} lets singular values pass zero, which coordinates: log-polar cannot; expected coordinates: end-to-end or layers, or a balanced start.");
        }
        else if (coordinates is CoordinateKind.LogPolar or CoordinateKind.EndToEnd && kind != Relaxed)
        {
            string stated = coordinates == CoordinateKind.LogPolar ? "log-polar" : "end-to-end";
            starts.Refuse(kind, $"{kind} sets the layers, which coordinates: {stated} do not have; expected a balanced start, or coordinates: layers.");
        }
        else if (coordinates == CoordinateKind.EndToEnd && depth is { HasLayers: false })
        {
            starts.Refuse(kind, $"{kind} needs layers, and depth {depth} has none; expected a whole number of layers, or a balanced start.");
        }
    }

    /// <summary>One width for all hidden layers, or one for each.</summary>
    private static bool TryReadWidths(Section start, Depth? depth, out int? width, out ImmutableArray<int> widths)
    {
        (width, widths) = (null, default);
        if (start["widths"] is null)
        {
            width = start["width"] is null ? null : start.Whole("width", 1);
            return start["width"] is null || width is not null;
        }
        if (start["width"] is not null)
        {
            start.Refuse("widths", "width is one width for all hidden layers, widths one for each; expected one of the two keys.");
            return false;
        }
        if (start.Numbers("widths", "a whole number ≥ 1", value => value >= 1 && value == Math.Floor(value) && value <= int.MaxValue) is not { } numbers || !CountFits(start, "widths", numbers.Length, depth))
        {
            return false;
        }
        widths = [.. numbers.Select(number => (int)number)];
        return true;
    }

    private static ImmutableArray<double>? ReadImbalances(Section start, Depth? depth)
    {
        if (start["imbalances"] is null)
        {
            return start.Number("imbalance", "a number", _ => true) is { } one ? [one] : null;
        }
        if (start["imbalance"] is not null)
        {
            start.Refuse("imbalances", "imbalance is one number for all neighbours, imbalances one for every two; expected one of the two keys.");
            return null;
        }
        return start.Numbers("imbalances", "a number", _ => true) is { } numbers && CountFits(start, "imbalances", numbers.Length, depth) ? numbers : null;
    }

    private static bool CountFits(Section start, string key, int count, Depth? depth)
    {
        if (depth is { HasLayers: true } && count != depth.Value.Value - 1)
        {
            start.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"expected {depth.Value.Value - 1} numbers at depth {depth}, one for every hidden layer, found {count}."));
            return false;
        }
        return true;
    }
}
