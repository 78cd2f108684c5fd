using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace DlnDynamics.Figures;

/// <summary>One figure: a Vega-Lite 6 specification with its data inlined, and the words that stand around it.</summary>
/// <param name="Name">Name in study files and of the file it is saved in, kebab-case.</param>
/// <param name="Title">Heading.</param>
/// <param name="Caption">One sentence that says how to read it.</param>
/// <param name="Specification">The Vega-Lite specification.</param>
public sealed record Figure(string Name, string Title, string Caption, JsonObject Specification)
{
    // Letters of every script stay readable; <, > and & are escaped, so that the text may stand inside an HTML script element.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Whether there is anything to see.</summary>
    public bool HasData { get; init; } = true;

    /// <summary>The specification as JSON text: the same figure gives the same bytes, and no '&lt;' occurs in it.</summary>
    public string ToJson() => Specification.ToJsonString(Options);
}
