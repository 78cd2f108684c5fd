using System.Text.RegularExpressions;

namespace DlnDynamics.Figures.Tests;

public sealed class ReportPageInBrowserTests
{
    private static ReportPage Page => new()
    {
        Title = "cities",
        Version = "DlnDynamics 0.1.0",
        Figures = [.. FigureCatalog.Names.Select(name => FigureCatalog.Draw(name, SampleStudy.Frames))],
        Tables = [new("Runs", SampleStudy.Frames.Runs, "tables/runs.csv")],
    };

    private static readonly Regex Drawn = new("<body data-drawn=\"8\">", RegexOptions.NonBacktracking);

    private static readonly Regex ScriptErrors = new("<pre id=\"script-errors\"[^>]*>(?<text>[^<]*)</pre>", RegexOptions.NonBacktracking);

    private static readonly Regex Lines = new("<path[^>]*aria-roledescription=\"line mark\"[^>]* d=\"M[^\"]*L", RegexOptions.NonBacktracking);

    private static readonly Regex Points = new("<path[^>]*aria-roledescription=\"point\"", RegexOptions.NonBacktracking);

    [Fact]
    public async Task Every_figure_is_drawn_and_no_script_fails()
    {
        SkipWithoutBrowser();
        Assert.SkipUnless(BrowserLibraries.CanEmbed, "This build was made without npm, so its pages cannot be drawn offline.");
        string document = await Chromium.DumpDocumentAsync(Page.ToHtml(), TestContext.Current.CancellationToken);
        Assert.Equal("", ErrorsOn(document));
        Assert.Matches(Drawn, document);
        int runs = SampleStudy.Depths.Length;

        // A line for the data and one for the law that was fitted to it.
        Assert.Equal(2 * runs, Lines.Count(Plot(document, "loss")));
        Assert.Equal(2 * runs, Lines.Count(Plot(document, "convergence")));
        Assert.Equal(runs, Lines.Count(Plot(document, "escape-times")));
        Assert.Equal(runs, Lines.Count(Plot(document, "effective-rank")));
        Assert.Equal(12 * runs, Lines.Count(Plot(document, "singular-values")));

        // Two rules a run.
        Assert.Equal(2 * runs, Lines.Count(Plot(document, "descent")));

        // Spectra, distances to infinite depth at three times, the line of slope −1.
        Assert.Equal(runs + 3 + 1, Lines.Count(Plot(document, "depth-comparison")));
        Assert.Equal(12 * runs + 3 * runs + 3 * (runs - 1), Points.Count(Plot(document, "depth-comparison")));
        Assert.Contains("Save as SVG", Plot(document, "loss"), StringComparison.Ordinal);
        Assert.Contains("Save as PNG", Plot(document, "loss"), StringComparison.Ordinal);
        Assert.DoesNotContain("Vega Editor", document[..document.IndexOf("<footer", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_that_cannot_be_drawn_is_named_on_the_page()
    {
        SkipWithoutBrowser();
        Assert.SkipUnless(BrowserLibraries.CanEmbed, "This build was made without npm, so its pages cannot be drawn offline.");
        Figure broken = new("broken", "Broken", "", new() { ["mark"] = "no-such-mark", ["data"] = 1 });
        string document = await Chromium.DumpDocumentAsync((Page with { Figures = [broken] }).ToHtml(), TestContext.Current.CancellationToken);
        Assert.Contains("Figure broken: ", ErrorsOn(document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_a_linked_page_says_so_and_shows_its_tables()
    {
        SkipWithoutBrowser();
        // A host that resolves nowhere stands for a missing connection.
        string html = (Page with { Libraries = BrowserLibraries.Linked }).ToHtml().Replace("https://cdn.jsdelivr.net/", "https://cdn.invalid/", StringComparison.Ordinal);
        string document = await Chromium.DumpDocumentAsync(html, TestContext.Current.CancellationToken);
        Assert.Contains("the drawing libraries did not load", ErrorsOn(document), StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">0.05625</td>", document, StringComparison.Ordinal);
    }

    private static void SkipWithoutBrowser() => Assert.SkipUnless(Chromium.Path is not null, "No Chromium on this machine: pages cannot be opened.");

    private static string ErrorsOn(string document)
    {
        Match match = ScriptErrors.Match(document);
        Assert.True(match.Success, "The page has no place for script errors.");
        return match.Groups["text"].Value;
    }

    private static string Plot(string document, string name)
    {
        int start = document.IndexOf($"id=\"figure-{name}\"", StringComparison.Ordinal);
        return document[start..document.IndexOf("<script type=\"application/json\"", start, StringComparison.Ordinal)];
    }
}
