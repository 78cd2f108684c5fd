using System.Collections.Immutable;
using System.Text.Json;

namespace DlnDynamics.Studies;

/// <summary>plan.json beside the results, and the array that `dln plan --json` prints.</summary>
public static class PlanJson
{
    /// <summary>The whole outline, for a report made later from the folder alone.</summary>
    public static byte[] Write(PlanOutline outline)
    {
        ArgumentNullException.ThrowIfNull(outline);
        return JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("study", outline.Study);
            json.WriteString("question", outline.Question);
            json.WriteString("time-title", outline.TimeTitle);
            WriteTexts(json, "figures", outline.Figures);
            if (!outline.Baselines.IsEmpty)
            {
                WriteTexts(json, "baselines", outline.Baselines);
            }
            if (!outline.Descents.IsEmpty)
            {
                WriteTexts(json, "descents", outline.Descents);
            }
            WriteTexts(json, "axes", outline.AxisNames);
            json.WritePropertyName("runs");
            WriteRows(json, outline);
            json.WriteEndObject();
        });
    }

    /// <summary>An array, one object a run: key, axes, dimension, estimated-seconds.</summary>
    public static void WriteRows(Utf8JsonWriter json, PlanOutline outline)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(outline);
        json.WriteStartArray();
        foreach (PlanRow row in outline.Rows)
        {
            json.WriteStartObject();
            json.WriteString("key", row.Key);
            foreach ((string name, string value) in outline.AxisNames.Zip(row.AxisValues))
            {
                json.WritePropertyName(name);
                JsonText.WriteValue(json, AxisColumn.ValueOf(value));
            }
            json.WriteNumber("dimension", row.Dimension);
            json.WriteNumber("estimated-seconds", row.EstimatedSeconds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The outline in the bytes of plan.json.</summary>
    internal static PlanOutline Read(byte[] bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement root = document.RootElement;
        ImmutableArray<string> axes = ReadTexts(root, "axes");
        return new()
        {
            Study = root.GetProperty("study").GetString()!,
            Question = root.GetProperty("question").GetString(),
            TimeTitle = root.GetProperty("time-title").GetString()!,
            Figures = ReadTexts(root, "figures"),
            Baselines = root.TryGetProperty("baselines", out _) ? ReadTexts(root, "baselines") : [],
            Descents = root.TryGetProperty("descents", out _) ? ReadTexts(root, "descents") : [],
            AxisNames = axes,
            Rows =
            [
                .. root.GetProperty("runs").EnumerateArray().Select(run => new PlanRow(
                    run.GetProperty("key").GetString()!,
                    [.. axes.Select(axis => AxisColumn.TextOf(JsonText.ReadValue(run.GetProperty(axis))))],
                    run.GetProperty("dimension").GetInt64(),
                    run.GetProperty("estimated-seconds").GetDouble()))
            ],
        };
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static ImmutableArray<string> ReadTexts(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
