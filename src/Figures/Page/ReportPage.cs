using System.Collections.Immutable;
using System.Text;

namespace DlnDynamics.Figures;

/// <summary>
/// A study's results as one HTML page: question, summary, figures, tables. The page is a function of these properties: same values, same bytes.
/// Without scripts it still shows the tables; a failing script is reported on the page, in the element <c>script-errors</c>.
/// </summary>
public sealed record ReportPage
{
    /// <summary>Heading of the page: the study's name.</summary>
    public required string Title { get; init; }

    /// <summary>The study's question, where it states one.</summary>
    public string? Question { get; init; }

    /// <summary>What came out, a sentence a run.</summary>
    public ImmutableArray<string> Summary { get; init; } = [];

    /// <summary>The figures, in order.</summary>
    public ImmutableArray<Figure> Figures { get; init; } = [];

    /// <summary>The tables, below the figures.</summary>
    public ImmutableArray<ReportTable> Tables { get; init; } = [];

    /// <summary>The program and its version, for the foot of the page.</summary>
    public required string Version { get; init; }

    /// <summary>Where the drawing libraries come from.</summary>
    public BrowserLibraries Libraries { get; init; } = BrowserLibraries.Default;

    /// <summary>"embedded" when the page draws its figures by itself, "cdn" when it needs a connection.</summary>
    public string DrawnWith => Libraries.Source;

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        StringBuilder html = new();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(Escape(Title)).Append("</title>\n")
            .Append("<style>\n").Append(BrowserLibraries.Resource("ReportPage.css")).Append("</style>\n")
            .Append("</head>\n<body>\n<main>\n<h1>").Append(Escape(Title)).Append("</h1>\n");
        if (!string.IsNullOrWhiteSpace(Question))
        {
            html.Append("<p class=\"question\">").Append(Escape(Question)).Append("</p>\n");
        }
        AppendSummary(html);
        AppendNotices(html);
        foreach (Figure figure in Figures)
        {
            AppendFigure(html, figure);
        }
        foreach (ReportTable table in Tables)
        {
            html.AppendTable(table);
        }
        html.Append("</main>\n<footer>").Append(Escape(Version)).Append(". Figures drawn by ").Append(Escape(BrowserLibraries.Versions))
            .Append(DrawnWith == "embedded" ? ", embedded in this page.</footer>\n" : ", from cdn.jsdelivr.net.</footer>\n");
        if (!Figures.IsEmpty)
        {
            html.Append("<script>\n").Append(BrowserLibraries.Resource("CatchErrors.js")).Append("</script>\n")
                .Append(Libraries.ToHtml())
                .Append("<script>\n").Append(BrowserLibraries.Resource("DrawFigures.js")).Append("</script>\n");
        }
        return html.Append("</body>\n</html>\n").ToString();
    }

    private void AppendSummary(StringBuilder html)
    {
        if (Summary.IsEmpty)
        {
            return;
        }
        html.Append("<ul class=\"summary\">\n");
        foreach (string line in Summary)
        {
            html.Append("<li>").Append(Escape(line)).Append("</li>\n");
        }
        html.Append("</ul>\n");
    }

    private void AppendNotices(StringBuilder html)
    {
        if (Figures.IsEmpty)
        {
            return;
        }
        html.Append("<noscript><p class=\"notice\">The figures need JavaScript; the tables below do not.</p></noscript>\n");
        if (DrawnWith == "cdn")
        {
            html.Append("<p class=\"notice\">The figures on this page need an internet connection: the program was built without npm, ")
                .Append("so the drawing libraries are loaded from cdn.jsdelivr.net. The tables below need none.</p>\n");
        }
        string hint = Figures.Any(figure => figure.ToJson().Contains("\"bind\":\"legend\"", StringComparison.Ordinal)) ? "Click an entry of a legend to isolate it (shift-click adds another), hover to read values; the" : "The";
        html.Append("<p class=\"hint\">").Append(hint).Append(" button at a figure's corner saves it as SVG or PNG.</p>\n")
            .Append("<pre id=\"script-errors\" role=\"alert\"></pre>\n");
    }

    private static void AppendFigure(StringBuilder html, Figure figure)
    {
        string name = Escape(figure.Name);
        html.Append("<section class=\"figure\">\n<h2>").Append(Escape(figure.Title)).Append("</h2>\n<p class=\"caption\">").Append(Escape(figure.Caption)).Append("</p>\n")
            .Append("<div class=\"wide\"><div class=\"plot\" id=\"figure-").Append(name).Append("\" data-name=\"").Append(name).Append("\"></div></div>\n")
            .Append("<script type=\"application/json\" id=\"specification-").Append(name).Append("\">").Append(figure.ToJson()).Append("</script>\n</section>\n");
    }

    private static string Escape(string text) => HtmlTable.Escape(text);
}
