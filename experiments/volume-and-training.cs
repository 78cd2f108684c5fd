#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: does gradient flow end where the volume of its metric is largest, as Cohen, Menon and Veraszto (2023, §6) saw on 2 × 2 completion from the diagonal?
//
// From many random starts at six depths: where does the flow end on the plane of minimisers (w₁₂, w₂₁), and does the volume form of that depth say so?
// Two parts, judged apart: do outcomes have low rank, where the volume grows without bound; and do those that have lie along the hyperbola
// of rank-1 minimisers as the volume does, which per unit length is largest at the corners. docs/design/011-geometry.md says what the volume is.
//
// Run: dotnet run -c Release --file experiments/volume-and-training.cs [-- STARTS [SCALE [FOLDER]]]      1000 starts of scale 1e-4, about half a minute
// Writes results/volume-and-training: report.html, tables/verdicts.csv, tables/outcomes.csv, figures/*.vl.json.

using System.Globalization;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.Studies;

CultureInfo plain = CultureInfo.InvariantCulture;
if (args.Length > 3 || (args.Length > 0 && !(int.TryParse(args[0], plain, out int wanted) && wanted > 0))
    || (args.Length > 1 && !(double.TryParse(args[1], plain, out double size) && size is > 0 and < 1)))
{
    Console.Error.WriteLine("Expected: [STARTS [SCALE [FOLDER]]], a whole number above 0, a number between 0 and 1, a folder; for example 1000 1e-4 results/volume-and-training.");
    return 2;
}
int starts = args.Length > 0 ? int.Parse(args[0], plain) : 1000;
double scale = args.Length > 1 ? double.Parse(args[1], plain) : 1e-4;
string folder = args.Length > 2 ? args[2] : Path.Combine("results", "volume-and-training");

// The observed entries: their product, 0.851, is what the figure of the paper shows.
DiagonalMinimisers minimisers = new(0.9227, 0.9227);
Depth[] depths = [Depth.Of(2), Depth.Of(3), Depth.Of(5), Depth.Of(10), Depth.Of(20), Depth.Infinite];
long[] seeds = [.. Enumerable.Range(1, starts).Select(seed => (long)seed)];

List<(Depth Depth, System.Collections.Immutable.ImmutableArray<Outcome> Outcomes)> ensembles = [];
List<VolumeHypothesis> verdicts = [];
foreach (Depth depth in depths)
{
    ensembles.Add((depth, Outcomes.Of(depth, minimisers.Loss, seed => new BalancedGaussian(scale, seed), seeds,
        (problem, options, sink) => problem.Integrate(new AutomaticMethod(), options, sink))));
    verdicts.Add(VolumeHypothesis.Judge(depth, minimisers, ensembles[^1].Outcomes));
    Console.WriteLine($"depth {depth}: {verdicts[^1].Reason}");
}

const double Reach = 2;
DataFrame table = VolumeFrames.Verdicts(verdicts), outcomes = VolumeFrames.OutcomesOf(ensembles, minimisers);
DataFrame some = outcomes.Where(row => outcomes.Get<long>("seed")[row] <= 300 && outcomes["arrived"].TextAt(row) == "yes");
Figure[] figures =
[
    VolumeMapFigure.From(VolumeFrames.Map(depths, minimisers, Reach), VolumeFrames.Hyperbola(minimisers, Reach), some),
    VolumeFitFigure.From(table, outcomes),
];
AtomicFile.Write(Path.Combine(folder, "tables", "verdicts.csv"), CsvTable.Write(table));
AtomicFile.Write(Path.Combine(folder, "tables", "outcomes.csv"), CsvTable.Write(outcomes));
foreach (Figure figure in figures)
{
    AtomicFile.Write(Path.Combine(folder, "figures", figure.Name + ".vl.json"), figure.ToJson());
}
string page = Path.Combine(folder, "report.html");
AtomicFile.Write(page, new ReportPage
{
    Title = "Volume and training",
    Question = string.Create(plain, $"Does gradient flow on 2 × 2 completion from the diagonal end where the volume of its metric is largest? {starts} Gaussian starts of scale {scale} at each depth."),
    Summary = [.. verdicts.Select(verdict => $"Depth {verdict.Depth}. {verdict.Reason}")],
    Figures = [.. figures],
    Tables = [new("Verdicts", new(table.Columns.Where(column => column.Name is "depth" or "verdict" or "outcomes" or "low-rank-share" or "mean-quantile" or "distance" or "p-value")), "tables/verdicts.csv")],
    Version = $"dln {Manifest.Version}",
}.ToHtml());
Console.WriteLine($"report: {page}");
return 0;
