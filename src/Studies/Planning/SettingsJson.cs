using System.Buffers;
using System.Text.Json;

namespace DlnDynamics.Studies;

/// <summary>The settings of a run as canonical JSON: one text for one meaning, data by their hashes, no path, no name, no wall time.</summary>
public static class SettingsJson
{
    /// <summary>The canonical text, UTF-8, without white space.</summary>
    public static ReadOnlyMemory<byte> Write(RunSettings settings)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            Write(json, settings);
        }
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the settings as one object.</summary>
    public static void Write(Utf8JsonWriter json, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(settings);
        json.WriteStartObject();
        json.WritePropertyName("problem");
        ProblemJson.Write(json, settings.Problem);
        if (settings.Depth.IsInfinite)
        {
            json.WriteString("depth", "infinite");
        }
        else
        {
            json.WriteNumber("depth", settings.Depth.Value);
        }
        json.WriteString("coordinates", settings.Coordinates switch
        {
            CoordinateKind.LogPolar => "log-polar",
            CoordinateKind.Layers => "layers",
            _ => "end-to-end",
        });
        json.WriteString("clock", settings.Clock == ClockKind.Rescaled ? "rescaled" : "layers");
        json.WritePropertyName("start");
        StartJson.Write(json, settings.Start);
        WriteOptional(json, "layer-ridge", settings.LayerRidge > 0 ? settings.LayerRidge : null);
        json.WriteString("method", settings.Method);
        json.WriteNumber("tolerance", settings.Tolerance);
        WriteOptional(json, "absolute-tolerance", settings.AbsoluteTolerance);
        json.WriteStartObject("until");
        WriteOptional(json, "time", settings.Until.Time);
        WriteOptional(json, "converged", settings.Until.Converged);
        WriteOptional(json, "loss", settings.Until.Loss);
        WriteOptional(json, "steps", settings.Until.Steps);
        WriteOptional(json, "evaluations", settings.Until.Evaluations);
        json.WriteEndObject();
        json.WriteStartArray("times");
        foreach (double time in settings.SampleTimes)
        {
            json.WriteNumberValue(time);
        }
        json.WriteEndArray();
        json.WriteStartArray("quantities");
        foreach (string quantity in settings.Quantities)
        {
            json.WriteStringValue(quantity);
        }
        json.WriteEndArray();
        json.WriteBoolean("path", settings.StoresPath);
        json.WriteNumber("rank-resolution", settings.RankResolution);
        json.WriteBoolean("verify", settings.VerifiesLimit);
        json.WriteBoolean("certify", settings.CertifiesLimit);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
