#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: does effective rank along the flow stay on plateaus and jump between them, at which levels, how often, and how long does it stay, by depth?
// Source: [Men24] list of open problems, plateaus and jumps of effective rank; our own rule for a plateau, and our own claims.
//
// Three 10 × 10 problems: the diagonal seen; 30 entries of a matrix of rank 2 seen; all entries of a matrix of rank 3 seen. Depths 2, 3, 5, ∞; starts of independent normal entries of 1e-4 and of 1.
// A plateau is a stretch of ln τ, at least ln 1.25 long, in which |d erank/d ln τ| ≤ 0.1, and so are start and limit; a jump is what lies between two. Clock: rescaled τ, on a grid of 50 points a unit of ln τ.
//
// Run: dotnet run -c Release --file experiments/rank-jumps.cs [-- [--quick] [FOLDER]]      half a minute on two cores, quick a quarter

using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Scripts;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "rank-jumps", "Plateaus and jumps of effective rank",
    "Does effective rank along the flow stay on plateaus and jump between them? At which levels, how often, and for how long, by depth ([Men24], open problems)?");
if (experiment is null)
{
    return 2;
}

// The rule for a plateau: largest |d erank/d ln τ|, shortest length, spacing of the grid of ln τ.
const double Flat = 0.1, Spacing = 0.02;
double shortest = Math.Log(1.25);

// θ for limiting ranks; relative error of a step; χ at which a run stops; first sample and horizon.
const double Resolution = 1e-2, Tolerance = 1e-8, Arrived = 1e-7, First = 1e-4, Horizon = 1e12;
const int Size = 10;
const double Small = 1e-4, Large = 1;
double[] depths = [2, 3, 5, double.PositiveInfinity];
long[] seeds = experiment.IsQuick ? [1, 2, 3] : [.. Enumerable.Range(1, 8).Select(seed => (long)seed)];
double[] times = [.. Enumerable.Range(0, 1 + (int)(Math.Log(Horizon / First) / Spacing)).Select(k => First * Math.Exp(k * Spacing))];

(string Name, ILoss Loss)[] problems =
[
    ("diagonal", new CompletionLoss(Matrix.Diagonal([.. Enumerable.Range(0, Size).Select(i => 1 - 0.05 * i)]), Mask.Diagonal(Size))),
    ("30 of 100", new CompletionLoss(Truth(Gaussian(2, 1), Gaussian(2, 2)), Mask.All(Size, Size).RandomSubset(0.3, 1))),
    ("all entries", new FactorizationLoss(Modes(3, 2, 1))),
];

// A product of factors, its entries of root mean square 1.
static Matrix Truth(Matrix left, Matrix right)
{
    Matrix product = new(Size, Size);
    DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
    VectorOperations.Scale(Size / VectorOperations.EuclideanNorm(product.Data), product.Data);
    return product;
}

static Matrix Gaussian(int rank, long seed) => RandomFrames.Gaussian(Size, rank, new RandomSource(seed, "jumps-truth", Size, rank));

// Given singular values in random frames.
static Matrix Modes(params double[] sigma)
{
    RandomSource random = new(3, "jumps-frames", Size, sigma.Length);
    Matrix left = RandomFrames.Orthonormal(Size, sigma.Length, random), right = RandomFrames.Orthonormal(Size, sigma.Length, random), scaled = new(Size, sigma.Length), product = new(Size, Size);
    DenseKernels.Default.Multiply(1, left.View, Transpose.No, Matrix.Diagonal(sigma).View, Transpose.No, 0, scaled.View);
    DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
    return product;
}

Run Follow(string name, ILoss loss, double n, double scale, long seed)
{
    GradientFlow flow = GradientFlow.From(new BalancedGaussian(scale, seed), double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n), loss);
    ModeHistory history = new(flow);
    InvariantMonitor monitor = new(flow, Tolerance);
    QuantityRecorder recorder = new(flow, times, [new EffectiveRank()]);
    IntegrationResult result = flow.Until(Horizon).Integrate(
        new AutomaticMethod(), new() { Tolerances = new(0, Tolerance), Convergence = new StationarityTest(flow, Arrived) }, new TeeSink(history, recorder, monitor));
    LimitingRank rank = LimitingRank.Judge(recorder.Evidence, Resolution);
    rank = monitor.Result.Hold && result.IsFinished ? rank : rank.Withheld(monitor.Result.Hold ? result.Sentence : monitor.Result.Reason);
    GapRank gap = GapRank.Judge(recorder.Evidence[^1], rank, Size);
    ImmutableArray<double> at = recorder.Trajectory().Get<double>("time"), effective = recorder.Trajectory().Get<double>("effective-rank");
    ImmutableArray<double> sigma = recorder.SingularValues().Get<double>("value");

    // How many modes the limit keeps that have half of their value at the end; the limit keeps those above its gap.
    int LearnedAt(int sample) => Enumerable.Range(0, gap.Rank ?? 0).Count(mode => sigma[sample * Size + mode] >= 0.5 * sigma[^(Size - mode)]);
    double OfFirst(int sample, int modes) => modes == 0 ? double.NaN : EffectiveRankOf([.. Enumerable.Range(0, modes).Select(mode => sigma[sample * Size + mode])]);
    ImmutableArray<RankPlateau> plateaus = [.. Plateaus(at, effective).Select(one =>
    {
        int middle = (one.From + one.To) / 2, learned = LearnedAt(middle);
        return new RankPlateau(at[one.From], at[one.To], effective[middle], learned, OfFirst(middle, learned));
    })];
    return new(name, n, scale, seed, rank, gap, Stages.Judge(history.Rows, Resolution, rank), plateaus, at, effective, [.. sigma[^Size..]]);
}

// Maximal stretches of grid points with flat steps between them. Start and limit are plateaus however short the samples of them are: ln τ has no beginning and no end. The last sample may be off the grid.
List<(int From, int To)> Plateaus(ImmutableArray<double> at, ImmutableArray<double> effective)
{
    List<(int From, int To)> found = [];
    int from = 0;
    for (int k = 1; k <= at.Length; k++)
    {
        if (k < at.Length && Math.Abs(effective[k] - effective[k - 1]) <= Flat * Math.Log(at[k] / at[k - 1]))
        {
            continue;
        }
        if (from == 0 || k == at.Length || Math.Log(at[k - 1] / at[from]) >= shortest)
        {
            found.Add((from, k - 1));
        }
        from = k;
    }
    return found;
}

static double EffectiveRankOf(double[] sigma)
{
    double sum = sigma.Sum();
    return Math.Exp(-sigma.Where(one => one > 0).Sum(one => one / sum * Math.Log(one / sum)));
}

ImmutableArray<Run> runs = [.. new[] { Small, Large }.SelectMany(scale => problems.SelectMany(problem => depths.SelectMany(n => seeds.Select(seed => (problem.Name, problem.Loss, n, scale, seed)))))
    .AsParallel().AsOrdered().Select(one => Follow(one.Name, one.Loss, one.n, one.scale, one.seed))];
Run[] fromSmall = [.. runs.Where(run => run.Scale == Small)], fromLarge = [.. runs.Where(run => run.Scale == Large)];

experiment.Judge(Claim.AtLeast("decided", $"Share of {runs.Length} runs whose limit has a rank, by its gap.", Share(runs, run => run.Gap.Rank is not null), 0.9));

// The start is a plateau for the clock alone (ln τ has no beginning); the last is the limit. Small starts learn one rank after the other, and each is a saddle.
Run[] deep = [.. fromSmall.Where(run => run.Depth > 2 && run.Gap.Rank is not null)];
Judged("plateaus-by-rank", $"From small starts at depths 3 and more effective rank has one plateau for each rank up to the limit's, the limit with it: share of {deep.Length} runs", [.. deep.Select(run => run.Plateaus.Length - 1 == run.Gap.Rank)]);
RankPlateau[] inner = [.. fromSmall.SelectMany(Inner)];
Judged("levels-near-integers", $"Levels between start and limit are within 0.1 of an integer, from small starts: share of {inner.Length} plateaus", [.. inner.Select(one => Math.Abs(one.Level - Math.Round(one.Level)) <= 0.1)]);
Judged("levels-of-learned-modes", "Levels are the effective rank of the modes learned so far, within 0.1: share of the same plateaus", [.. inner.Select(one => Math.Abs(one.Level - one.OfLearned) <= 0.1)]);
(Run Run, RankJump Jump)[] jumps = [.. runs.SelectMany(run => Jumps(run).Select(jump => (run, jump)))];
(Run Run, RankJump Jump)[] smallJumps = [.. jumps.Where(one => one.Run.Scale == Small)], largeJumps = [.. jumps.Where(one => one.Run.Scale == Large)];
Judged("jumps-are-escapes", $"A jump of a tenth or more, from small starts, has an escape from a saddle in it, a peak of the gradient: share of {smallJumps.Count(one => Math.Abs(one.Jump.Height) >= 0.1)} jumps",
    [.. smallJumps.Where(one => Math.Abs(one.Jump.Height) >= 0.1).Select(one => one.Run.Stages.Transitions.Any(peak => peak.Time >= one.Jump.Start && peak.Time <= one.Jump.End))]);
Judged("small-starts-fall", $"Effective rank jumps down, from small starts: share of {smallJumps.Length} jumps", [.. smallJumps.Select(one => one.Jump.Height < 0)]);
Judged("large-starts-fall", $"Effective rank jumps down, from starts as large as the data: share of {largeJumps.Length} jumps", [.. largeJumps.Select(one => one.Jump.Height < 0)]);

// Alone, a mode escapes at a time of order ε^(2/N − 1) and takes one of order 1: deep jumps are sharp in ln τ, and plateaus take what jumps leave.
experiment.Judge(Falls("jumps-sharpen-with-depth", "From small starts the median width of a jump, in ln τ, falls from each depth to the next", -1, n => [.. smallJumps.Where(one => one.Run.Depth == n).Select(one => one.Jump.Width)]));
experiment.Judge(Falls("plateaus-lengthen-with-depth", "From small starts the median length of a plateau between start and limit, in ln τ, rises from each depth to the next", 1, n => [.. fromSmall.Where(run => run.Depth == n).SelectMany(Inner).Select(one => one.Length)]));

(Run Run, RankPlateau Plateau, int Index)[] all = [.. runs.SelectMany(run => run.Plateaus.Select((plateau, k) => (run, plateau, k)))];
experiment.Table("by-depth", "Plateaus and jumps by problem, start and depth", ByDepth());
experiment.Table("runs", "Every run", new(
    new Column<string>("problem", [.. runs.Select(run => run.Problem)]), new Column<double>("depth", [.. runs.Select(run => run.Depth)]), new Column<double>("scale", [.. runs.Select(run => run.Scale)]), new Column<long>("seed", [.. runs.Select(run => run.Seed)]),
    new Column<int?>("gap-rank", [.. runs.Select(run => run.Gap.Rank)]), new Column<int?>("limiting-rank", [.. runs.Select(run => run.Rank.Rank)]), new Column<string>("levels", [.. runs.Select(run => string.Join(' ', run.Plateaus.Select(one => Text(one.Level))))]),
    new Column<string>("sigma", [.. runs.Select(run => string.Join(' ', run.Sigma.Select(Text)))])));
experiment.Table("plateaus", "Every plateau; the first is the start, the last the limit", new(
    new Column<string>("problem", [.. all.Select(one => one.Run.Problem)]), new Column<double>("depth", [.. all.Select(one => one.Run.Depth)]), new Column<double>("scale", [.. all.Select(one => one.Run.Scale)]), new Column<long>("seed", [.. all.Select(one => one.Run.Seed)]),
    new Column<int>("plateau", [.. all.Select(one => one.Index)]), new Column<double>("from", [.. all.Select(one => one.Plateau.Start)]), new Column<double>("to", [.. all.Select(one => one.Plateau.End)]), new Column<double>("length", [.. all.Select(one => one.Plateau.Length)]),
    new Column<double>("level", [.. all.Select(one => one.Plateau.Level)]), new Column<int>("learned", [.. all.Select(one => one.Plateau.Learned)]), new Column<double>("of-learned", [.. all.Select(one => one.Plateau.OfLearned)])));
experiment.Table("jumps", "Every jump", new(
    new Column<string>("problem", [.. jumps.Select(one => one.Run.Problem)]), new Column<double>("depth", [.. jumps.Select(one => one.Run.Depth)]), new Column<double>("scale", [.. jumps.Select(one => one.Run.Scale)]), new Column<long>("seed", [.. jumps.Select(one => one.Run.Seed)]),
    new Column<double>("time", [.. jumps.Select(one => Math.Sqrt(one.Jump.Start * one.Jump.End))]), new Column<double>("width", [.. jumps.Select(one => one.Jump.Width)]), new Column<double>("from-level", [.. jumps.Select(one => one.Jump.From)]), new Column<double>("height", [.. jumps.Select(one => one.Jump.Height)])));

ChartAxis clock = new("time", "time τ (rescaled clock)", AxisKind.Logarithmic), level = new("level", "effective rank");
foreach ((string name, double scale, (double, double)? range) in new[] { ("small-starts", Small, ((double, double)?)(0.5, 8.5)), ("large-starts", Large, null) })
{
    (Run Run, int Sample)[] drawn = [.. runs.Where(run => run.Scale == scale && run.Seed == 1).SelectMany(run => Enumerable.Range(0, run.Times.Length).Where(k => run.Times[k] >= 0.1 && run.Times[k] <= 1e8 && k % 3 == 0).Select(k => (run, k)))];
    experiment.Show(new Chart(name, $"Effective rank from starts of {Text(scale)}", "Seed 1.", clock, level with { Range = range }, new ChartLayer(ChartMark.Line, new(
        new Column<double>("time", [.. drawn.Select(one => one.Run.Times[one.Sample])]), new Column<double>("level", [.. drawn.Select(one => one.Run.Effective[one.Sample])]),
        new Column<string>("panel", [.. drawn.Select(one => one.Run.Problem)]), new Column<string>("depth", [.. drawn.Select(one => Name(one.Run.Depth))]))))
        { Series = ("depth", "depth"), Panel = "panel", HasOwnRanges = true }.ToFigure());
}
(Run Run, RankPlateau Plateau)[] between = [.. fromSmall.SelectMany(run => Inner(run).Select(plateau => (run, plateau)))];
experiment.Show(new Chart("plateaus", "Plateaus between start and limit", $"Starts of {Text(Small)}, {seeds.Length} seeds.", new("length", "length in ln τ"), level with { Range = (0.8, 3) }, new ChartLayer(ChartMark.Points, new(
    new Column<double>("length", [.. between.Select(one => one.Plateau.Length)]), new Column<double>("level", [.. between.Select(one => one.Plateau.Level)]),
    new Column<string>("panel", [.. between.Select(one => one.Run.Problem)]), new Column<string>("depth", [.. between.Select(one => Name(one.Run.Depth))])))) { Series = ("depth", "depth"), Panel = "panel" }.ToFigure());
return experiment.Finish();

static double Share<T>(IReadOnlyList<T> items, Func<T, bool> holds) => items.Count == 0 ? double.NaN : items.Average(item => holds(item) ? 1.0 : 0);

void Judged(string name, string statement, bool[] holds)
{
    double share = Share(holds, one => one);
    experiment.Judge(Claim.AtLeast(name, statement + ".", share, 0.9, 2 * Math.Sqrt(share * (1 - share) / Math.Max(1, holds.Length))));
}

// A median of fewer than five says nothing, and leaves open whether there is an exception, unless there is one elsewhere.
Claim Falls(string name, string statement, double sign, Func<double, double[]> ofDepth)
{
    (double Median, int Count)[] medians = [.. depths.Select(n => (Median(ofDepth(n)), ofDepth(n).Length))];
    ((double Median, int Count) First, (double Median, int Count) Next)[] pairs = [.. medians.Zip(medians.Skip(1))], told = [.. pairs.Where(pair => pair.First.Count >= 5 && pair.Next.Count >= 5)];
    int exceptions = told.Count(pair => !(sign * pair.Next.Median > sign * pair.First.Median));
    return Claim.AtMost(name, $"{statement}: exceptions; {string.Join(", ", depths.Zip(medians, (n, one) => $"{Text(one.Median)} at N = {Name(n)} ({one.Count})"))}.", exceptions, 0, exceptions > 0 ? 0 : pairs.Length - told.Length);
}

static IEnumerable<RankPlateau> Inner(Run run) => run.Plateaus.Skip(1).SkipLast(1);

static IEnumerable<RankJump> Jumps(Run run) => run.Plateaus.Zip(run.Plateaus.Skip(1), (before, after) => new RankJump(before.End, after.Start, before.Level, after.Level - before.Level));

static double Median(double[] values) => values.Length == 0 ? double.NaN : 0.5 * (values.Order().ElementAt((values.Length - 1) / 2) + values.Order().ElementAt(values.Length / 2));
static string Name(double n) => double.IsInfinity(n) ? "∞" : n.ToString(CultureInfo.InvariantCulture);
static string Text(double number) => number.ToString("G3", CultureInfo.InvariantCulture);

DataFrame ByDepth()
{
    IGrouping<(double Scale, string Problem, double Depth), Run>[] groups = [.. runs.GroupBy(run => (run.Scale, run.Problem, run.Depth))];
    return new(
        new Column<string>("problem", [.. groups.Select(one => one.Key.Problem)]), new Column<double>("scale", [.. groups.Select(one => one.Key.Scale)]), new Column<double>("depth", [.. groups.Select(one => one.Key.Depth)]),
        new Column<double>("mean-rank", [.. groups.Select(one => one.Average(run => run.Gap.Rank ?? double.NaN))]), new Column<double>("mean-plateaus", [.. groups.Select(one => one.Average(run => (double)run.Plateaus.Length))]),
        new Column<double>("share-one-a-rank", [.. groups.Select(one => Share([.. one], run => run.Plateaus.Length - 1 == run.Gap.Rank))]),
        new Column<double>("median-length", [.. groups.Select(one => Median([.. one.SelectMany(Inner).Select(plateau => plateau.Length)]))]), new Column<double>("median-width", [.. groups.Select(one => Median([.. one.SelectMany(Jumps).Select(jump => jump.Width)]))]),
        new Column<double>("share-up", [.. groups.Select(one => Share([.. one.SelectMany(Jumps)], jump => jump.Height > 0))]), new Column<double>("median-limit", [.. groups.Select(one => Median([.. one.Select(run => run.Effective[^1])]))]));
}

namespace DlnDynamics.Scripts
{
    /// <summary>One flow: effective rank on a grid of ln τ, and what was read off it.</summary>
    internal sealed record Run(string Problem, double Depth, double Scale, long Seed, LimitingRank Rank, GapRank Gap, Stages Stages, ImmutableArray<RankPlateau> Plateaus, ImmutableArray<double> Times, ImmutableArray<double> Effective, ImmutableArray<double> Sigma);

    /// <summary>A stretch of time in which effective rank hardly moves; its level half way in ln τ, the modes learned by then and their effective rank.</summary>
    internal sealed record RankPlateau(double Start, double End, double Level, int Learned, double OfLearned)
    {
        /// <summary>In ln τ.</summary>
        public double Length => Math.Log(End / Start);
    }

    /// <summary>What lies between two plateaus.</summary>
    internal sealed record RankJump(double Start, double End, double From, double Height)
    {
        /// <summary>In ln τ.</summary>
        public double Width => Math.Log(End / Start);
    }
}
