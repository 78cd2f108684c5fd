using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace DlnDynamics.Figures;

/// <summary>The scripts that draw the figures, Vega, Vega-Lite and Vega-Embed: embedded in a page, or linked from it.</summary>
public sealed class BrowserLibraries
{
    // The order matters: each needs those before it.
    private static readonly ImmutableArray<string> Packages = ["vega", "vega-lite", "vega-embed"];

    private readonly Func<string, string> _element;

    private BrowserLibraries(string source, Func<string, string> element) => (Source, _element) = (source, element);

    /// <summary>Whether this build found npm, and so can embed the libraries.</summary>
    public static bool CanEmbed { get; } = Packages.All(package => Assembly.GetManifestResourceInfo(Bundle(package)) is not null);

    /// <summary>The libraries as text of the page; a page with them needs no connection.</summary>
    /// <exception cref="InvalidOperationException">This build has none: see <see cref="CanEmbed"/>.</exception>
    public static BrowserLibraries Embedded => CanEmbed
        ? new("embedded", EmbeddedElement)
        : throw new InvalidOperationException("This build was made without npm: it holds no copy of the drawing libraries.");

    /// <summary>The libraries as links to a content delivery network, in the same versions.</summary>
    public static BrowserLibraries Linked { get; } = new("cdn", LinkedElement);

    /// <summary>Embedded where this build can, otherwise linked.</summary>
    public static BrowserLibraries Default => CanEmbed ? Embedded : Linked;

    /// <summary>"embedded" or "cdn".</summary>
    public string Source { get; }

    /// <summary>Names and versions, for a reader: "Vega 6.1.0, …".</summary>
    public static string Versions { get; } = string.Join(", ", Packages.Select(package => $"{package} {Version(package)}"));

    internal string ToHtml() => string.Concat(Packages.Select(_element));

    private static Assembly Assembly => typeof(BrowserLibraries).Assembly;

    private static string Bundle(string package) => $"{package}.min.js";

    private static string LinkedElement(string package) =>
        $"<script src=\"https://cdn.jsdelivr.net/npm/{package}@{Version(package)}/build/{Bundle(package)}\"></script>\n";

    // The licence asks to go wherever the code goes. "</script" would end the element even inside a JavaScript string; with a backslash it
    // means the same to JavaScript and nothing to HTML.
    private static string EmbeddedElement(string package) =>
        $"<script>/*!\n{Resource($"{package}.LICENSE").Trim()}\n*/\n{Resource(Bundle(package)).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)}</script>\n";

    // package.json is the one place that states the versions.
    private static string Version(string package) =>
        JsonNode.Parse(Resource("package.json"))!["dependencies"]![package]!.GetValue<string>();

    internal static string Resource(string name)
    {
        using Stream stream = Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
