using System.Text.Json.Nodes;

namespace DlnDynamics.Figures.Tests;

/// <summary>Questions about a specification, asked of its whole tree.</summary>
internal static class SpecificationTree
{
    /// <summary>Every object in the tree, data included.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node) => node switch
    {
        JsonObject here => here.SelectMany(property => property.Value.Objects()).Prepend(here),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    /// <summary>The rows of data, wherever they are inlined.</summary>
    public static JsonObject[] Rows(this Figure figure) =>
        [.. figure.Specification.Objects().Select(here => here["data"]?["values"]).OfType<JsonArray>().SelectMany(rows => rows).Concat((figure.Specification["datasets"] as JsonObject ?? []).SelectMany(set => set.Value!.AsArray())).Select(row => row!.AsObject())];

    /// <summary>The texts that stand under a name anywhere in the tree.</summary>
    public static IEnumerable<string> Texts(this Figure figure, string name) =>
        figure.Specification.Objects().Select(here => here[name]).OfType<JsonValue>().Select(value => value.ToString());

    /// <summary>The channel definitions of a name anywhere in the tree.</summary>
    public static IEnumerable<JsonObject> Channels(this Figure figure, string name) =>
        figure.Specification.Objects().Select(here => here["encoding"]?[name]).OfType<JsonObject>();

    public static string[] Strings(this JsonNode? array) => [.. array!.AsArray().Select(item => item!.GetValue<string>())];

    public static double[] Numbers(this JsonNode? array) => [.. array!.AsArray().Select(item => item!.GetValue<double>())];
}
