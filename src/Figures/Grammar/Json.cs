using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DlnDynamics.Figures;

/// <summary>Values as JSON text, to be put into the text of a specification.</summary>
internal static class Json
{
    public static string Of(string text) => JsonSerializer.Serialize(text);

    public static string Of(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    public static string Of(IEnumerable<double> numbers) => JsonSerializer.Serialize(numbers);

    public static string Of(IReadOnlyList<IReadOnlyList<int>> lists) => JsonSerializer.Serialize(lists);

    public static JsonObject Parse([StringSyntax(StringSyntaxAttribute.Json)] string text) => JsonNode.Parse(text)!.AsObject();
}
