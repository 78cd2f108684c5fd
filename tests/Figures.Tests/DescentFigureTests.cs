using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

public sealed class DescentFigureTests
{
    private static Figure Of(ImmutableArray<string> depths, params (int Run, string Rule, double Rate, double Time)[] rows) => DescentFigure.From(SampleStudy.Of(depths) with
    {
        Descent = new(
            new Column<string>("key", [.. rows.Select(row => $"key-{row.Run}")]),
            new Column<string>("rule", [.. rows.Select(row => row.Rule)]),
            new Column<double>("learning-rate", [.. rows.Select(row => row.Rate)]),
            new Column<double>("time", [.. rows.Select(row => row.Time)]),
            new Column<double>("distance", [.. rows.Select(_ => 0.1)])),
    });

    private static string[] Entries(Figure figure) => figure.Channels("color").First()["scale"]!["domain"].Strings();

    [Fact]
    public void The_legend_names_rule_and_rate_and_every_run_has_its_panel()
    {
        Figure figure = Of(["2", "3"], [.. from run in new[] { 0, 1 } from rate in new[] { 0.01, 10 } from time in new[] { 1, 2.0 } select (run, "gradient-descent", rate, time), (1, "heavy-ball, momentum 0.9", 0.001, 1), (1, "heavy-ball, momentum 0.9", 0.001, 2)]);
        Assert.Equal(["gradient descent 0.01", "gradient descent 10", "heavy ball 0.001"], Entries(figure));
        Assert.Equal(["depth 2", "depth 3"], figure.Specification["facet"]!["sort"].Strings());
        Assert.Equal(10, figure.Rows().Length);
    }

    [Fact]
    public void Rules_that_differ_in_more_than_their_rate_are_told_apart()
    {
        Figure figure = Of(["2"], (0, "heavy-ball, momentum 0.9", 0.01, 1), (0, "heavy-ball, momentum 0.5", 0.01, 1), (0, "rmsprop, memory 0.99, floor 0.0001", 0.01, 1));
        Assert.Equal(["heavy ball 0.01, momentum 0.9", "heavy ball 0.01, momentum 0.5", "rmsprop 0.01"], Entries(figure));
    }

    [Fact]
    public void A_rule_that_diverges_at_once_leaves_a_point()
    {
        Figure figure = Of(["2"], (0, "gradient-descent", 0.01, 1), (0, "gradient-descent", 0.01, 2), (0, "gradient-descent", 10, 20));
        Assert.Equal([false, false, true], figure.Rows().Select(row => row["alone"]!.GetValue<bool>()));
        Assert.Contains(figure.Channels("opacity"), channel => channel["condition"]!["test"]?.ToString() == "datum.alone");
    }

    [Fact]
    public void Of_many_runs_twelve_have_a_panel_and_the_caption_says_so()
    {
        Figure figure = Of([.. Enumerable.Range(2, 14).Select(depth => $"{depth}")], [.. from run in Enumerable.Range(0, 14) from time in new[] { 1, 2.0 } select (run, "gradient-descent", 0.1, time)]);
        Assert.Equal(12, figure.Specification["facet"]!["sort"].Strings().Length);
        Assert.Equal(24, figure.Rows().Length);
        Assert.Contains("One panel each for 12 of 14 runs.", figure.Caption, StringComparison.Ordinal);
    }
}
