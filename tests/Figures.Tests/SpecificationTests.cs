using System.Text.Json.Nodes;

namespace DlnDynamics.Figures.Tests;

public sealed class SpecificationTests
{
    public static TheoryData<string> Names => [.. FigureCatalog.Names];

    [Theory, MemberData(nameof(Names))]
    public void Every_figure_is_a_Vega_Lite_specification_under_its_own_name(string name)
    {
        Figure figure = FigureCatalog.Draw(name, SampleStudy.Frames);
        JsonObject read = JsonNode.Parse(figure.ToJson())!.AsObject();
        Assert.Equal("https://vega.github.io/schema/vega-lite/v6.json", read["$schema"]!.GetValue<string>());
        Assert.Equal(name, figure.Name);
        Assert.Single(read.Select(part => part.Key).Intersect(["layer", "facet", "vconcat"]));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_field_that_is_drawn_is_in_the_data_or_made_from_it(string name)
    {
        Figure figure = FigureCatalog.Draw(name, SampleStudy.Frames);
        HashSet<string> present = [.. figure.Rows().SelectMany(row => row.Select(cell => cell.Key)), .. figure.Texts("as"), .. Enumerable.Range(1, 12).Select(i => $"σ{i}")];
        Assert.NotEmpty(figure.Texts("field"));
        Assert.All(figure.Texts("field"), field => Assert.Contains(field, present));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_figure_isolates_by_its_legend_and_answers_the_pointer(string name)
    {
        Figure figure = FigureCatalog.Draw(name, SampleStudy.Frames);
        JsonObject picked = Assert.Single(figure.Specification.Objects(), here => here["bind"]?.ToString() == "legend");
        Assert.Contains(figure.Channels("opacity"), channel => channel["condition"]?["param"]?.ToString() == picked["name"]!.ToString());
        Assert.Contains(figure.Specification.Objects(), here => here["tooltip"] is JsonArray);
    }

    // The legend of descent is of update rules.
    public static TheoryData<string> NamesOfThoseByDepth => [.. FigureCatalog.Names.Where(name => name != "descent")];

    [Theory, MemberData(nameof(NamesOfThoseByDepth))]
    public void Depths_stand_in_increasing_order_with_infinity_last(string name)
    {
        Figure figure = FigureCatalog.Draw(name, SampleStudy.Frames);
        string[][] orders =
        [
            .. figure.Specification.Objects().Select(here => here["domain"]).OfType<JsonArray>().Where(domain => domain[0]!.GetValueKind() == System.Text.Json.JsonValueKind.String).Select(domain => domain.Strings()),
            .. figure.Specification.Objects().Select(here => here["sort"]).OfType<JsonArray>().Select(sort => sort.Strings().Select(label => label.Replace("depth ", "", StringComparison.Ordinal)).ToArray()),
        ];
        Assert.NotEmpty(orders);
        Assert.All(orders, order => Assert.Equal(["2", "3", "5", "∞"], order));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_figure_of_nothing_is_still_a_figure(string name)
    {
        StudyFrames nothing = new(new(), new(), new(), [], "rescaled time τ");
        Assert.Empty(FigureCatalog.Draw(name, nothing).Rows());
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_tables_give_the_same_bytes(string name) =>
        Assert.Equal(FigureCatalog.Draw(name, SampleStudy.Of(SampleStudy.Depths)).ToJson(), FigureCatalog.Draw(name, SampleStudy.Of(SampleStudy.Depths)).ToJson());

    [Theory, MemberData(nameof(Names))]
    public void Text_from_a_study_cannot_end_the_element_that_holds_the_specification(string name)
    {
        StudyFrames hostile = SampleStudy.Frames with { TimeTitle = "\"</script><!--" };
        string json = FigureCatalog.Draw(name, hostile).ToJson();
        Assert.DoesNotContain('<', json);
        Assert.NotNull(JsonNode.Parse(json));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_names_there_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => FigureCatalog.Draw("los", SampleStudy.Frames));
        Assert.Contains("No figure 'los'; there are: loss, convergence, singular-values, escape-times, effective-rank, quantities, depth-comparison, descent.", error.Message, StringComparison.Ordinal);
    }
}
