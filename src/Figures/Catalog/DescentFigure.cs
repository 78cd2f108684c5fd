using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>How far iterations in discrete time are from the flow that they stand for, a panel a run.</summary>
public static class DescentFigure
{
    private const int MostPanels = 12;
    private const int Height = 230;

    /// <summary>‖X_k − X(t)‖ against time, both logarithmic; a panel for each run that has iterates, one line an update rule and learning rate.</summary>
    public static Figure From(StudyFrames frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        DataFrame samples = frames.Descent;
        RunLegend legend = RunLegend.Of(frames.Runs, frames.Axes);
        string[] rules = RulesOf(samples);
        List<(string Run, string Rule, double Time, double Distance)> points = [];
        for (int row = 0; row < rules.Length; row++)
        {
            double time = samples["time"].NumberAt(row), distance = samples["distance"].NumberAt(row);
            if (double.IsFinite(time) && time > 0 && double.IsFinite(distance) && distance > 0
                && legend.TryFind(samples["key"].TextAt(row), out (string Label, string Entry) run))
            {
                points.Add((run.Label, rules[row], time.ToPlotPrecision(), distance.ToPlotPrecision()));
            }
        }
        ImmutableArray<string> runs = [.. legend.Labels.Where(label => points.Exists(point => point.Run == label))];
        ImmutableArray<string> shown = [.. runs.Take(MostPanels)], entries = [.. rules.Distinct()];
        points.RemoveAll(point => !shown.Contains(point.Run));

        // A rule that diverges at once leaves a point and no line.
        ILookup<(string, string), double> lines = points.ToLookup(point => (point.Run, point.Rule), point => point.Time);
        JsonArray values = [.. points.Select(point => new JsonObject
        {
            ["run"] = point.Run, ["rule"] = point.Rule, ["time"] = point.Time, ["value"] = point.Distance, ["alone"] = lines[(point.Run, point.Rule)].Count() == 1,
        })];
        const string Title = "Descent beside the flow";
        string caption = "Distance of the iterates of an update rule to the gradient flow at equal time, a panel a run, one line a rule and learning rate: "
            + "a line that halves where the learning rate is halved is of first order, one that stays is of another flow."
            + (runs.Length > shown.Length ? $" One panel each for {shown.Length} of {runs.Length} runs." : "");
        int width = shown.Length == 1 ? Appearance.Width : 300;
        JsonObject specification = Appearance.Specification($"{Title}. {caption}", $$"""
            {
              "data": { "values": [] },
              "columns": {{(shown.Length == 1 ? 1 : 2)}},
              "spacing": 24,
              "facet": { "field": "run", "type": "nominal", "title": null, "sort": {{Json.Of(shown)}} },
              "spec": {
                "width": {{width}},
                "height": {{Height}},
                "encoding": {
                  "x": {{LogarithmicAxis.Channel("time", frames.TimeTitle, [.. points.Select(point => point.Time)], width, tight: true)}},
                  "y": {{LogarithmicAxis.Channel("value", "‖X_k − X(t)‖", [.. points.Select(point => point.Distance)], Height, tight: false)}},
                  "color": { "field": "rule", "type": "nominal", "title": "rule and rate", "scale": {{Appearance.ColourScale(entries)}}, "legend": { "symbolType": "stroke" } }
                },
                "layer": [
                  {
                    "params": [{ "name": "picked", "select": { "type": "point", "fields": ["rule"] }, "bind": "legend" }],
                    "mark": { "type": "line", "strokeWidth": 2 },
                    "encoding": {
                      "strokeDash": { "field": "rule", "type": "nominal", "title": "rule and rate", "scale": {{Appearance.DashScale(entries)}}, "legend": { "symbolType": "stroke" } },
                      "opacity": { "condition": { "param": "picked", "value": 1 }, "value": 0.1 }
                    }
                  },
                  {
                    "mark": { "type": "point", "filled": true, "size": 70 },
                    "encoding": {
                      "opacity": { "condition": { "test": "datum.alone", "value": 1 }, "value": 0 },
                      "tooltip": [
                        { "field": "run", "type": "nominal", "title": "run" },
                        { "field": "rule", "type": "nominal", "title": "rule and rate" },
                        { "field": "time", "type": "quantitative", "title": {{Json.Of(frames.TimeTitle)}}, "format": ".4~g" },
                        { "field": "value", "type": "quantitative", "title": "‖X_k − X(t)‖", "format": ".4~g" }
                      ]
                    }
                  }
                ]
              }
            }
            """);
        specification["data"]!["values"] = values;
        return new("descent", Title, caption, specification) { HasData = values.Count > 0 };
    }

    /// <summary>For each row its rule and learning rate, such as "heavy ball 0.01"; what else a rule has is named only where it tells two of them apart.</summary>
    private static string[] RulesOf(DataFrame samples)
    {
        (string Rule, string Rate)[] rows = samples.Has("key") ? [.. Enumerable.Range(0, samples.RowCount).Select(row => (samples["rule"].TextAt(row), samples["learning-rate"].TextAt(row)))] : [];
        static string Short((string Rule, string Rate) row) => $"{row.Rule.Split(',')[0].Replace('-', ' ')} {row.Rate}";
        HashSet<string> shared = [.. rows.Distinct().GroupBy(Short).Where(alike => alike.Count() > 1).Select(alike => alike.Key)];
        return [.. rows.Select(row => Short(row) + (shared.Contains(Short(row)) ? row.Rule[row.Rule.IndexOf(',', StringComparison.Ordinal)..] : ""))];
    }
}
