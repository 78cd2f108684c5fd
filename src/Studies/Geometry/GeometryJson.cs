using System.Collections.Immutable;
using System.Text.Json;

namespace DlnDynamics.Studies;

/// <summary>What dln geometry --json prints: an array, one object a depth.</summary>
public static class GeometryJson
{
    /// <summary>The numbers of a depth by their names, in the order in which they are printed.</summary>
    public static ImmutableArray<(string Name, Func<MatrixGeometry, double> Of)> Numbers { get; } =
    [
        ("log-volume", geometry => geometry.LogVolume),
        ("log-volume-unnormalised", geometry => geometry.LogVolumeUnnormalised),
        ("log-volume-frames", geometry => geometry.LogVolumeFrames),
        ("entropy", geometry => geometry.Entropy),
        ("metric-min", geometry => geometry.MetricMin),
        ("metric-max", geometry => geometry.MetricMax),
    ];

    /// <summary>The document, UTF-8.</summary>
    public static byte[] Write(IEnumerable<MatrixGeometry> geometries)
    {
        ArgumentNullException.ThrowIfNull(geometries);
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (MatrixGeometry geometry in geometries)
            {
                WriteOne(json, geometry);
            }
            json.WriteEndArray();
        });
    }

    private static void WriteOne(Utf8JsonWriter json, MatrixGeometry geometry)
    {
        json.WriteStartObject();
        Write(json, "depth", AxisColumn.ValueOf(geometry.DepthName));
        Write(json, "rows", geometry.Modes.Rows);
        Write(json, "columns", geometry.Modes.Columns);
        Write(json, "rank", geometry.Modes.Rank);
        json.WriteStartArray("singular-values");
        foreach (double value in geometry.Modes.SingularValues)
        {
            JsonText.WriteValue(json, value);
        }
        json.WriteEndArray();
        Write(json, "effective-rank", geometry.Modes.EffectiveRank);
        Write(json, "stable-rank", geometry.Modes.StableRank);
        foreach ((string name, Func<MatrixGeometry, double> of) in Numbers)
        {
            Write(json, name, of(geometry));
        }
        Write(json, "note", geometry.Notes.IsEmpty ? null : string.Join(' ', geometry.Notes));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        JsonText.WriteValue(json, value);
    }
}
