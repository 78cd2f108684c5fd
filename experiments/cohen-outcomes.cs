#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:project ../tests/Oracles
#:property PublishAot=false

// Question: where does gradient flow end on 2 × 2 completion from the diagonal, by depth, and is that where the volume of its metric is largest?
// Source: [CMV23] §6, figures 4 and 5, read off reproductions of them; the depths 2 and 3 are ours.
//
// From Gaussian starts at six depths to the end: places on the plane of minimisers (w₁₂, w₂₁), spread along the hyperbola w₁₂·w₂₁ = ab of those of rank 1, effective rank. Beside them the log-volume of
// each depth, and two questions that are judged apart: are outcomes of low rank, where the volume grows without bound; and do those that are lie along the hyperbola as the volume does,
// which per unit length is largest at the corners? docs/design/011-geometry.md says what the volume is.
//
// Run: dotnet run -c Release --file experiments/cohen-outcomes.cs [-- [--quick] [FOLDER]]      3000 starts a depth, about a minute on two cores; --quick 600, some fifteen seconds

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "cohen-outcomes", "Where diagonal completion ends",
    "Where does gradient flow end on 2 × 2 completion from the diagonal, by depth, and is that where the volume of its metric is largest? Cohen, Menon, Veraszto (2023), §6 and figures 4 and 5.");
if (experiment is null)
{
    return 2;
}

// The figure shows their product alone, 0.851 ± 0.004, and clusters at ±0.92. The scale of the start is the power of ten whose outcomes are as close to rank 1 as the figure's.
const double Product = 0.851, Pixel = 0.004, Corner = 0.92, Scale = 1e-3;
DiagonalMinimisers minimisers = new(0.9227, 0.9227);
int starts = experiment.IsQuick ? 600 : 3000;
long[] seeds = [.. Enumerable.Range(1, starts).Select(seed => (long)seed)];
Depth[] depths = [Depth.Of(2), Depth.Of(3), Depth.Of(5), Depth.Of(10), Depth.Of(20), Depth.Infinite];
Depth[] published = depths[2..];

ImmutableArray<Outcome> From(Depth depth, double scale) => Outcomes.Of(depth, minimisers.Loss, seed => new BalancedGaussian(scale, seed), seeds,
    (problem, options, sink) => problem.Integrate(new AutomaticMethod(), options, sink));
List<(Depth Depth, ImmutableArray<Outcome> Outcomes)> ensembles = [.. depths.Select(depth => (depth, From(depth, Scale)))];
static string Called(Depth depth) => depth.IsInfinite ? "∞" : depth.ToString();
ImmutableArray<Outcome> At(Depth depth) => ensembles.Single(one => one.Depth == depth).Outcomes;
ImmutableArray<double> Values(Depth depth, Func<Outcome, double> of) => [.. At(depth).Where(outcome => outcome.HasArrived).Select(of)];
static double Size(Outcome outcome) => Math.Abs(outcome.EndToEnd[0, 1]);
static double ProductOf(Outcome outcome) => outcome.EndToEnd[0, 1] * outcome.EndToEnd[1, 0];
static double FromCorner(Outcome outcome) => double.Hypot(Size(outcome) - Corner, Math.Sign(outcome.EndToEnd[0, 1]) * outcome.EndToEnd[1, 0] - Corner);
static double Position(Outcome outcome) => Math.Abs(VolumeHypothesis.PositionOf(outcome));
static double EffectiveRankOf(Outcome outcome)
{
    double sum = outcome.Sigma.Sum();
    return Math.Exp(-outcome.Sigma.Where(sigma => sigma > 0).Sum(sigma => sigma / sum * Math.Log(sigma / sum)));
}

// The middle value, and two standard errors of it: among n numbers the rank of the true one is n/2 ± √n.
static (double Median, double Uncertainty) Middle(ImmutableArray<double> values)
{
    ImmutableArray<double> sorted = values.Sort();
    double half = Math.Sqrt(sorted.Length);
    double Quantile(double rank) => sorted[(int)Math.Clamp(rank, 0, sorted.Length - 1)];
    return (Quantile(0.5 * sorted.Length), 0.5 * (Quantile(0.5 * sorted.Length + half) - Quantile(0.5 * sorted.Length - half)));
}
static (double Share, double Uncertainty) Part(ImmutableArray<double> values, Func<double, bool> has)
{
    // Agresti and Coull's: an interval of some width also where all or none have it.
    double share = (double)values.Count(has) / values.Length, n = values.Length + 4, middle = (values.Count(has) + 2) / n;
    return (share, Math.Max(Math.Abs(share - middle) + 2 * Math.Sqrt(middle * (1 - middle) / n), 0));
}

int lost = ensembles.Sum(one => one.Outcomes.Count(outcome => !outcome.HasArrived));
experiment.Judge(Claim.AtMost("lost", "The flow arrives from every start, with its invariants kept (the sign of det X and the one of the mask); of all starts at most one in a thousand may fail us.",
    lost, 0.001 * starts * depths.Length));

// Figure 4: the hyperbola. Its place is calibration, for a and b were read off it; that outcomes keep to it, and to its corners, is tested.
const double Around = 0.2, Most = 0.75;
Depth[] shown = [depths[0], .. published];
static string Figure4(Depth depth) => depth.Value < 5 ? $"As figure 4, at N = {depth}, which it does not show" : $"Figure 4, N = {Called(depth)}";
foreach (Depth depth in shown)
{
    (double share, double uncertainty) = Part(Values(depth, ProductOf), product => Math.Abs(product - Product) <= Pixel);
    experiment.Judge(Claim.AtLeast($"hyperbola-{depth}", $"{Figure4(depth)}: outcomes lie on the hyperbola w₁₂·w₂₁ = 0.851 (part of them with a product within {Pixel}, the thickness of the curve; a quarter is left to starts that are not small).", share, Most, uncertainty));
}
foreach (Depth depth in shown)
{
    (double share, double uncertainty) = Part(Values(depth, FromCorner), distance => distance <= Around);
    experiment.Judge(Claim.AtLeast($"cluster-{depth}", $"{Figure4(depth)}: outcomes gather around ±(0.92, 0.92) (part of them within {Around} of the nearer of the two).", share, Most, uncertainty));
}
(double positive, double positiveError) = Part([.. published.SelectMany(depth => Values(depth, outcome => outcome.EndToEnd[0, 1]))], w => w > 0);
// The same starts at four depths: as many independent signs as starts.
experiment.Judge(Claim.Near("two-clusters", "Figure 4: as many outcomes gather at one corner as at the other (part with w₁₂ > 0; true by symmetry, for the law of the starts and the loss do not change with the sign of both free entries).", positive, 0.5, 0.1, positiveError * Math.Sqrt(published.Length)));

// Figure 4: the spread.
(double near, double nearError) = Part(Values(Depth.Of(5), Size), w => w is > 0.85 and < 1.0);
experiment.Judge(Claim.AtLeast("spread-5", "Figure 4, N = 5: |w₁₂| of the outcomes lies between 0.85 and 1.0 (nineteen of twenty of them at least).", near, 0.95, nearError));
(double beyond, double beyondError) = Part(Values(Depth.Infinite, Size), w => w is < Product / 1.5 or > 1.5);
experiment.Judge(Claim.AtMost("spread-infinite", "Figure 4, N = ∞: |w₁₂| reaches to about 1.5 and no farther (at most one in fifty outcomes beyond).", beyond, 0.02, beyondError));
(double far, double farError) = Part(Values(Depth.Infinite, Size), w => w is < Product / 1.1 or > 1.1);
experiment.Judge(Claim.AtLeast("spread-infinite-is-wide", "Figure 4, N = ∞: outcomes reach far beyond those of N = 5 (at least one in twenty with |w₁₂| beyond 1.1 or, on the same hyperbola, 0.77).", far, 0.05, farError));
for (int k = 1; k < published.Length; k++)
{
    // The same starts at both depths: differences in pairs.
    (Depth less, Depth more) = (published[k - 1], published[k]);
    Estimate growth = Estimate.Of([.. from pair in At(less).Zip(At(more)) where pair.First.HasArrived && pair.Second.HasArrived select Position(pair.Second) - Position(pair.First)]);
    experiment.Judge(Claim.AtLeast($"spread-grows-{less}-{more}",
        $"Figure 4: the spread along the hyperbola grows with depth, from N = {less} to {Called(more)} (mean of |u|, u = ½ ln|w₁₂/w₂₁|, in pairs of equal starts).", growth.Mean, 0, 2 * growth.StandardError));
}

// Figure 4: effective rank.
foreach (Depth depth in published)
{
    (double median, double uncertainty) = Middle(Values(depth, EffectiveRankOf));
    experiment.Judge(Claim.Near($"effective-rank-{depth}", $"Figure 4, N = {Called(depth)}: the histogram of effective rank stands at 1, its median about 1.002.", median, 1.002, 0.001, uncertainty));
}

// Depth 2 has a closed form here: rows and columns decouple.
double error = At(depths[0]).Max(outcome =>
{
    Matrix exact = DiagonalCompletion.DepthTwoAt([minimisers.A, minimisers.B], new BalancedGaussian(Scale, outcome.Seed).At(2, 2).ToMatrix(), double.PositiveInfinity);
    return exact.Data.ToArray().Zip(outcome.EndToEnd.Data.ToArray(), (x, y) => Math.Abs(x - y)).Max();
});
experiment.Judge(Claim.AtMost("closed-form-2", "Not in the paper: at depth 2 every outcome is where the closed form of the decoupled problem says (largest error of an entry).", error, 1e-4));

// Figure 5: the volume.
double growthOfVolume = depths.Min(depth => AtDistance(depth, 0, 1e-9) - AtDistance(depth, 0, 1e-3) - (1 - depth.Reciprocal) * Math.Log(1e6));
experiment.Judge(Claim.AtLeast("volume-diverges",
    "Theorem 1.1, figure 5: towards the hyperbola the log-volume grows without bound, by (1 − 1/N)·ln 10⁶ at least from distance 10⁻³ to 10⁻⁹ (the least excess over that, of all depths; 0.01 is left to the other singular value, which moves too).", growthOfVolume, -0.01, 1e-5));
double[] places = [.. Enumerable.Range(-100, 201).Select(k => 0.01 * k)];
double brightest = depths.Max(depth => Math.Abs(places.MaxBy(u => AtDistance(depth, u, 1e-3))));
experiment.Judge(Claim.AtMost("volume-brightest-at-corner", "Figure 5: at equal distance from the hyperbola the log-volume is largest at its corners (|u| of the largest, the worst of all depths).", brightest, 0.02));

double AtDistance(Depth depth, double u, double distance)
{
    // Along the normal of the curve, towards the origin.
    (double w12, double w21) = minimisers.OnHyperbola(u);
    double length = double.Hypot(w12, w21);
    return minimisers.LogVolume(depth, w12 - distance * w21 / length, w21 - distance * w12 / length);
}

// §6: the volume says where.
List<VolumeHypothesis> verdicts = [.. ensembles.Select(one => VolumeHypothesis.Judge(one.Depth, minimisers, one.Outcomes))];
ImmutableArray<Outcome> smaller = From(Depth.Of(3), 0.01 * Scale);
(string Name, string What, IEnumerable<Outcome> Outcomes)[] ranked =
[
    ("low-rank-2", "§6 at N = 2, which the figure does not show", At(depths[0])),
    ("low-rank-3-small", "§6 at N = 3, which the figure does not show, from starts of 1e-5", smaller),
    .. published.Select(depth => ($"low-rank-{depth}", $"§6, N = {Called(depth)}", (IEnumerable<Outcome>)At(depth))),
];
foreach ((string name, string what, IEnumerable<Outcome> those) in ranked)
{
    (double share, double shareError) = Part([.. those.Where(outcome => outcome.HasArrived).Select(outcome => outcome.Sigma[1] / outcome.Sigma[0])], ratio => ratio < VolumeHypothesis.LowRank);
    experiment.Judge(Claim.AtLeast(name, $"{what}: outcomes are where the volume is unbounded, at low rank (part with σ₂ < {VolumeHypothesis.LowRank} σ₁).", share, VolumeHypothesis.MostOutcomes, shareError));
}
foreach (VolumeHypothesis verdict in verdicts.Skip(1))
{
    string ours = verdict.Depth.Value < 5 ? ", which the figure does not show" : "";
    experiment.Judge(Claim.AtMost($"volume-along-{verdict.Depth}", $"§6, N = {Called(verdict.Depth)}{ours}: along the hyperbola outcomes are no farther from the corners than the volume is (mean quantile of the volume; ½ if they lay as it does, less under any closer concentration).",
        verdict.MeanQuantile, 0.5, 2 * verdict.QuantileError));
}

// The D that uniform numbers exceed once in a hundred times: 2·exp(−2x²) = 0.01 at x = (√n + 0.12 + 0.11/√n)·D.
foreach (VolumeHypothesis verdict in verdicts.Where(verdict => published.Contains(verdict.Depth)))
{
    double root = Math.Sqrt(Math.Round(verdict.LowRankShare * verdict.Arrived));
    experiment.Judge(Claim.AtMost($"volume-law-{verdict.Depth}", $"§6, read as a law, N = {Called(verdict.Depth)}: along the hyperbola outcomes are distributed as the volume is (Kolmogorov's distance between the two, and what chance exceeds once in a hundred times).",
        verdict.Fit.Distance, Math.Sqrt(0.5 * Math.Log(2 / 0.01)) / (root + 0.12 + 0.11 / root)));
}

const double Reach = 1.6;
DataFrame outcomes = VolumeFrames.OutcomesOf(ensembles, minimisers);
DataFrame some = outcomes.Where(row => outcomes.Get<long>("seed")[row] <= 300 && outcomes["arrived"].TextAt(row) == "yes");
experiment.Show(VolumeMapFigure.From(VolumeFrames.Map(depths, minimisers, Reach), VolumeFrames.Hyperbola(minimisers, Reach), some));
experiment.Show(new Chart("effective-rank", "Effective rank of the outcomes", "Part of the outcomes in bins of a tenth of a decade; what lies beyond the axis stands in its end bins. Each panel has a scale of its own.",
    new("excess", "effective rank − 1", AxisKind.Logarithmic) { Range = (1e-5, 1) }, new("share", "part of the outcomes"), new ChartLayer(ChartMark.Steps, Bins())) { Panel = "depth", HasOwnRanges = true }.ToFigure());
experiment.Show(VolumeFitFigure.From(VolumeFrames.Verdicts(verdicts), outcomes));
(double Depth, string Name, double[] Sorted)[] sizes = [.. depths.Select(depth => (depth.Value, depth.ToString(), Values(depth, Size).Sort().ToArray()))];
double[] levels = [0.01, 0.1, 0.5, 0.9, 0.99];
experiment.Table("quantiles", "Quantiles of |w₁₂|, scaled units", new([new Column<string>("depth", [.. sizes.Select(one => one.Name)]),
    .. levels.Select(level => new Column<double>($"at-{100 * level}-percent", [.. sizes.Select(one => one.Sorted[(int)(level * (one.Sorted.Length - 1))])])),
    new Column<double>("largest", [.. sizes.Select(one => one.Sorted[^1])]),
    new Column<double>("median-effective-rank", [.. depths.Select(depth => Middle(Values(depth, EffectiveRankOf)).Median)])]));
experiment.Table("verdicts", "Volume and outcomes", VolumeFrames.Verdicts(verdicts));
experiment.Table("outcomes", "Outcomes, every tenth", outcomes.Where(row => outcomes.Get<long>("seed")[row] % 10 == 0));
return experiment.Finish();

DataFrame Bins()
{
    const int PerDecade = 10, Lowest = -5 * PerDecade;
    // One bin more, empty, ends the outline.
    var rows = (from depth in depths
                let counts = Values(depth, EffectiveRankOf).CountBy(rank => Math.Clamp((int)Math.Floor(PerDecade * Math.Log10(rank - 1)), Lowest, -1)).ToDictionary()
                from bin in Enumerable.Range(Lowest, 1 - Lowest)
                select (Depth: $"depth {Called(depth)}", Excess: Math.Pow(10, (double)bin / PerDecade), Share: counts.GetValueOrDefault(bin) / (double)starts)).ToArray();
    return new(new Column<string>("depth", [.. rows.Select(row => row.Depth)]), new Column<double>("excess", [.. rows.Select(row => row.Excess)]), new Column<double>("share", [.. rows.Select(row => row.Share)]));
}
