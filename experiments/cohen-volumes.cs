#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: on 3 × 3 completion with three free entries, are the minimisers of rank 2 near which the metric has most volume those near which gradient flow ends most often?
// Source: [CMV23] §6, figure 8 and the plot of volumes beside it, read off reproductions.
//
// Six of nine entries are observed, all but (1, 2), (2, 3), (3, 1), so every minimiser has rank 2 at least and those of rank 2 are a surface det X = 0 in the space of the three free entries. In the paper outcomes of 500 runs
// gather near one point M, and the volume near M is larger than near 27 other points of the surface. The observed values are not known; here they are random: the paper's one problem is our first, and there are more, as one
// pair of functions on one surface has some correlation or other. Volumes are means over chords (docs/design/011-geometry.md): near rank 2 uniform points, as in the paper, have no variance at any depth from 2 on.
// Beside it, and seen only afterwards: the place of the best fit of rank 1 to the observed entries, and how M moves with the scale of the start.
//
// Run: dotnet run -c Release --file experiments/cohen-volumes.cs [-- [--quick] [FOLDER]]      8 problems of 500 starts, about a minute on two cores; --quick 5 of 120, some ten seconds

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "cohen-volumes", "Volumes of neighbourhoods and outcomes",
    "On 3 × 3 completion with three free entries, are the minimisers of rank 2 near which the metric has most volume those near which gradient flow ends most often? Cohen, Menon, Veraszto (2023), §6 and figure 8.");
if (experiment is null)
{
    return 2;
}
(int problems, int starts, int samples) = experiment.IsQuick ? (5, 120, 200) : (8, 500, 300);
const int Others = 27, Nearest = 10, Shuffles = 2000;
const double Radius = 0.1, Scale = 1e-3, Reach = 4, LowRank = 0.05;
(int Row, int Column)[] free = [(0, 1), (1, 2), (2, 0)];
Mask mask = Mask.Where(3, 3, (i, j) => !free.Contains((i, j)));
Depth[] depths = [Depth.Of(3), Depth.Of(5)];

List<(Depth Depth, int Problem, string Kind, double[] Free, NeighbourhoodVolume Volume, double LogDensity, double Norm)> places = [];
List<ProblemFinding> found = [];
List<(Depth Depth, int Problem, double[] Free)> outcomesAt = [];
foreach (Depth depth in depths)
{
    for (int problem = 1; problem <= problems; problem++)
    {
        Matrix target = RandomFrames.Gaussian(3, 3, new(problem, "observed", 3, 3));
        ImmutableArray<Outcome> outcomes = From(depth, target, Scale, starts);
        double[][] ends = [.. outcomes.Select(outcome => PlaceOf(outcome.EndToEnd))];
        outcomesAt.AddRange(ends.Select(end => (depth, problem, end)));

        // M: the outcome of least distance to all others, moved to the surface; then points of the surface whose other two free entries are uniform in a square.
        double[] middle = Middle(ends);
        List<Matrix> centres = [OnSurface(target, middle, Steepest(At(target, middle)))];
        for (RandomSource random = new(problem, "centres", 3, 3); centres.Count <= Others;)
        {
            double[] place = [Reach * (2 * random.NextDouble() - 1), 0, Reach * (2 * random.NextDouble() - 1)];
            Matrix centre = OnSurface(target, place, 1);
            if (Math.Abs(centre[1, 2]) <= Reach)
            {
                centres.Add(centre);
            }
        }
        (Depth Depth, int Problem, string Kind, double[] Free, NeighbourhoodVolume Volume, double LogDensity, double Norm)[] here = [.. centres.AsParallel().AsOrdered().Select((centre, k) =>
        {
            NeighbourhoodVolume volume = VolumeNear(depth, centre, k + 1);
            // The distance within which ten outcomes lie: on a surface the density is 10/(π·distance²) a start.
            double[] distances = [.. ends.Select(end => Distance(end, PlaceOf(centre))).Order()];
            double density = Math.Log(Nearest / (Math.PI * distances[Nearest - 1] * distances[Nearest - 1] * ends.Length));
            return (depth, problem, k == 0 ? "M" : "other", PlaceOf(centre), volume, density, VectorOperations.EuclideanNorm(centre.Data));
        })];
        places.AddRange(here);
        double[] fit = PlaceOf(BestOfRankOne(target));
        var known = here.Where(place => double.IsFinite(place.Volume.LogVolume)).ToArray();
        double[] logVolumes = [.. known.Select(place => place.Volume.LogVolume)], logDensities = [.. known.Select(place => place.LogDensity)];
        found.Add(new(depth, problem, outcomes.Length, outcomes.Min(outcome => outcome.Sigma[1]) / LeastSecond(target), outcomes.Min(EffectiveRankOf), outcomes.Count(outcome => outcome.Sigma[2] < LowRank * outcome.Sigma[1]) / (double)outcomes.Length,
            Correlation.Spearman(logVolumes, logDensities), ByChance(logVolumes, logDensities, problem), Correlation.Spearman(known.Select(place => -place.Norm), logDensities),
            fit, Correlation.Spearman(known.Select(place => -Distance(place.Free, fit)), logDensities), Distance(PlaceOf(centres[0]), fit), ByRandomPlaces(target, problem),
            double.IsFinite(here[0].Volume.LogVolume) ? known.Skip(1).Count(place => place.Volume.LogVolume < here[0].Volume.LogVolume) / (known.Length - 1.0) : double.NaN, here.Count(place => place.Volume.StandardError is not null)));
    }
}

foreach (Depth depth in depths)
{
    var here = found.Where(one => one.Depth == depth).ToArray();
    void Judge(string name, string statement, Func<ProblemFinding, double> of, double least)
    {
        Estimate mean = Estimate.Of([.. here.Select(of)]);
        experiment.Judge(Claim.AtLeast($"{name}-{depth}", $"{statement} (N = {depth}; mean of {problems} problems)", mean.Mean, least, StudentT.InvCDF(0, 1, problems - 1, 0.975) * mean.StandardError));
    }
    experiment.Judge(Claim.AtLeast($"arrived-{depth}", $"The flow arrives from every start, N = {depth} (part of them; one in a thousand may fail us).", here.Sum(one => one.Arrived) / (double)(problems * starts), 0.999));
    experiment.Judge(Claim.AtLeast($"no-rank-1-{depth}", $"Figure 8: minimisers have rank 2 at least, N = {depth} (smallest σ₂ of an outcome, in units of the distance below which the observed entries would be those of no matrix of rank 1).", here.Min(one => one.Second), 1, 1e-6));
    Judge("rank-2", $"Figure 8: outcomes are at the lowest rank there is, 2 (part with σ₃ < {LowRank} σ₂).", one => one.LowRankShare, 0.5);
    Judge("volume-of-m", "Beside figure 8: near M, where outcomes gather, the volume is larger than near other minimisers of rank 2 (part of them with less; in the paper all 27).", one => one.BelowM, 0.9);
    Judge("correlation", "§6: the more volume near a minimiser of rank 2, the more outcomes (Spearman's rank correlation of volume and density of outcomes over M and 27 others).", one => one.Correlation, 0);
    ProblemFinding alone = here[0];
    experiment.Judge(Claim.AtLeast($"correlation-alone-{depth}", $"The same in one problem, the first, as in the paper (N = {depth}; uncertainty: what 19 of 20 random pairings of volumes and densities stay below).", alone.Correlation, 0, alone.Chance));
    Judge("against-norm", "Not in the paper: volume tells the density of outcomes better than the norm of X alone (difference of the two rank correlations).", one => one.Correlation - one.ByNorm, 0);
}
var first = places.Where(place => place.Depth == depths[0]).ToArray();
int finite = first.AsParallel().Count(place => !double.IsPositiveInfinity(
    NeighbourhoodVolume.Of(Depth.Infinite, At(RandomFrames.Gaussian(3, 3, new(place.Problem, "observed", 3, 3)), place.Free), Radius, NeighbourhoodVolume.FewestSamples, 1, free).LogVolume));
experiment.Judge(Claim.AtMost("infinite-depth", "Theorem 1.1 at N = ∞: every neighbourhood of a minimiser of rank 2 has infinite volume (number of centres with another finding).", finite, 0.5));
experiment.Judge(Claim.AtLeast("estimates", "Our Monte Carlo estimates have a standard error that is to be trusted (part of them).", found.Sum(one => one.Trusted) / (double)places.Count, 0.9));

DataFrame table = new(
    new Column<string>("depth", [.. places.Select(place => $"N = {place.Depth}")]), new Column<int>("problem", [.. places.Select(place => place.Problem)]), new Column<string>("centre", [.. places.Select(place => place.Kind)]),
    new Column<double>("w12", [.. places.Select(place => place.Free[0])]), new Column<double>("w23", [.. places.Select(place => place.Free[1])]), new Column<double>("w31", [.. places.Select(place => place.Free[2])]),
    new Column<double>("log-volume", [.. places.Select(place => place.Volume.LogVolume)]), new Column<double>("standard-error", [.. places.Select(place => place.Volume.StandardError ?? double.NaN)]),
    new Column<double>("log-density", [.. places.Select(place => place.LogDensity)]), new Column<double>("norm", [.. places.Select(place => place.Norm)]));
experiment.Show(new Chart("volumes", "Volume and density of outcomes", $"M and 27 other minimisers of rank 2 of each of {problems} problems. Volume: of the ball of radius {Radius} in the three free entries, rescaled clock. Density: of outcomes on the surface, by the ten nearest.",
    new("log-volume", "ln volume of the neighbourhood (rescaled clock)"), new("log-density", "ln density of outcomes (area⁻¹)"), new ChartLayer(ChartMark.Points, table)) { Series = ("centre", "centre"), Panel = "depth" }.ToFigure());
experiment.Table("problems", "Rank correlations, one row a problem", new(new Column<string>("depth", [.. found.Select(one => one.Depth.ToString())]), new Column<int>("problem", [.. found.Select(one => one.Problem)]),
    new Column<double>("least-effective-rank", [.. found.Select(one => one.EffectiveRank)]), new Column<double>("low-rank-share", [.. found.Select(one => one.LowRankShare)]), new Column<double>("low-rank-share-at-random", [.. found.Select(one => one.RandomLowRank)]), new Column<double>("correlation", [.. found.Select(one => one.Correlation)]), new Column<double>("by-chance", [.. found.Select(one => one.Chance)]), new Column<double>("correlation-with-norm", [.. found.Select(one => one.ByNorm)]),
    new Column<double>("correlation-with-distance-to-fit", [.. found.Select(one => one.ByFit)]),
    new Column<double>("fit-w12", [.. found.Select(one => one.Fit[0])]), new Column<double>("fit-w23", [.. found.Select(one => one.Fit[1])]), new Column<double>("fit-w31", [.. found.Select(one => one.Fit[2])]),
    new Column<double>("distance-of-m-to-fit", [.. found.Select(one => one.FitToM)]), new Column<double>("part-below-m", [.. found.Select(one => one.BelowM)])));
experiment.Table("places", "Neighbourhoods", table);

// Not in the paper: volume does not know where runs start, M does.
const int Few = 41;
double[] scales = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5];
var byScale = (from problem in Enumerable.Range(1, 3) from scale in scales
               select (problem, scale, At: Middle([.. From(depths[0], RandomFrames.Gaussian(3, 3, new(problem, "observed", 3, 3)), scale, Few).Select(outcome => PlaceOf(outcome.EndToEnd))]))).ToArray();
experiment.Table("scales", $"The middle outcome of {Few} starts by their scale, N = {depths[0]}", new(new Column<int>("problem", [.. byScale.Select(one => one.problem)]), new Column<double>("scale", [.. byScale.Select(one => one.scale)]),
    new Column<double>("w12", [.. byScale.Select(one => one.At[0])]), new Column<double>("w23", [.. byScale.Select(one => one.At[1])]), new Column<double>("w31", [.. byScale.Select(one => one.At[2])])));

(string Kind, string Panel, double[] Free)[] shown = [
    .. outcomesAt.Where(one => one.Problem <= 3).Select(one => ("outcome", PanelOf(one.Depth, one.Problem), one.Free)),
    .. places.Where(place => place.Problem <= 3).Select(place => (place.Kind == "M" ? "M" : "other of rank 2", PanelOf(place.Depth, place.Problem), place.Free)),
    .. found.Where(one => one.Problem <= 3).Select(one => ("best fit of rank 1", PanelOf(one.Depth, one.Problem), one.Fit))];
experiment.Show(new Chart("outcomes", "Where runs end", $"Three problems at both depths: outcomes of {starts} runs, their middle M, the 27 other centres, and the free entries of the best fit of rank 1. What lies outside is not drawn.",
    new("w12", "w₁₂") { Range = (-4, 4) }, new("w31", "w₃₁") { Range = (-12, 12) }, new ChartLayer(ChartMark.Points, new(new Column<string>("kind", [.. shown.Select(one => one.Kind)]), new Column<string>("panel", [.. shown.Select(one => one.Panel)]),
        new Column<double>("w12", [.. shown.Select(one => one.Free[0])]), new Column<double>("w31", [.. shown.Select(one => one.Free[2])])))) { Series = ("kind", "place"), Panel = "panel" }.ToFigure());
return experiment.Finish();

static string PanelOf(Depth depth, int problem) => $"N = {depth}, problem {problem}";

ImmutableArray<Outcome> From(Depth depth, Matrix target, double scale, int count) => [.. Outcomes.Of(depth, new CompletionLoss(target, mask), seed => new BalancedGaussian(scale, seed), [.. Enumerable.Range(1, count).Select(seed => (long)seed)],
    (flow, options, sink) => flow.Integrate(new AutomaticMethod(), options, sink)).Where(outcome => outcome.HasArrived)];

static double[] Middle(double[][] ends) => ends.MinBy(end => ends.Sum(other => Distance(end, other)))!;

// The matrix of rank 1 closest to the observed entries: least squares in turn for its two vectors, the best of twenty starts.
Matrix BestOfRankOne(Matrix target)
{
    double[] Against(double[] other, Func<int, int, (int Row, int Column)> entry) => [.. Enumerable.Range(0, 3).Select(i =>
    {
        var seen = Enumerable.Range(0, 3).Where(j => mask[entry(i, j).Row, entry(i, j).Column]).ToArray();
        return seen.Sum(j => target[entry(i, j).Row, entry(i, j).Column] * other[j]) / seen.Sum(j => other[j] * other[j]);
    })];
    return Enumerable.Range(1, 20).Select(seed =>
    {
        RandomSource random = new(seed, "rank one", 1, 3);
        double[] left = [], right = [random.NextNormal(), random.NextNormal(), random.NextNormal()];
        for (int turn = 0; turn < 2000; turn++)
        {
            left = Against(right, (i, j) => (i, j));
            right = Against(left, (j, i) => (i, j));
        }
        return Product(left, right);
    }).MinBy(x => mask.Entries.Sum(entry => Math.Pow(x[entry.Row, entry.Column] - target[entry.Row, entry.Column], 2)))!;
}

static Matrix Product(double[] left, double[] right)
{
    Matrix x = new(left.Length, right.Length);
    foreach ((int row, int column) in Mask.All(left.Length, right.Length).Entries)
    {
        x[row, column] = left[row] * right[column];
    }
    return x;
}

// How many minimisers are as close to rank 2 as outcomes are, were the free entries uniform in a cube.
double ByRandomPlaces(Matrix target, int problem)
{
    const int Count = 2000;
    RandomSource random = new(problem, "anywhere", 3, 3);
    return Enumerable.Range(0, Count).Count(_ =>
    {
        SpectralPoint point = SpectralPoint.Of(At(target, [.. free.Select(_ => Reach * (2 * random.NextDouble() - 1))]));
        return point.LogSigma[2] < point.LogSigma[1] + Math.Log(LowRank);
    }) / (double)Count;
}

double[] PlaceOf(Matrix x) => [.. free.Select(entry => x[entry.Row, entry.Column])];

// A matrix of rank 1 is no farther than σ₂ in any entry, and its observed entries obey x₁₁x₂₂x₃₃ = x₁₃x₂₁x₃₂: so σ₂ is at least the move of all six that makes the products meet.
static double LeastSecond(Matrix x)
{
    double[] one = [x[0, 0], x[1, 1], x[2, 2]], other = [x[0, 2], x[1, 0], x[2, 1]];
    static double[] Products(double[] entries, double move) => [.. Enumerable.Range(0, 8).Select(signs => entries.Select((entry, k) => entry + ((signs >> k & 1) == 0 ? move : -move)).Aggregate((a, b) => a * b))];
    return FindRoots.OfFunction(move =>
    {
        double[] first = Products(one, move), second = Products(other, move);
        return Math.Min(first.Max() - second.Min(), second.Max() - first.Min());
    }, 0, one.Concat(other).Max(Math.Abs), 1e-12);
}

static double EffectiveRankOf(Outcome outcome)
{
    double sum = outcome.Sigma.Sum();
    return Math.Exp(-outcome.Sigma.Where(sigma => sigma > 0).Sum(sigma => sigma / sum * Math.Log(sigma / sum)));
}

static double ByChance(double[] one, double[] other, int problem)
{
    RandomSource random = new(problem, "pairings", 1, one.Length);
    return Enumerable.Range(0, Shuffles).Select(_ => Math.Abs(Correlation.Spearman(one, other.Select(value => (Key: random.NextDouble(), value)).OrderBy(pair => pair.Key).Select(pair => pair.value)))).Order().ElementAt(Shuffles * 19 / 20);
}

// Where all of X is small the first samples miss the places that weigh most: then there are ten times as many, and again.
NeighbourhoodVolume VolumeNear(Depth depth, Matrix centre, long seed)
{
    NeighbourhoodVolume volume = NeighbourhoodVolume.Of(depth, centre, Radius, samples, seed, free);
    for (int more = 10; volume.StandardError is null && more <= 100; more *= 10)
    {
        volume = NeighbourhoodVolume.Of(depth, centre, Radius, more * samples, seed, free);
    }
    return volume;
}

static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

Matrix At(Matrix target, double[] place)
{
    Matrix x = Matrix.CopyOf(target.View);
    for (int k = 0; k < free.Length; k++)
    {
        x[free[k].Row, free[k].Column] = place[k];
    }
    return x;
}

static double Cofactor(Matrix x, (int Row, int Column) entry)
{
    double At(int i, int j) => x[(entry.Row + i) % 3, (entry.Column + j) % 3];
    return At(1, 1) * At(2, 2) - At(1, 2) * At(2, 1);
}

int Steepest(Matrix x) => Enumerable.Range(0, free.Length).MaxBy(k => Math.Abs(Cofactor(x, free[k])));

// The determinant is affine in each entry.
Matrix OnSurface(Matrix target, double[] place, int moved)
{
    Matrix x = At(target, place);
    (int row, int column) = free[moved];
    x[row, column] = 0;
    double without = Enumerable.Range(0, 3).Sum(j => x[row, j] * Cofactor(x, (row, j)));
    x[row, column] = -without / Cofactor(x, free[moved]);
    return x;
}

internal sealed record ProblemFinding(Depth Depth, int Problem, int Arrived, double Second, double EffectiveRank, double LowRankShare, double Correlation, double Chance, double ByNorm,
    double[] Fit, double ByFit, double FitToM, double RandomLowRank, double BelowM, int Trusted);
