#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: how do the limit of the flow, its rank and the rate at which it is reached depend on depth, as a real number from 2 to infinity, and on the scale of the start?
// Source: our own question; what is expected is in the comments beside the bounds. [Men24] asks for depth as a parameter, [CMV23] §2 has infinite depth as a limit.
//
// Two completions: 6 × 6 of rank 2 with 22 entries seen, and 4 × 4 with the diagonal seen. X(0) = ε·(one Gaussian matrix a seed), the same at every depth. Limits are completed tails of log-polar
// runs; ranks are judged at a thousandth of σ₁. Clock: rescaled τ, in which depth is a parameter that can tend to infinity.
//
// Run: dotnet run -c Release --file experiments/rank-phases.cs [-- [--quick] [FOLDER]]      one or two minutes on two cores, quick a quarter of a minute

using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Scripts;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "rank-phases", "Rank, limit and rate by depth and scale",
    "How do the limit, its rank and the rate of approach depend on real depth from 2 to infinity and on the scale of the start?");
if (experiment is null)
{
    return 2;
}

// θ; relative error of a step; χ at which a run stops, well below the smallest scale, or the small modes are still on their way; the horizon.
const double Resolution = 1e-3, Tolerance = 1e-10, Arrived = 1e-11, Horizon = 1e15;
double[] depths = experiment.IsQuick ? [2, 2.5, 3, 6, 20, double.PositiveInfinity] : [2, 2.25, 2.5, 3, 4, 6, 10, 20, 50, double.PositiveInfinity];
double[] scales = experiment.IsQuick ? [1e-1, 1e-3, 1e-5, 1e-6] : [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];
long[] seeds = experiment.IsQuick ? [1] : [1, 2, 3];

// Depths for orders in 1/N and in N − 2, at three scales.
double[] nearInfinity = [50, 100, 200, 400], nearTwo = [2.01, 2.02], finer = [1e-1, 1e-3, 1e-5];
Problem[] problems = [Masked(), new("diagonal", new CompletionLoss(Matrix.Diagonal([1, 0.8, 0.6, 0.4]), Mask.Diagonal(4)), 1)];

// A truth of norm 6 and rank 2, and the first mask that shows three entries or more of every row and column: with fewer than two a line is free.
static Problem Masked()
{
    RandomSource random = new(1, "phases-truth", 6, 6);
    Matrix left = RandomFrames.Gaussian(6, 2, random), right = RandomFrames.Gaussian(6, 2, random), truth = new(6, 6);
    DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, truth.View);
    VectorOperations.Scale(6 / VectorOperations.EuclideanNorm(truth.Data), truth.Data);
    for (long seed = 1; ; seed++)
    {
        Mask mask = Mask.All(6, 6).RandomSubset(22.0 / 36, seed);
        if (Enumerable.Range(0, 6).All(i => mask.Entries.Count(entry => entry.Row == i) >= 3 && mask.Entries.Count(entry => entry.Column == i) >= 3))
        {
            return new("6 × 6, 22 seen", new CompletionLoss(truth, mask), 2);
        }
    }
}

static Cell Follow(Problem problem, double n, double scale, long seed)
{
    Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
    GradientFlow flow = GradientFlow.From(new BalancedGaussian(scale, seed), depth, problem.Loss);
    ModeHistory history = new(flow);
    InvariantMonitor monitor = new(flow, Tolerance);
    QuantityRecorder recorder = new(flow, SampleTimes.Logarithmic(1e-2, Horizon, 200).Times, []);
    IntegrationResult result = flow.Until(Horizon).Integrate(
        new AutomaticMethod(), new() { Tolerances = new(0, Tolerance), Convergence = new StationarityTest(flow, Arrived) }, new TeeSink(history, recorder, monitor));
    LimitingRank rank = LimitingRank.Judge(recorder.Evidence, Resolution);
    if (!monitor.Result.Hold)
    {
        rank = rank.Withheld(monitor.Result.Reason);
    }
    GapRank gap = GapRank.Judge(recorder.Evidence[^1], rank, problem.Loss.Rows);
    int vanishing = rank.Fates.Reverse().TakeWhile(fate => fate == SingularValueFate.Vanishes).Count();
    Limit limit = rank.GateIsClosed || !result.IsFinished ? Limit.Refused(recorder.Final, rank.Reason) : Limit.Complete(flow, recorder.Final, vanishing);
    LocalRate? local = limit.IsCompleted && vanishing == 0 ? LocalRate.Balanced(depth, problem.Loss, limit.Point, isZeroGradient: true) : null;

    // Without theory, which would veto what differs from it.
    ConvergenceRate measured = ConvergenceRate.OfLoss(history.Rows, Tolerance);
    return new(problem, n, scale, seed, rank, gap, limit, local, measured, result.Time);
}

(double N, double Scale)[] grid = [.. depths.SelectMany(n => scales.Select(scale => (n, scale)))];
(double N, double Scale)[] extra = [.. nearInfinity.Concat(nearTwo).Append(2).Append(double.PositiveInfinity).SelectMany(n => finer.Select(scale => (n, scale)))];
ImmutableArray<Cell> cells = [.. problems.SelectMany(problem => grid.Concat(extra).Distinct().SelectMany(one => seeds.Select(seed => (Problem: problem, one.N, one.Scale, Seed: seed))))
    .AsParallel().AsOrdered().Select(one => Follow(one.Problem, one.N, one.Scale, one.Seed))];
Dictionary<(string, double, double, long), Cell> byKey = cells.ToDictionary(cell => (cell.Problem.Name, cell.N, cell.Scale, cell.Seed));
Cell At(Problem problem, double n, double scale, long seed) => byKey[(problem.Name, n, scale, seed)];
ImmutableArray<Cell> inGrid = [.. cells.Where(cell => grid.Contains((cell.N, cell.Scale)))];

experiment.Judge(Claim.AtLeast("decided", $"Share of {inGrid.Length} runs of the grid whose limiting rank is decided.", inGrid.Average(cell => cell.Rank.Rank is null ? 0.0 : 1), 0.9));

// Deeper networks and smaller starts are said to find lower rank. Both are what is expected, neither is a theorem.
Exceptions("rank-by-depth", "From starts of 1e-3 or smaller the limiting rank does not rise from one depth to the next: exceptions",
    [.. problems.SelectMany(problem => scales.Where(scale => scale <= 1e-3).SelectMany(scale => seeds.SelectMany(seed => depths.Zip(depths.Skip(1), (n, next) => (At(problem, n, scale, seed), At(problem, next, scale, seed))))))]);
Exceptions("rank-by-scale", "At a depth above 2 the limiting rank does not rise from one scale to the next smaller: exceptions",
    [.. problems.SelectMany(problem => depths.Where(n => n > 2).SelectMany(n => seeds.SelectMany(seed => scales.Zip(scales.Skip(1), (scale, next) => (At(problem, n, scale, seed), At(problem, n, next, seed))))))]);
Cell[] small = [.. inGrid.Where(cell => cell.N >= 3 && cell.Scale == scales[^1])];
experiment.Judge(Claim.AtLeast("rank-of-data", $"From the smallest scale depths 3 and more find the least rank that fits, 2 and 1: share of {small.Length} limits.", small.Average(cell => cell.Rank.Rank == cell.Problem.Least ? 1.0 : 0), 0.9));

// X∞ is a smooth function of 1/N where the start is square and of full rank: distances halve when N doubles. ε^(−2/N) asks for N well above 2 ln(1/ε): 14 at 1e-3.
(Problem Problem, double Scale, long Seed)[] series = [.. problems.SelectMany(problem => finer.SelectMany(scale => seeds.Select(seed => (problem, scale, seed))))];
double ToInfinity(Problem problem, double n, double scale, long seed) => Distance(At(problem, n, scale, seed), At(problem, double.PositiveInfinity, scale, seed));
(double Order, double Error) OrderAtInfinity((Problem Problem, double Scale, long Seed) one) => Order(
    ToInfinity(one.Problem, 200, one.Scale, one.Seed), ToInfinity(one.Problem, 400, one.Scale, one.Seed));
(double Order, double Error) OrderAtTwo((Problem Problem, double Scale, long Seed) one) => Order(
    Distance(At(one.Problem, 2.02, one.Scale, one.Seed), At(one.Problem, 2, one.Scale, one.Seed)), Distance(At(one.Problem, 2.01, one.Scale, one.Seed), At(one.Problem, 2, one.Scale, one.Seed)));
Farthest("order-at-infinity", "X∞(N) tends to X∞(∞) to first order in 1/N: the order between N = 200 and 400 that is farthest from 1, from scales 0.1 and 1e-3", [.. series.Where(one => one.Scale >= 1e-3).Select(OrderAtInfinity)]);
(double Far, double Near)[] doublings = [.. series.SelectMany(one => nearInfinity.Zip(nearInfinity.Skip(1), (n, next) => (ToInfinity(one.Problem, n, one.Scale, one.Seed), ToInfinity(one.Problem, next, one.Scale, one.Seed))))];
int rises = doublings.Count(pair => pair.Near >= pair.Far), unknown = doublings.Count(pair => double.IsNaN(pair.Near - pair.Far));
experiment.Judge(Claim.AtMost("continuous-at-infinity", $"From every scale the distance of X∞(N) to X∞(∞) falls whenever N doubles from 50 to 400: exceptions in {doublings.Length} doublings, {unknown} of them without a completed limit.",
    rises, 0, rises > 0 ? 0 : unknown));
Farthest("order-at-two", "X∞(2 + δ) tends to X∞(2) to first order in δ, so that nothing jumps at depth 2 at a fixed scale: the order between δ = 0.02 and 0.01 that is farthest from 1",
    [.. series.Select(OrderAtTwo)]);

Cell[] rated = [.. cells.Where(cell => cell.Scale == scales[0] && cell.Local?.Rate is not null && cell.Measured.Law == DecayLaw.Exponential)];
double median = rated.Select(cell => Math.Abs(cell.Measured.Rate / cell.Local!.LossRate!.Value - 1)).Order().ElementAt(rated.Length / 2);
double inside = rated.Average(cell => cell.Local!.LossRate >= cell.Measured.Lower - 0.02 * cell.Measured.Rate && cell.Local.LossRate <= cell.Measured.Upper + 0.02 * cell.Measured.Rate ? 1.0 : 0);
experiment.Judge(Claim.AtLeast("measured-rates", $"The loss decays at 2λ, λ the smallest nonzero eigenvalue of the flow linearised at the limit: share of {rated.Length} runs from 0.1 (of {cells.Count(cell => cell.Scale == scales[0])}, the others are undecided) whose 95 % interval, 2 % wider, has it; the median differs by {median:g2} of it.",
    inside, 0.9, 2 * Math.Sqrt(inside * (1 - inside) / rated.Length)));
double Rate(Problem problem, double n, double scale, long seed) => At(problem, n, scale, seed).Local?.Rate ?? double.NaN;
double RateToInfinity((Problem Problem, double Scale, long Seed) one, double n) => Math.Abs(Rate(one.Problem, n, one.Scale, one.Seed) - Rate(one.Problem, double.PositiveInfinity, one.Scale, one.Seed));
Farthest("rate-order-at-infinity", "λ(N) tends to λ(∞) to first order in 1/N: the order between N = 200 and 400 that is farthest from 1, from scale 0.1",
    [.. series.Where(one => one.Scale == 0.1).Select(one => Order(RateToInfinity(one, 200), RateToInfinity(one, 400)))]);

// Rank k of 6 × 6 has k(12 − k) dimensions: at rank 2, 20 of them, fewer than the entries seen. The others are met along the small modes alone, of size ε, where the flow is slower by ε^(2 − 2/N).
List<(Problem Problem, double N, double Scale, double Exponent)> slow = [];
foreach ((double large, double next) in scales.Where(scale => scale <= 1e-2).Zip(scales.Where(scale => scale <= 1e-2).Skip(1)))
{
    slow.AddRange(from problem in problems from n in depths from seed in seeds
                  let ends = new[] { At(problem, n, large, seed), At(problem, n, next, seed) }
                  where ends.All(cell => cell.Gap.Rank == problem.Least && cell.Local?.Rate is not null)
                  select (problem, n, next, Math.Log(ends[0].Local!.Rate!.Value / ends[1].Local!.Rate!.Value) / Math.Log(large / next)));
}
(Problem Problem, double N, double Scale, double Exponent)[] deep = [.. slow.Where(one => one.N >= 3 && one.Scale == scales[^1] && one.Problem.Least == 2)];
experiment.Judge(deep.Length == 0 ? Claim.Open("rate-by-scale", "λ falls like ε^(2−2/N) where the rank found has fewer dimensions than entries are seen.", "No pair of scales had that rank and both rates.")
    : Claim.AtMost("rate-by-scale", $"λ falls like ε^(2−2/N) from depth 3 on where the rank found has fewer dimensions than entries are seen: largest distance of {deep.Length} exponents between the two smallest scales.",
        deep.Max(one => Math.Abs(one.Exponent - (2 - 2 / one.N))), 0.15));

experiment.Table("cells", "Every run", new(
    new Column<string>("problem", [.. cells.Select(cell => cell.Problem.Name)]), new Column<double>("depth", [.. cells.Select(cell => cell.N)]), new Column<double>("scale", [.. cells.Select(cell => cell.Scale)]),
    new Column<long>("seed", [.. cells.Select(cell => cell.Seed)]), new Column<int?>("limiting-rank", [.. cells.Select(cell => cell.Rank.Rank)]), new Column<int?>("gap-rank", [.. cells.Select(cell => cell.Gap.Rank)]),
    new Column<double>("effective-rank", [.. cells.Select(cell => cell.EffectiveRank)]), new Column<string>("sigma", [.. cells.Select(cell => string.Join(' ', cell.Limit.LogSigma.Select(log => Text(Math.Exp(log)))))]),
    new Column<double>("rate", [.. cells.Select(cell => cell.Local?.LossRate ?? double.NaN)]), new Column<double>("measured-rate", [.. cells.Select(cell => cell.Measured.Rate)]),
    new Column<double>("lower", [.. cells.Select(cell => cell.Measured.Lower)]), new Column<double>("upper", [.. cells.Select(cell => cell.Measured.Upper)]),
    new Column<string>("law", [.. cells.Select(cell => cell.Measured.Law.ToString())]), new Column<double>("time", [.. cells.Select(cell => cell.Time)]), new Column<string>("limit", [.. cells.Select(cell => cell.Limit.Reason)]), new Column<string>("reason", [.. cells.Select(cell => cell.Rank.Reason)])));
experiment.Table("rates-by-scale", "Exponent of λ in the scale, from the next larger one", new(
    new Column<string>("problem", [.. slow.Select(one => one.Problem.Name)]), new Column<double>("depth", [.. slow.Select(one => one.N)]), new Column<double>("scale", [.. slow.Select(one => one.Scale)]),
    new Column<double>("exponent", [.. slow.Select(one => one.Exponent)]), new Column<double>("expected", [.. slow.Select(one => 2 - 2 / one.N)])));

(Problem Problem, double N, long Seed, SmallStartRank Rank)[] vanishing = [.. problems.SelectMany(problem => depths.SelectMany(n => seeds.Select(seed => (problem, n, seed, AtVanishingScale(problem, n, seed)))))];
experiment.Table("small-starts", "Modes of the limit that do not depend on ε as it becomes small, and exponents of all modes between the two smallest scales", new(
    new Column<string>("problem", [.. vanishing.Select(one => one.Problem.Name)]), new Column<double>("depth", [.. vanishing.Select(one => one.N)]), new Column<long>("seed", [.. vanishing.Select(one => one.Seed)]),
    new Column<int?>("rank", [.. vanishing.Select(one => one.Rank.Rank)]), new Column<string>("exponents", [.. vanishing.Select(one => string.Join(' ', one.Rank.Exponents.Select(exponent => exponent.Exponent.ToString("F2", CultureInfo.InvariantCulture))))])));
experiment.Table("orders", "Orders in 1/N between N = 200 and 400, and in N − 2 between 2.02 and 2.01", new(
    new Column<string>("problem", [.. series.Select(one => one.Problem.Name)]), new Column<double>("scale", [.. series.Select(one => one.Scale)]), new Column<long>("seed", [.. series.Select(one => one.Seed)]),
    new Column<double>("limit-at-infinity", [.. series.Select(one => OrderAtInfinity(one).Order)]), new Column<double>("rate-at-infinity", [.. series.Select(one => Order(RateToInfinity(one, 200), RateToInfinity(one, 400)).Order)]),
    new Column<double>("limit-at-two", [.. series.Select(one => OrderAtTwo(one).Order)])));

(Problem Problem, double N, double Scale, string Rank)[] phases = [.. problems.SelectMany(problem => scales.SelectMany(scale => depths.Select(n => (problem, n, scale, Label([.. seeds.Select(seed => At(problem, n, scale, seed).Rank.Rank)])))))];
experiment.Show(new Chart("phases", "Limiting rank", $"Modes whose limit exceeds σ₁/1000, the middle one of {seeds.Length} starts; ?: undecided.", new("depth", "depth N", AxisKind.Categories), new("scale", "scale ε of the start", AxisKind.Categories),
    new ChartLayer(ChartMark.Cells, new(new Column<string>("depth", [.. phases.Select(one => Name(one.N))]), new Column<string>("scale", [.. phases.Select(one => Power(one.Scale))]),
        new Column<string>("panel", [.. phases.Select(one => one.Problem.Name)]), new Column<string>("rank", [.. phases.Select(one => one.Rank)]))))
    { Series = ("rank", "rank"), Panel = "panel", PanelsPerRow = 1 }.ToFigure());
Cell[] drawn = [.. cells.Where(cell => cell.Limit.IsCompleted && cell.Seed == 1)];
Cell[] apart = [.. drawn.Where(cell => cell.N is >= 2.25 and < 1e9 && finer.Contains(cell.Scale))];
experiment.Show(new Chart("to-infinite-depth", "Distance to the limit at infinite depth", "Seed 1. ‖X∞(N) − X∞(∞)‖ relative to ‖X∞(∞)‖; first order in 1/N has slope 1.", new("inverse", "1/N", AxisKind.Logarithmic), new("distance", "relative distance", AxisKind.Logarithmic),
    new ChartLayer(ChartMark.Line, Along(apart))) { Series = ("scale", "ε"), Panel = "panel" }.ToFigure());
(Cell Cell, int Mode)[] modes = [.. drawn.Where(cell => cell.Problem.Least == 2 && finer.Contains(cell.Scale)).OrderByDescending(cell => cell.Scale).ThenBy(cell => 1 / cell.N).SelectMany(cell => Enumerable.Range(0, 6).Select(mode => (cell, mode)))];
experiment.Show(new Chart("singular-values", "Singular values of the limit", "6 × 6 with 22 entries seen, seed 1.", new("inverse", "1/N"), new("sigma", "σ of the limit", AxisKind.Logarithmic),
    new ChartLayer(ChartMark.Line, new(new Column<double>("inverse", [.. modes.Select(one => 1 / one.Cell.N)]), new Column<double>("sigma", [.. modes.Select(one => Math.Exp(one.Cell.Limit.LogSigma[one.Mode]))]),
        new Column<string>("panel", [.. modes.Select(one => "ε = " + Power(one.Cell.Scale))]), new Column<string>("mode", [.. modes.Select(one => $"{one.Mode + 1}")])))) { Series = ("mode", "mode"), Panel = "panel" }.ToFigure());
Cell[] slower = [.. cells.Where(cell => cell.Local?.Rate is not null && scales.Take(2).Contains(cell.Scale)).OrderByDescending(cell => cell.Scale).ThenBy(cell => cell.Seed).ThenBy(cell => 1 / cell.N)];
experiment.Show(new Chart("rates", "Rate of the loss by depth", "Lines: twice the smallest nonzero eigenvalue of the flow linearised at the limit; dots: measured along the run.", new("inverse", "1/N"), new("rate", "rate of the loss, per unit of τ", AxisKind.Logarithmic),
    new ChartLayer(ChartMark.Reference, Rates(slower, cell => cell.Local!.LossRate!.Value)), new ChartLayer(ChartMark.Points, Rates([.. slower.Where(cell => cell.Measured.Law == DecayLaw.Exponential)], cell => cell.Measured.Rate)))
    { Series = ("seed", "seed"), Panel = "panel", PanelsPerRow = 2 }.ToFigure());
return experiment.Finish();

SmallStartRank AtVanishingScale(Problem problem, double n, long seed) => SmallStartRank.Judge(scales.Select(scale => At(problem, n, scale, seed)).Where(cell => cell.Limit.IsCompleted)
    .Select(cell => new LimitAtScale(cell.Scale, [.. cell.Limit.LogSigma.Select(Math.Exp)], cell.Limit.LogTailBound)));

// An undecided rank leaves open whether there is an exception, unless there is one elsewhere.
void Exceptions(string name, string statement, (Cell First, Cell Next)[] pairs)
{
    int found = pairs.Count(pair => pair.Next.Rank.Rank > pair.First.Rank.Rank), open = pairs.Count(pair => pair.First.Rank.Rank is null || pair.Next.Rank.Rank is null);
    experiment.Judge(Claim.AtMost(name, $"{statement} in {pairs.Length} pairs, {open} of them undecided.", found, 0, found > 0 ? 0 : open));
}

void Farthest(string name, string statement, (double Order, double Error)[] orders)
{
    (double order, double error) = orders.MaxBy(one => double.IsNaN(one.Order) ? double.PositiveInfinity : Math.Abs(one.Order - 1));
    experiment.Judge(Claim.Near(name, $"{statement}, of {orders.Length}.", order, 1, 0.1, double.IsNaN(error) ? 0 : error));
}

// Limits are known to some 1e-8 of themselves.
static (double Order, double Error) Order(double far, double near) => (Math.Log2(far / near), 4e-8 / near);

static double Distance(Cell one, Cell other) => !one.Limit.IsCompleted || !other.Limit.IsCompleted ? double.NaN : one.Limit.Point.DistanceTo(other.Limit.Point) / other.Limit.Point.Norm;

// The middle one, where all are decided.
static string Label(int?[] ranks) => ranks.Contains(null) ? "?" : $"{ranks.Order().ElementAt(ranks.Length / 2)}";

static string Name(double n) => double.IsInfinity(n) ? "∞" : n.ToString(CultureInfo.InvariantCulture);
static string Power(double scale) => scale.ToString("0e-0", CultureInfo.InvariantCulture);
static string Text(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

DataFrame Along(Cell[] some) => new(
    new Column<double>("inverse", [.. some.Select(cell => 1 / cell.N)]), new Column<double>("distance", [.. some.Select(cell => ToInfinity(cell.Problem, cell.N, cell.Scale, cell.Seed))]),
    new Column<string>("panel", [.. some.Select(cell => cell.Problem.Name)]), new Column<string>("scale", [.. some.Select(cell => Power(cell.Scale))]));

static DataFrame Rates(Cell[] some, Func<Cell, double> rate) => new(
    new Column<double>("inverse", [.. some.Select(cell => 1 / cell.N)]), new Column<double>("rate", [.. some.Select(rate)]),
    new Column<string>("panel", [.. some.Select(cell => $"{cell.Problem.Name}, ε = {Power(cell.Scale)}")]), new Column<string>("seed", [.. some.Select(cell => $"{cell.Seed}")]));

namespace DlnDynamics.Scripts
{
    /// <summary>A completion, and the least rank that fits what is seen.</summary>
    internal sealed record Problem(string Name, CompletionLoss Loss, int Least);

    /// <summary>Where one run ended, how fast, and how fast it should by its limit.</summary>
    internal sealed record Cell(Problem Problem, double N, double Scale, long Seed, LimitingRank Rank, GapRank Gap, Limit Limit, LocalRate? Local, ConvergenceRate Measured, double Time)
    {
        /// <summary>Of the limit.</summary>
        public double EffectiveRank => new EffectiveRank().Measure(Limit.Point);
    }
}
