using System.Text.Json;

namespace DlnDynamics.Studies;

/// <summary>run.json: how a run ended, its numbers, its settings; with when and how long.</summary>
internal static class RunJson
{
    public static byte[] Write(RunRecord record, RunSettings settings, DateTimeOffset finished) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("key", record.Key);
        json.WriteString("format", RunKey.FormatVersion);
        json.WriteString("return-code", record.ReturnCode);
        json.WriteString("sentence", record.Sentence);
        json.WriteStartObject("summary");
        foreach (NamedValue value in record.Summary)
        {
            json.WritePropertyName(value.Name);
            JsonText.WriteValue(json, value.Value);
        }
        json.WriteEndObject();
        json.WriteNumber("seconds", record.Seconds);
        json.WriteString("finished", finished);
        json.WritePropertyName("settings");
        SettingsJson.Write(json, settings);
        json.WriteEndObject();
    });

    /// <summary>The record without its frames and matrices.</summary>
    public static RunRecord Read(byte[] bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        JsonElement root = document.RootElement;
        return new()
        {
            Key = root.GetProperty("key").GetString()!,
            ReturnCode = root.GetProperty("return-code").GetString()!,
            Sentence = root.GetProperty("sentence").GetString()!,
            Seconds = root.GetProperty("seconds").GetDouble(),
            Summary = [.. root.GetProperty("summary").EnumerateObject().Select(property => new NamedValue(property.Name, JsonText.ReadValue(property.Value)))],
        };
    }
}
