using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures.Tests;

/// <summary>Tables like those of the cities study: four depths, 120 times over eight decades, 14 singular values with a gap after the fourth.</summary>
internal static class SampleStudy
{
    public const int Times = 120;
    public const int Modes = 14;

    public static readonly ImmutableArray<string> Depths = ["infinite", "2", "5", "3"];

    public static StudyFrames Frames { get; } = Of(Depths);

    public static StudyFrames Of(ImmutableArray<string> depths)
    {
        List<string> keys = [], valueKeys = [];
        List<double> times = [], losses = [], ranks = [], distances = [], valueTimes = [], values = [];
        List<int> indices = [];
        for (int run = 0; run < depths.Length; run++)
        {
            for (int i = 0; i < Times; i++)
            {
                double time = Math.Pow(10, -2 + 8.0 * i / (Times - 1));
                double[] sigma = [.. Enumerable.Range(1, Modes).Select(index => SingularValue(Layers(depths[run]), index, time))];
                double sum = sigma.Sum();
                keys.Add($"key-{run}");
                times.Add(time);
                losses.Add(Enumerable.Range(1, 4).Sum(index => Math.Pow(SingularValue(Layers(depths[run]), index, 1e9) - sigma[index - 1], 2)) + 1e-4 / (1 + time));
                distances.Add(Math.Exp(-time / 1e5) + 1e-12);
                ranks.Add(Math.Exp(-sigma.Sum(s => s / sum * Math.Log(s / sum))));
                for (int index = 1; index <= Modes; index++)
                {
                    valueKeys.Add($"key-{run}");
                    valueTimes.Add(time);
                    indices.Add(index);
                    values.Add(sigma[index - 1]);
                }
            }
        }
        return new(
            Runs(depths),
            new(new Column<string>("key", [.. keys]), new Column<double>("time", [.. times]), new Column<double>("loss", [.. losses]), new Column<double>("effective-rank", [.. ranks]), new Column<double>("distance-to-limit", [.. distances]),
                new Column<double>("log-volume", [.. ranks.Select(rank => -rank)]), new Column<double>("speed", [.. losses])),
            new(new Column<string>("key", [.. valueKeys]), new Column<double>("time", [.. valueTimes]), new Column<int>("index", [.. indices]), new Column<double>("value", [.. values])),
            ["depth"],
            "rescaled time τ")
        {
            Events = new(
                new Column<string>("key", [.. depths.SelectMany((_, run) => Enumerable.Repeat($"key-{run}", 4))]),
                new Column<string>("event", [.. depths.SelectMany(_ => Enumerable.Repeat("mode-escape", 4))]),
                new Column<double>("time", [.. depths.SelectMany((_, run) => new double[] { 10, 40, 200, 1000 }.Select(time => time * (run + 1)))]),
                new Column<int>("index", [.. depths.SelectMany(_ => Enumerable.Range(1, 4))])),
            Rates = new(
                new Column<string>("key", [.. depths.SelectMany((_, run) => Enumerable.Repeat($"key-{run}", 2))]),
                new Column<string>("quantity", [.. depths.SelectMany(_ => new[] { "loss", "distance-to-limit" })]),
                new Column<string>("law", [.. depths.SelectMany(_ => new[] { "power-law", "exponential" })]),
                new Column<double>("rate", [.. depths.SelectMany(_ => new[] { 1, 1e-5 })]),
                new Column<double>("tail-start", [.. depths.SelectMany(_ => new[] { 1e4, 1e4 })]),
                new Column<double>("tail-end", [.. depths.SelectMany(_ => new[] { 1e6, 1e6 })])),
            DepthComparison = Distances(depths),
            Descent = Descents(depths),
        };
    }

    private static DataFrame Runs(ImmutableArray<string> depths) => new(
        new Column<string>("key", [.. depths.Select((_, run) => $"key-{run}")]),
        new Column<string>("depth", depths),
        new Column<int?>("gap-rank", [.. depths.Select(_ => (int?)4)]),
        new Column<double>("gap-rank-margin", [.. depths.Select(depth => Math.Log10(Ratio(Layers(depth))))]),
        new Column<double>("held-out-relative-rmse", [.. depths.Select(depth => 0.9 / Ratio(Layers(depth)))]),
        new Column<double>("effective-rank", [.. depths.Select(_ => 3.4)]));

    private static DataFrame Descents(ImmutableArray<string> depths)
    {
        (int Run, double Rate, double Time)[] rows = [.. from run in Enumerable.Range(0, depths.Length) from rate in new[] { 0.01, 0.005 } from time in new[] { 1, 10, 100.0 } select (run, rate, time)];
        return new(
            new Column<string>("key", [.. rows.Select(row => $"key-{row.Run}")]),
            new Column<string>("rule", [.. rows.Select(_ => "gradient-descent")]),
            new Column<double>("learning-rate", [.. rows.Select(row => row.Rate)]),
            new Column<double>("time", [.. rows.Select(row => row.Time)]),
            new Column<double>("distance", [.. rows.Select(row => row.Rate / row.Time)]));
    }

    private static DataFrame Distances(ImmutableArray<string> depths)
    {
        int infinite = depths.IndexOf("infinite");
        (int Run, double Time)[] rows = [.. from time in new[] { 1, 1e3, double.PositiveInfinity } from run in Enumerable.Range(0, depths.Length) where run != infinite && infinite >= 0 select (run, time)];
        return new(
            new Column<string>("key", [.. rows.Select(row => $"key-{row.Run}")]),
            new Column<string>("reference", [.. rows.Select(_ => $"key-{infinite}")]),
            new Column<double>("time", [.. rows.Select(row => row.Time)]),
            new Column<double>("distance", [.. rows.Select(row => 1 / Layers(depths[row.Run]) / (1 + 1 / row.Time))]));
    }

    private static double Layers(string depth) => depth == "infinite" ? 1000 : double.Parse(depth, System.Globalization.CultureInfo.InvariantCulture);

    private static double Ratio(double layers) => 16 + 64 * (1 - 2 / layers);

    // A sigmoid in log time from 1e-3 to the mode's limit, the smaller the later; sharper the deeper.
    private static double SingularValue(double layers, int index, double time)
    {
        double limit = index <= 4 ? Math.Pow(2.2, 1 - index) : 0.09 / Ratio(layers) * Math.Pow(0.9, index);
        double turn = 12 / limit * (1 + 4 * (1 - 2 / layers)) / Math.Max(limit, 0.05);
        double progress = 1 / (1 + Math.Pow(turn / time, 1.5 + layers / (layers + 3)));
        return Math.Exp(Math.Log(1e-3) * (1 - progress) + Math.Log(limit) * progress);
    }
}
