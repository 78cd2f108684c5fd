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
        List<double> times = [], losses = [], ranks = [], valueTimes = [], values = [];
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
            new(new Column<string>("key", [.. keys]), new Column<double>("time", [.. times]), new Column<double>("loss", [.. losses]), new Column<double>("effective-rank", [.. ranks])),
            new(new Column<string>("key", [.. valueKeys]), new Column<double>("time", [.. valueTimes]), new Column<int>("index", [.. indices]), new Column<double>("value", [.. values])),
            ["depth"],
            "rescaled time τ");
    }

    private static DataFrame Runs(ImmutableArray<string> depths) => new(
        new Column<string>("key", [.. depths.Select((_, run) => $"key-{run}")]),
        new Column<string>("depth", depths),
        new Column<int?>("gap-rank", [.. depths.Select(_ => (int?)4)]),
        new Column<double>("gap-rank-margin", [.. depths.Select(depth => Math.Log10(Ratio(Layers(depth))))]),
        new Column<double>("held-out-relative-rmse", [.. depths.Select(depth => 0.9 / Ratio(Layers(depth)))]),
        new Column<double>("effective-rank", [.. depths.Select(_ => 3.4)]));

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
