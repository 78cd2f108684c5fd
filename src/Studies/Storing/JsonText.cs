using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DlnDynamics.Studies;

/// <summary>The JSON of every file and of --json: indented, "\n", no number that JSON does not know.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The UTF-8 bytes of one document, ended by a newline.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> document)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            document(json);
        }
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A value of a table: null where there is none, infinite numbers as "inf" and "-inf".</summary>
    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        switch (value)
        {
            case null or double.NaN:
                json.WriteNullValue();
                break;
            case double number when double.IsInfinity(number):
                json.WriteStringValue(number > 0 ? "inf" : "-inf");
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    /// <summary>The value that <see cref="WriteValue"/> wrote; whole numbers come back as doubles.</summary>
    internal static object? ReadValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            var text => text,
        },
        _ => null,
    };
}
