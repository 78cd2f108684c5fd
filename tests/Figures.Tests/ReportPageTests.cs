using System.Text.RegularExpressions;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

public sealed class ReportPageTests
{
    private const string Hostile = "<script>alert('&\"')</script>";

    private static ReportPage Page { get; } = new()
    {
        Title = "cities",
        Question = "Which rank?",
        Version = "DlnDynamics 0.1.0",
        Summary = ["depth 2: gap rank 4", "depth ∞: gap rank 4"],
        Figures = [.. FigureCatalog.Names.Select(name => FigureCatalog.Draw(name, SampleStudy.Frames))],
        Tables = [new("Runs", SampleStudy.Frames.Runs, "tables/runs.csv"), new("Trajectories", SampleStudy.Frames.Trajectories, "tables/trajectories.csv")],
        Libraries = BrowserLibraries.Linked,
    };

    private static readonly Regex ScriptSources = new("<script[^>]*src=\"(?<address>[^\"]*)\"", RegexOptions.NonBacktracking);

    [Fact]
    public void Text_of_a_study_is_never_markup()
    {
        DataFrame frame = new(new Column<string>(Hostile, [Hostile], Hostile));
        ReportPage page = Page with
        {
            Title = Hostile, Question = Hostile, Summary = [Hostile], Version = Hostile, Tables = [new(Hostile, frame, Hostile)],
            Figures = [Page.Figures[0] with { Name = Hostile, Title = Hostile, Caption = Hostile }],
        };
        string html = page.ToHtml();
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("'&\"'", html, StringComparison.Ordinal);
        Assert.Contains("<h1>&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_values_give_the_same_page() => Assert.Equal(Page.ToHtml(), (Page with { }).ToHtml());

    [Fact]
    public void Every_figure_has_its_place_its_specification_and_its_words()
    {
        string html = Page.ToHtml();
        foreach (Figure figure in Page.Figures)
        {
            Assert.Contains($"id=\"figure-{figure.Name}\"", html, StringComparison.Ordinal);
            Assert.Contains(figure.ToJson() + "</script>", html, StringComparison.Ordinal);
            Assert.Contains($"<h2>{figure.Title}</h2>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_embedded_libraries_the_page_links_to_exact_versions_and_says_so()
    {
        string html = Page.ToHtml();
        Assert.Equal("cdn", Page.DrawnWith);
        Assert.Contains("need an internet connection", html, StringComparison.Ordinal);
        string[] sources = [.. ScriptSources.Matches(html).Select(match => match.Groups["address"].Value)];
        Assert.Equal(3, sources.Length);
        Assert.All(sources, source => Assert.Matches(@"^https://cdn\.jsdelivr\.net/npm/(vega|vega-lite|vega-embed)@\d+\.\d+\.\d+/build/\1\.min\.js$", source));
    }

    [Fact]
    public void With_embedded_libraries_the_page_loads_nothing()
    {
        Assert.SkipUnless(BrowserLibraries.CanEmbed, "This build was made without npm, so it has no drawing libraries to embed.");
        ReportPage page = Page with { Libraries = BrowserLibraries.Embedded };
        string html = page.ToHtml();
        Assert.Equal("embedded", page.DrawnWith);
        Assert.Empty(ScriptSources.Matches(html));
        Assert.DoesNotContain("internet connection", html, StringComparison.Ordinal);
        Assert.Contains("Redistribution and use in source and binary forms", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_stand_to_the_right_and_a_long_table_is_cut_with_a_note()
    {
        DataFrame frame = new(new Column<double>("x", [.. Enumerable.Range(0, 201).Select(i => i + 1.0 / 3)], "km²"), new Column<string>("name", [.. Enumerable.Repeat("a", 201)]));
        string html = (Page with { Figures = [], Tables = [new("Long", frame, "tables/long.csv")] }).ToHtml();
        Assert.Contains("<th class=\"number\">x (km&#178;)</th><th>name</th>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">199.333</td><td>a</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("200.333", html, StringComparison.Ordinal);
        Assert.Contains("The first 200 of 201 rows; all of them, in full precision, in <code>tables/long.csv</code>.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_scripts_the_reader_is_told_what_is_missing() =>
        Assert.Contains("<noscript><p class=\"notice\">The figures need JavaScript", Page.ToHtml(), StringComparison.Ordinal);
}
