#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: does descent of deep matrix factorization reach a target of rank R in R stages, each an escape from a saddle, and do larger rates shorten them?
// Source: [Cao22] abstracts: R stages of saddle point escaping for rank R, a second-order critical point at their end; larger learning rates help them.
//
// Targets s = (R, …, 1), every entry observed, from small Gaussian layers: R = 1, 2, 3, 5, N = 2, 3, 4, six update rules and the flow. Where each plateau is slowest the Hessian of the layered
// loss is asked for its least eigenvalue. For R = 3 the rates are halved from run to run. Clock: the layers' t, in which N makes no difference to a step.
//
// Run: dotnet run -c Release --file experiments/cao-stages.cs [-- [--quick] [FOLDER]]      one or two minutes on two cores, quick half a minute

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Scripts;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "cao-stages", "Stages of deep matrix factorization",
    "Does descent reach a target of rank R in R stages, each an escape from a saddle and the end a second-order critical point, and do larger rates shorten the stages (Cao et al. 2022, abstracts)?");
if (experiment is null)
{
    return 2;
}

// θ: the smallest target is a fifth of the largest. A run ends at a loss at which the slowest mode is within half a percent of its target. Of the sharpness at the end, what counts as zero.
const double Resolution = 0.05, Enough = 1e-5, Zero = 1e-4;
const int Rates = 4;
int size = experiment.IsQuick ? 10 : 20;
int[] ranks = [1, 2, 3, 5], depths = [2, 3, 4];

// What a layer multiplies a vector's length by: √size times the standard deviation of an entry. So small that escapes lie ten times further apart than one takes, 1/(N·s^(2−2/N)), or more.
Dictionary<int, double> small = new() { [2] = 1e-18, [3] = 0.02, [4] = 0.12 };

// The time of an iteration, where gradients are small, is the step; times N·s₁^(2−2/N), the sharpness at the end, it is the number here. No rule then oscillates there.
Rule[] rules =
[
    new("gradient descent", 0.2, 0, step => new GradientDescent(step)),
    new("heavy ball 0.5", 0.2, 0.5, step => new HeavyBall(0.5 * step, 0.5)),
    new("heavy ball 0.9", 0.02, 0.9, step => new HeavyBall(0.1 * step, 0.9)),
    new("group RMSProp", 0.2, 0, step => new GroupRmsProp(0.1 * step, 0.99, 0.1)),
    new("RMSProp", 0.2, 0, step => new RmsProp(0.01 * step, 0.99, 0.01)),
    new("RMSProp, no floor", double.NaN, 0, _ => new RmsProp(1e-3, 0.99, 1e-8)) { Limit = 20_000 },
];

static double Sharpness(int depth, int rank) => depth * Math.Pow(rank, 2 - 2.0 / depth);

GradientFlow Problem(int depth, int rank, double smaller)
{
    RandomSource random = new(rank, "target", size, size);
    Matrix left = RandomFrames.Orthonormal(size, rank, random), right = RandomFrames.Orthonormal(size, rank, random), scaled = new(size, rank), target = new(size, size);
    DenseKernels.Default.Multiply(1, left.View, Transpose.No, Matrix.Diagonal([.. Enumerable.Range(1, rank).Reverse().Select(s => (double)s)]).View, Transpose.No, 0, scaled.View);
    DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, right.View, Transpose.Yes, 0, target.View);
    return GradientFlow.From(new LayersGaussian(smaller * small[depth] / Math.Sqrt(size), null, 1), Depth.Of(depth), new FactorizationLoss(target));
}

Run Descend(int depth, int rank, Rule rule, double slower, double smaller = 1)
{
    GradientFlow problem = Problem(depth, rank, smaller);
    double step = rule.Stability / slower / Sharpness(depth, rank);
    IUpdateRule update = rule.Of(step);
    DescentHistory history = new(new(problem, update));
    history.Run(double.PositiveInfinity, Enough, rule.Limit);
    (double Time, double Iteration)[] halves = [.. Enumerable.Range(0, rank).Select(mode => HalfTime(history, mode, depth))];
    return new(depth, rank, rule.Name, step, history.Judge(Resolution), [.. history.Rows], [.. halves.Select(one => one.Time)], [.. halves.Select(one => one.Iteration)]) { Update = update };
}

Run Flow(Run descent)
{
    GradientFlow problem = Problem(descent.Depth, descent.Rank, 1);
    ModeHistory history = new(problem);
    problem.Until(descent.Rows[^1].Time).Integrate(new AutomaticMethod(), new() { Tolerances = new(1e-8, 1e-8 * small[descent.Depth]) }, history);
    return new(descent.Depth, descent.Rank, "flow", 0, Stages.Judge(history.Rows, Resolution), [.. history.Rows],
        [.. Enumerable.Range(0, descent.Rank).Select(mode => history.HalfTime(mode) / descent.Depth)], []);
}

// When a mode last rose through half its value at the end, and at which iteration.
static (double Time, double Iteration) HalfTime(DescentHistory history, int mode, int depth)
{
    double half = history.Rows[^1].LogSigma[mode] - Math.Log(2);
    int after = Enumerable.Range(1, history.Rows.Count - 1).LastOrDefault(k => history.Rows[k].LogSigma[mode] >= half && history.Rows[k - 1].LogSigma[mode] < half);
    if (after == 0)
    {
        return (double.NaN, double.NaN);
    }
    (HistoryRow last, HistoryRow next) = (history.Rows[after - 1], history.Rows[after]);
    double part = (half - last.LogSigma[mode]) / (next.LogSigma[mode] - last.LogSigma[mode]);
    return ((last.Time + part * (next.Time - last.Time)) / depth, history.Iterations[after - 1] + part * (history.Iterations[after] - history.Iterations[after - 1]));
}

// Gradient descent again, up to where each plateau was slowest; the plateaus are asked of a run that is decided.
ImmutableArray<Saddle> Saddles(Run run, double smaller = 1)
{
    GradientFlow problem = Problem(run.Depth, run.Rank, smaller);
    LayerDescent descent = new(problem, run.Update!);
    double steepest = Math.Sqrt(run.Rows.Max(row => row.Dissipation));
    List<Saddle> found = [];
    foreach (Plateau plateau in run.Stages.Plateaus)
    {
        bool isEnd = plateau == run.Stages.Plateaus[^1];
        double quiet = run.Rows.First(row => Math.Sqrt(row.Dissipation) == plateau.GradientNorm).Time / run.Depth;

        // The end is followed until what remains is e⁻¹⁰ times as large: the rest turns towards the targets at rate s_R^(2−2/N) = 1.
        double time = isEnd ? quiet + 10 : quiet;
        while (descent.Time < time * (1 - 1e-12) && descent.TryStep())
        {
        }
        OperatorSpectrum hessian = OperatorSpectrum.Of(new LayeredHessian((LayerFlow)problem.Field, descent.Layers));
        found.Add(new(run.Depth, run.Rank, plateau.Rank, isEnd, plateau.GradientNorm / steepest, hessian.Smallest, hessian.SmallestError, hessian.Largest));
    }
    return [.. found];
}

(int Depth, int Rank)[] problems = [.. ranks.SelectMany(rank => depths.Select(depth => (depth, rank)))];
Run[] runs = [.. problems.SelectMany(one => rules.Select(rule => (one.Depth, one.Rank, Rule: rule))).AsParallel().AsOrdered().Select(one => Descend(one.Depth, one.Rank, one.Rule, 1))];
Run[] plain = [.. runs.Where(run => run.Rule == rules[0].Name)];
Run[] flows = [.. plain.AsParallel().AsOrdered().Select(Flow)];
Saddle[] saddles = [.. plain.AsParallel().AsOrdered().SelectMany(run => Saddles(run))];
Saddle[][] nearer = [.. new[] { 0.5, 0.25 }.Select(smaller => depths.AsParallel().AsOrdered().SelectMany(depth => Saddles(Descend(depth, 3, rules[0], 1, smaller), smaller)).Where(one => !one.IsEnd).ToArray())];
Run[] sweep = [.. depths.SelectMany(depth => rules.Where(rule => rule.Limit > 100_000).SelectMany(rule => Enumerable.Range(0, Rates).Select(k => (Depth: depth, Rule: rule, Slower: Math.Pow(2, k)))))
    .AsParallel().AsOrdered().Select(one => one.Slower == 1 ? runs.First(run => (run.Depth, run.Rank, run.Rule) == (one.Depth, 3, one.Rule.Name)) : Descend(one.Depth, 3, one.Rule, one.Slower))];

static string Slug(string name) => name.Replace(",", "", StringComparison.Ordinal).Replace(' ', '-').Replace('.', '-').ToLowerInvariant();

// R escapes, each of one rank.
static bool HasStages(Run run) => run.Stages.Count == run.Rank && run.Stages.Transitions.Length == run.Rank && run.Stages.Transitions.All(one => one.Gain == 1);
foreach (IGrouping<string, Run> one in runs.Concat(flows).GroupBy(run => run.Rule))
{
    int undecided = one.Count(run => run.Stages.Count is null), byRank = one.Count(run => run.Stages.Count == run.Rank);
    // The abstract on RMSProp gives no constants, and how many stages there are depends on them: any count leaves its claim open.
    double open = one.Key.StartsWith("RMSProp", StringComparison.Ordinal) ? problems.Length : undecided;
    experiment.Judge(Claim.AtLeast("stages-" + Slug(one.Key),
        $"By {one.Key}, a target of rank R is reached in R stages, each an escape that gains one rank (abstract): how many of {problems.Length} problems. By ranks alone {byRank}, with merged stages; {undecided} undecided.",
        one.Count(HasStages), problems.Length, open));
}

double Target(int rank, int learned) => Enumerable.Range(1, rank - learned).Sum(s => 0.5 * s * s);
experiment.Judge(Claim.AtMost("levels", "Plateau k of a run with R stages has the loss ½Σs² over the targets not yet learned (its saddles are best approximations of rank k): largest distance by the loss of zero.",
    runs.Concat(flows).Where(HasStages).Max(run => run.Stages.Plateaus.Max(plateau => Math.Abs(plateau.Loss - Target(run.Rank, plateau.Rank)) / Target(run.Rank, 0))), 0.02));

Saddle[] passed = [.. saddles.Where(one => !one.IsEnd)];
experiment.Judge(Claim.AtMost("plateaus-are-slow", "The plateaus of gradient descent pass critical points: the gradient at the slowest point by the largest of the run.", passed.Max(one => one.Gradient), 0.05));
experiment.Judge(Claim.AtLeast("passed-points-descend", $"The least eigenvalue of ∇²L there lies below −{Zero:g1} of the sharpness at the end: share of {passed.Length} plateaus before the last.",
    passed.Average(one => one.Smallest + one.Error < -Zero * Sharpness(one.Depth, one.Rank) ? 1.0 : 0.0), 1));
experiment.Judge(Claim.AtMost("eigenvalue-at-depth-2", "At depth 2 that eigenvalue is minus the next target, as at the saddle itself: largest relative distance.",
    passed.Where(one => one.Depth == 2).Max(one => Math.Abs(one.Smallest / (one.Learned - one.Rank) - 1)), 0.05));
(Saddle Far, Saddle Near)[] pairs = [.. nearer[0].Join(nearer[1], far => (far.Depth, far.Learned), near => (near.Depth, near.Learned), (far, near) => (far, near))];
experiment.Judge(Claim.AtMost("saddles-degenerate-with-depth", $"As the start becomes small the eigenvalue falls like its scale to the power N − 2, for from depth 3 on the saddle itself has none below zero: largest distance of {pairs.Length} exponents at R = 3, from a half to a quarter of the scale.",
    pairs.Max(pair => Math.Abs(Math.Log2(pair.Far.Smallest / pair.Near.Smallest) - (pair.Far.Depth - 2))), 0.25));
experiment.Judge(Claim.AtLeast("second-order-at-the-end", "After R stages a second-order critical point is reached (abstract): least eigenvalue there by the sharpness.",
    saddles.Where(one => one.IsEnd).Min(one => one.Smallest / Sharpness(one.Depth, one.Rank)), -Zero));

// A stage lasts from one mode's half to the next one's.
static double[] Lengths(ImmutableArray<double> halves) => [.. halves.Select((half, k) => half - (k == 0 ? 0 : halves[k - 1]))];
List<(string Rule, int Depth, int Stage, double Line, double Limit, double Error)> slopes = [];
foreach (IGrouping<(string Rule, int Depth), Run> one in sweep.GroupBy(run => (run.Rule, run.Depth)))
{
    for (int stage = 0; stage < 3; stage++)
    {
        // A length is its limit times 1 + O(η): so is an exponent between two rates, and twice the last less the one before lacks that term.
        double[] logs = [.. one.Select(run => Math.Log2(Lengths(run.HalfIterations)[stage]))];
        double[] local = [.. logs.Zip(logs.Skip(1), (large, small) => large - small)], limits = [.. local.Zip(local.Skip(1), (before, last) => 2 * last - before)];
        slopes.Add((one.Key.Rule, one.Key.Depth, stage + 1, (logs[0] - logs[^1]) / (logs.Length - 1), limits[^1], Math.Abs(limits[^1] - limits[^2])));
    }
}
foreach (Rule rule in rules.Take(3))
{
    (_, int depth, int stage, double line, double limit, double error) = slopes.Where(one => one.Rule == rule.Name).MaxBy(one => Math.Abs(one.Limit + 1) + one.Error);
    experiment.Judge(Claim.Near("length-by-rate-" + Slug(rule.Name), $"Iterations of a stage under {rule.Name} go like 1/η as η becomes small (ours, from the flow; the abstract on RMSProp says only that larger rates help): the exponent furthest from −1, stage {stage} at N = {depth}; over all rates {line:f3}.", limit, -1, 0.05, error));
}
double FlowLength(Run run, int stage) => Lengths(flows.First(flow => (flow.Depth, flow.Rank) == (run.Depth, run.Rank)).HalfTimes)[stage];
(Run Run, double Bound)[] timed = [.. sweep.SelectMany(run => rules.Take(3).Where(rule => rule.Name == run.Rule).Select(rule => (run, run.Step * Sharpness(run.Depth, run.Rank) * (0.5 + rule.Momentum / (1 - rule.Momentum)))))];
experiment.Judge(Claim.AtMost("length-of-the-flow", "In time, stages of gradient descent and heavy ball last as long as the flow's, to first order: largest relative distance by ηλ/(1−μ)·(½ + μ/(1−μ)), λ the sharpness at the end.",
    timed.Max(one => Enumerable.Range(0, 3).Max(stage => Math.Abs(Lengths(one.Run.HalfTimes)[stage] / FlowLength(one.Run, stage) - 1) / one.Bound)), 1, 1e-4 / timed.Min(one => one.Bound)));
(Run Large, Run Small)[] halved = [.. sweep.Zip(sweep.Skip(1)).Where(pair => (pair.First.Rule, pair.First.Depth) == (pair.Second.Rule, pair.Second.Depth))];
experiment.Judge(Claim.AtMost("larger-rates-shorten", $"With any rule the larger of two rates has the shorter stage in iterations (our reading of the abstract on RMSProp, where larger rates benefit the stages): exceptions in {3 * halved.Length} comparisons.",
    halved.Sum(pair => Lengths(pair.Large.HalfIterations).Zip(Lengths(pair.Small.HalfIterations)).Count(one => !(one.First < one.Second))), 0));

Run[] all = [.. runs, .. flows];
experiment.Table("stages", "Stages", new(
    new Column<string>("rule", [.. all.Select(run => run.Rule)]), new Column<int>("depth", [.. all.Select(run => run.Depth)]), new Column<int>("rank", [.. all.Select(run => run.Rank)]),
    new Column<double>("step", [.. all.Select(run => run.Step)]), new Column<int?>("stages-by-rank", [.. all.Select(run => run.Stages.Count)]),
    new Column<int>("escapes", [.. all.Select(run => run.Stages.Transitions.Length)]), new Column<string>("reason", [.. all.Select(run => run.Stages.Reason)])));
experiment.Table("saddles", "Where plateaus of gradient descent are slowest", new(
    new Column<int>("depth", [.. saddles.Select(one => one.Depth)]), new Column<int>("rank", [.. saddles.Select(one => one.Rank)]), new Column<int>("learned", [.. saddles.Select(one => one.Learned)]),
    new Column<double>("gradient", [.. saddles.Select(one => one.Gradient)]), new Column<double>("smallest-eigenvalue", [.. saddles.Select(one => one.Smallest)]), new Column<double>("largest-eigenvalue", [.. saddles.Select(one => one.Largest)])));
experiment.Table("slopes", "Exponent of the iterations of a stage in the rate, R = 3", new(
    new Column<string>("rule", [.. slopes.Select(one => one.Rule)]), new Column<int>("depth", [.. slopes.Select(one => one.Depth)]), new Column<int>("stage", [.. slopes.Select(one => one.Stage)]),
    new Column<double>("exponent-over-all", [.. slopes.Select(one => one.Line)]), new Column<double>("exponent-at-small-rates", [.. slopes.Select(one => one.Limit)]), new Column<double>("uncertainty", [.. slopes.Select(one => one.Error)])));

string[] drawn = [rules[0].Name, rules[4].Name, "flow"];
(Run Run, HistoryRow Row)[] points = [.. all.Where(run => drawn.Contains(run.Rule)).SelectMany(run => run.Rows.Where((_, k) => k % (1 + run.Rows.Length / 200) == 0).Select(row => (run, row)))];
double Whole(Run run) => flows.First(flow => (flow.Depth, flow.Rank) == (run.Depth, run.Rank)).Rows[^1].Time;

// One line through all levels, which turns outside the axis.
(Run Run, double Part, double Loss)[] levels = [.. flows.SelectMany(run => Enumerable.Range(0, run.Rank + 1).SelectMany(k => (k % 2 == 0 ? new[] { -1.0, 2 } : [2.0, -1]).Select(part => (run, part, Target(run.Rank, k)))))];
static string Panel(Run run) => $"R = {run.Rank}, N = {run.Depth}";
experiment.Show(new Chart("loss", "Loss and its plateaus", "Grey: half the sum of squares of the targets not yet learned.", new("part", "time by that of the flow's end") { Range = (0, 1) }, new("loss", "loss"),
    new(ChartMark.Reference, new(new Column<string>("panel", [.. levels.Select(one => Panel(one.Run))]), new Column<double>("part", [.. levels.Select(one => one.Part)]), new Column<double>("loss", [.. levels.Select(one => one.Loss)]))),
    new(ChartMark.Line, new(new Column<string>("rule", [.. points.Select(one => one.Run.Rule)]), new Column<string>("panel", [.. points.Select(one => Panel(one.Run))]),
        new Column<double>("part", [.. points.Select(one => one.Row.Time / Whole(one.Run))]), new Column<double>("loss", [.. points.Select(one => one.Row.Loss)]))))
{ Series = ("rule", "rule"), Panel = "panel", HasOwnRanges = true }.ToFigure());

(Run Run, HistoryRow Row, int Mode)[] modes = [.. points.Where(one => one.Run.Rank == 3 && one.Run.Rule != "flow").OrderBy(one => Array.IndexOf(drawn, one.Run.Rule)).SelectMany(one => Enumerable.Range(0, 4).Select(mode => (one.Run, one.Row, mode)))];
experiment.Show(new Chart("singular-values", "Singular values, R = 3", "One rank after the other, or not.", new("time", "time (layers' clock)"), new("value", "singular value"),
    new ChartLayer(ChartMark.Line, new(new Column<string>("mode", [.. modes.Select(one => $"{one.Mode + 1}")]), new Column<string>("panel", [.. modes.Select(one => $"{one.Run.Rule}, N = {one.Run.Depth}")]),
        new Column<double>("time", [.. modes.Select(one => one.Row.Time / one.Run.Depth)]), new Column<double>("value", [.. modes.Select(one => Math.Exp(one.Row.LogSigma[one.Mode]))]))))
{ Series = ("mode", "mode"), Panel = "panel", HasOwnRanges = true }.ToFigure());

string[] swept = [rules[0].Name, rules[2].Name, rules[4].Name];
(Run Run, int Stage)[] lengths = [.. swept.SelectMany(name => sweep.Where(run => run.Rule == name)).SelectMany(run => Enumerable.Range(0, 3).Select(stage => (run, stage)))];
DataFrame LengthFrame(Func<Run, int, double> of) => new(new Column<string>("stage", [.. lengths.Select(one => $"{one.Stage + 1}")]), new Column<string>("panel", [.. lengths.Select(one => $"{one.Run.Rule}, N = {one.Run.Depth}")]),
    new Column<double>("step", [.. lengths.Select(one => one.Run.Step * Sharpness(one.Run.Depth, one.Run.Rank))]), new Column<double>("iterations", [.. lengths.Select(one => of(one.Run, one.Stage))]));
experiment.Show(new Chart("stage-lengths", "Length of each stage against the step, R = 3", "Grey: the flow's stages divided by the step, of exponent −1.",
    new("step", "step (layers' clock) × sharpness at the end", AxisKind.Logarithmic) { Range = (1e-3, 0.3) }, new("iterations", "iterations", AxisKind.Logarithmic),
    new(ChartMark.Reference, LengthFrame((run, stage) => FlowLength(run, stage) / run.Step)), new(ChartMark.Points, LengthFrame((run, stage) => Lengths(run.HalfIterations)[stage])))
{ Series = ("stage", "stage"), Panel = "panel" }.ToFigure());
return experiment.Finish();

namespace DlnDynamics.Scripts
{
    /// <summary>An update rule by the step of time that its iterations stand for.</summary>
    internal sealed record Rule(string Name, double Stability, double Momentum, Func<double, IUpdateRule> Of)
    {
        public long Limit { get; init; } = 1_000_000;
    }

    /// <summary>A run with its stages; halves: when each mode rose through half its value, layers' clock and iterations.</summary>
    internal sealed record Run(int Depth, int Rank, string Rule, double Step, Stages Stages, ImmutableArray<HistoryRow> Rows, ImmutableArray<double> HalfTimes, ImmutableArray<double> HalfIterations)
    {
        public IUpdateRule? Update { get; init; }
    }

    /// <summary>Where a plateau is slowest: the gradient by the largest of the run, and the ends of the Hessian's spectrum.</summary>
    internal sealed record Saddle(int Depth, int Rank, int Learned, bool IsEnd, double Gradient, double Smallest, double Error, double Largest);
}
