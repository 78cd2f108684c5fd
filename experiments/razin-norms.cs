#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: does a deep linear network drive norms to infinity where no solution has a determinant of the sign that the flow keeps, and its rank to one?
// Source: [RC20] Theorem 1 and Figure 1; starts and rates as the owner's notes (6.5) read them off that figure, the iteration as in the authors' code.
//
// Entries w₁₂ = w₂₁ = 1 and w₂₂ = 0 of a 2 × 2 matrix are observed, w₁₁ is not: every solution has determinant −1. From balanced Gaussian starts of either sign, and from Gaussian layers,
// at depths 2, 3, 4, 10 and ∞, how do |w₁₁| and the effective rank go as the loss falls? In log-polar coordinates the sign is built in, so some starts are also followed entry by entry.
// Then gradient descent at the paper's rates.
//
// Run: dotnet run -c Release --file experiments/razin-norms.cs [-- [--quick] [FOLDER]]      half a minute; some seconds with --quick

using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;
using Row = (double Time, double Loss, double Entry, double ExcessRank, double LogSigma, double Sign);
using Run = (DlnDynamics.Dynamics.Depth Depth, string Kind, double Scale, DlnDynamics.Dynamics.StartSign Sign, long Seed, bool IsFinished, string Sentence, System.Collections.Generic.IReadOnlyList<(double Time, double Loss, double Entry, double ExcessRank, double LogSigma, double Sign)> Rows);

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "razin-norms", "Norms that run off to infinity",
    "Entries (1, 2), (2, 1) = 1 and (2, 2) = 0 of a 2 × 2 matrix are observed. Does the flow from det > 0 drive the unobserved entry, and so every norm, to infinity, and the effective rank to 1 [RC20]?");
if (experiment is null)
{
    return 2;
}
CompletionLoss loss = new(Matrix.Of(new[,] { { 0.0, 1 }, { 1, 0 } }), Mask.Where(2, 2, (i, j) => i + j > 0));
int seeds = experiment.IsQuick ? 3 : 20;

// The start of scale 0.3 is orthogonal, so that σ₂ is not small from the outset. Depth 2 is left where σ₂ nears the smallest number there is. From det < 0 the loss must fall farther until |w₁₁| rests.
(Depth Depth, double Floor, double[] Scales)[] plan = [(Depth.Of(2), 1e-3, [1e-2, 1e-3, 1e-5]), (Depth.Of(3), 1e-5, [1e-2, 1e-3, 1e-5]), (Depth.Of(4), 1e-5, [1e-2, 1e-3]), (Depth.Of(10), 1e-5, [1e-2, 1e-3]), (Depth.Infinite, 1e-5, [0.3, 1e-2, 1e-3])];
Run Follow(Depth depth, string kind, double scale, StartSign sign, long seed, double floor, GradientFlow flow)
{
    DeterminantSign determinant = new();
    bool byEntries = flow.Coordinates == FlowCoordinates.EndToEnd;
    StepRecorder<Row> recorder = new(flow, point => (point.Time, point.Loss, point.EndToEnd[0, 0], ExcessOf(Math.Exp(point.LogSigma[1] - point.LogSigma[0])), point.LogSigma[1], byEntries ? Math.Sign(DeterminantOf(point.EndToEnd)) : determinant.Measure(point)));
    IntegrationOptions options = new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, 1e-6) : byEntries ? new(1e-12, 1e-14) : new(1e-8, 1e-10 * scale), Events = [new LossBelow(flow, floor)], StepLimit = 20_000 };
    IntegrationResult result = flow.Until(1e30).Integrate(new AutomaticMethod(), options, recorder);
    return (depth, kind, scale, sign, seed, result.Code == ReturnCode.StoppedByEvent, result.Sentence, recorder.Rows);
}
var balanced =
    from one in plan
    from scale in one.Scales
    from sign in new[] { StartSign.Positive, StartSign.Negative }
    where sign == StartSign.Positive || scale >= 1e-2 || one.Depth.Value < 10
    from seed in Enumerable.Range(1, seeds)
    select (one.Depth, scale, sign, Seed: (long)seed, Floor: sign == StartSign.Positive ? one.Floor : 1e-10);
Run[] runs = [.. balanced.ToArray().AsParallel().AsOrdered().Select(one => Follow(one.Depth, "balanced", one.scale, one.sign, one.Seed, one.Floor, GradientFlow.From(one.scale == 0.3 ? new BalancedOrthogonal(one.scale, one.Seed, one.sign) : new BalancedGaussian(one.scale, one.Seed, one.sign), one.Depth, loss)))];
var gaussian =
    from one in new (int Layers, double Scale)[] { (2, 1e-4), (3, 1e-2), (4, 5e-2) }
    from seed in Enumerable.Range(1, 4 * seeds)
    select (Depth: Depth.Of(one.Layers), one.Scale, Seed: (long)seed);
Run[] layers = [.. gaussian.ToArray().AsParallel().AsOrdered().Select(one => Follow(one.Depth, "layers", one.Scale, StartSign.Any, one.Seed, 1e-4, GradientFlow.From(new LayersGaussian(one.Scale, null, one.Seed), one.Depth, loss)))];

// Entry by entry nothing holds the sign but the flow. Each ends while σ₂ is still above the tolerance; at depth 2 it falls like e^(−w²/2), and somewhat further rounding would give the sign.
var chosen =
    from one in new (int Layers, double Floor)[] { (2, 5e-2), (3, 1e-3), (4, 1e-3) }
    from sign in new[] { StartSign.Positive, StartSign.Negative }
    from seed in Enumerable.Range(1, 5)
    select (Depth: Depth.Of(one.Layers), sign, Seed: (long)seed, one.Floor);
Run[] entrywise = [.. chosen.ToArray().AsParallel().AsOrdered().Select(one => Follow(one.Depth, "entrywise", 1e-2, one.sign, one.Seed, one.Floor, GradientFlow.From(new BalancedGaussian(1e-2, one.Seed, one.sign), one.Depth, loss, FlowCoordinates.EndToEnd)))];
Run[] all = [.. runs, .. layers, .. entrywise];
foreach (Run run in all.Where(run => !run.IsFinished))
{
    Console.WriteLine($"depth {run.Depth}, {run.Kind}, scale {run.Scale}, {run.Sign}, seed {run.Seed}: {run.Sentence}");
}
Run[] positive = [.. runs.Where(run => run.Sign == StartSign.Positive)], negative = [.. runs.Where(run => run.Sign == StartSign.Negative)];


experiment.Judge(Claim.AtMost("unfinished", "Every run reaches the loss at which it was to end (a check of the library, not a claim of the paper). Runs that do not:", all.Count(run => !run.IsFinished), 0));
foreach ((string suffix, string how, Run[] these) in new[] { ("", "in log-polar coordinates, which have the sign and so this built in: a check of the library", runs), ("-entrywise", "entry by entry, where nothing but the flow holds it", entrywise) })
{
    Row[] low = [.. these.Where(run => run.Sign == StartSign.Positive).SelectMany(run => run.Rows).Where(row => row.Loss < 0.25)];
    experiment.Judge(Claim.AtMost("sign-changes" + suffix, $"From balanced starts the flow keeps the sign of det X ([RC20], proof of Theorem 1; {how}). Runs of {these.Length} in which it was seen changed:",
        these.Count(run => run.Rows.Any(row => row.Sign == (run.Sign == StartSign.Positive ? -1 : 1))), 0));
    experiment.Judge(Claim.AtLeast("norm-bound" + suffix, $"From det > 0, once E < ¼, |w₁₁| is never below the least that a positive determinant allows at that loss, which grows like 1/√(2E) ([RC20] Theorem 1, norms; {how}). Least ratio of the two:",
        low.Min(row => Math.Abs(row.Entry) / LeastEntry(row.Loss)), 1, 1e-9));
    experiment.Judge(Claim.AtMost("rank-bound" + suffix, $"From det > 0, once E < ¼, the effective rank exceeds 1 by no more than this loss allows, which falls to 0 with it ([RC20] Theorem 1, ranks; {how}). Largest part of what is allowed:",
        low.Max(row => row.ExcessRank / ExcessOf(Math.Min(1, Math.Sqrt(2 * row.Loss) / LeastEntry(row.Loss)))), 1, 1e-6));
}
experiment.Judge(Claim.AtMost("negative-rests", "From det < 0 |w₁₁| comes to rest while the loss goes on falling (there are solutions with det = −1; the owner's notes (6.5)). |w₁₁|·√(2E) at E = 1e-10, which from det > 0 is never below 1, at most:",
    negative.Max(run => Math.Abs(run.Rows[^1].Entry) * Math.Sqrt(2 * run.Rows[^1].Loss)), 0.5, 1e-3));
foreach ((Depth depth, double scale, double limit, string place) in new[] { (Depth.Of(2), 1e-2, 1.0, "the owner's notes (6.5) by a figure of [RC20]"), (Depth.Of(3), 1e-2, 1.0, "the owner's notes (6.5)"), (Depth.Of(4), 1e-2, 1.0, "the owner's notes (6.5)") })
{
    Run[] these = [.. positive.Where(run => run.Depth == depth && run.Scale == scale)];
    double[] ends = [.. these.Select(run => Math.Abs(run.Rows[^1].Entry) * Math.Sqrt(2 * run.Rows[^1].Loss))];
    experiment.Judge(Claim.Near($"ratio-{depth}", $"Depth {depth}, starts of scale {scale}: |w₁₁|·√(2E) goes to {limit} ({place}). At E = {these[0].Rows[^1].Loss:g1}, the farthest:", ends.MaxBy(end => Math.Abs(end - limit)), limit, 0.02, 1e-4));
}

// How late the product comes near 2 depends on the start, so it is the median that is asked; its uncertainty is half the distance of the quantiles at ½ ± 1/√n.
double[] products = [.. positive.Where(run => run.Depth.IsInfinite && run.Scale == 0.3).Select(run => Math.Abs(run.Rows[^1].Entry) * Math.Sqrt(2 * run.Rows[^1].Loss)).Order()];
double spread = 1 / Math.Sqrt(products.Length);
experiment.Judge(Claim.Near("ratio-infinite", $"Infinite depth, orthogonal starts of scale 0.3: |w₁₁|·√(2E) goes to 2 (our reduced law, not in the paper). At E = 1e-05, the median of {products.Length} (the least is {products[0]:g4}):",
    QuantileOf(products, 0.5), 2, 0.1, 0.5 * (QuantileOf(products, 0.5 + spread) - QuantileOf(products, 0.5 - spread))));
double[] quotients = [.. positive.Select(run => run.Rows[^1]).Select(row => Math.Abs(row.Entry) * Math.Sqrt(2 * row.Loss) / (1 + Math.Abs(row.Entry) * Math.Exp(row.LogSigma)))];
experiment.Judge(Claim.Near("ratio-law", "At every depth |w₁₁|·√(2E) comes to 1 + |w₁₁|σ₂ (our reduced law, not in the paper). Quotient at the end, the farthest of all starts:", quotients.MaxBy(one => Math.Abs(one - 1)), 1, 0.02, 1e-4));
foreach (Depth depth in new[] { Depth.Of(2), Depth.Of(3), Depth.Of(4), Depth.Of(10), Depth.Infinite })
{
    // Along the law that fast modes leave behind, ∫dσ₂/σ₂^(2−2/N) = −∫w^(2/N) dw.
    double q = 1 - 2 * depth.Reciprocal, p = 1 + 2 * depth.Reciprocal;
    double[] slopes = [.. positive.Where(run => run.Depth == depth && run.Scale == 1e-2).Select(run =>
    {
        Row last = run.Rows[^1], before = run.Rows.Last(row => Math.Abs(row.Entry) <= Math.Abs(last.Entry) / 3);
        double fallen = q == 0 ? before.LogSigma - last.LogSigma : (Math.Exp(-q * last.LogSigma) - Math.Exp(-q * before.LogSigma)) / q;
        return fallen * p / (Math.Pow(Math.Abs(last.Entry), p) - Math.Pow(Math.Abs(before.Entry), p));
    })];
    experiment.Judge(Claim.Near($"sigma-law-{depth}", $"Depth {depth}: {(q == 0 ? "ln σ₂ falls by w²/2" : "σ₂^−(1−2/N)/(1−2/N) grows as w^(1+2/N)/(1+2/N)")}, w = |w₁₁| (our reduced law, not in the paper). Quotient of the two over the last factor 3 of w, the farthest start:",
        slopes.MaxBy(slope => Math.Abs(slope - 1)), 1, 0.05, 1e-3));
}
foreach (IGrouping<Depth, Run> of in layers.Where(run => run.Rows[0].Sign > 0).GroupBy(run => run.Depth))
{
    experiment.Judge(Claim.AtMost($"layers-turned-{of.Key}", $"Depth {of.Key}: small Gaussian layers, which are not balanced, keep the sign of det X too (the authors' own account of [RC20], for descent from close to the origin). Part of {of.Count()} starts with det > 0 that end with det < 0:",
        of.Count(run => run.Rows[^1].Sign < 0) / (double)of.Count(), 0));
}

// Gradient descent at the rates of the figure's legend.
double reach = experiment.IsQuick ? 3e-3 : 1e-4;
foreach ((int depth, double rate, double scale) in new[] { (3, 6e-3, 1e-5), (4, 3e-3, 1e-3) })
{
    (double, double Entry)[] path = Descend(depth, rate, scale, reach);
    IReadOnlyList<Row> rows = positive.First(run => run.Depth.Value == depth && run.Scale == scale && run.Seed == 1).Rows;
    int next = rows.TakeWhile(row => row.Loss > reach).Count();
    double part = Math.Log(reach / rows[next - 1].Loss) / Math.Log(rows[next].Loss / rows[next - 1].Loss);
    experiment.Judge(Claim.Near($"descent-{depth}", $"Depth {depth}: gradient descent of rate {rate} goes with the flow ([RC20] Figure 1: experiments bear the theory out). |w₁₁| over that of the flow at E = {reach:g1}:",
        path[^1].Entry / Math.Exp((1 - part) * Math.Log(Math.Abs(rows[next - 1].Entry)) + part * Math.Log(Math.Abs(rows[next].Entry))), 1, 0.01, 1e-3));
}
(double Loss, double Entry)[] fast = Descend(2, 6e-3, 1e-5, 1e-6), slow = Descend(2, 6e-4, 1e-5, 1e-6);
experiment.Judge(Claim.Near("descent-2", "Depth 2: gradient descent of rate 0.006 from scale 1e-5 stops growing at |w₁₁| ≈ 7 ([RC20] Figure 1, as read in the owner's notes (6.5)). |w₁₁| at E = 1e-6:", fast[^1].Entry, 7, 1));
experiment.Judge(Claim.Near("descent-2-rate", "Depth 2: it is the step that stops it: descent unbalances the layers by an amount ∝ rate, so the sign goes at σ₂ ∝ rate² and w²/2 then gains 2 ln 10 at a tenth of the rate (ours, not in the paper; the owner's notes (0.3) blames rounding). Gain:",
    0.5 * (slow[^1].Entry * slow[^1].Entry - fast[^1].Entry * fast[^1].Entry), 2 * Math.Log(10), 0.5 * Math.Log(10)));

Run[] shown = [.. runs.Where(run => run.Scale == 1e-2 && run.Seed == 1)];
DataFrame curves = Frame(shown.SelectMany(run => Thin(run.Rows).Select(row => ($"N = {(run.Depth.IsInfinite ? "∞" : run.Depth)}", run.Sign == StartSign.Positive ? "det X(0) > 0" : "det X(0) < 0", row))));
DataFrame ratios = Frame(positive.Where(run => run.Seed == 1 && run.Scale >= 1e-2).SelectMany(run => Thin(run.Rows).Select(row => ($"N = {(run.Depth.IsInfinite ? "∞" : run.Depth)}{(run.Scale > 0.1 ? ", scale 0.3" : "")}", "", row))));
double[] losses = [.. Enumerable.Range(0, 41).Select(k => 0.2 * Math.Pow(10, -0.11 * k))];
DataFrame bound = new(new Column<double>("loss", [.. losses]), new Column<double>("entry", [.. losses.Select(LeastEntry)]), new Column<string>("sign", [.. losses.Select(_ => "det X(0) > 0")]));
experiment.Show(new Chart("razin-entry", "The unobserved entry as the loss falls", "Read from right to left. Balanced Gaussian starts of scale 0.01. Dashed: the least |w₁₁| that a positive determinant allows at that loss.",
    new("loss", "loss E", AxisKind.Logarithmic) { Range = (1e-5, 1) }, new("entry", "|w₁₁|", AxisKind.Logarithmic) { Range = (1e-1, 1e3) }, new ChartLayer(ChartMark.Line, curves), new ChartLayer(ChartMark.Reference, bound))
{
    Series = ("depth", "depth"), Panel = "sign", PanelsPerRow = 2,
}.ToFigure());
experiment.Show(new Chart("razin-rank", "The effective rank as the loss falls", "Read from right to left. From det > 0 it falls to 1, from det < 0 it comes to rest above.",
    new("loss", "loss E", AxisKind.Logarithmic) { Range = (1e-5, 1) }, new("excess-rank", "effective rank − 1", AxisKind.Logarithmic) { Range = (1e-4, 1) }, new ChartLayer(ChartMark.Line, curves))
{
    Series = ("depth", "depth"), Panel = "sign", PanelsPerRow = 2,
}.ToFigure());
experiment.Show(new Chart("razin-ratio", "How close to the bound: |w₁₁|·√(2E)", "Balanced starts, det > 0, of scale 0.01 and, at infinite depth, also 0.3. The bound is 1; at infinite depth the second singular value falls no faster than 1/|w₁₁|, and the product goes to 2: sooner from a large start.",
    new("entry", "|w₁₁|", AxisKind.Logarithmic) { Range = (1, 300) }, new("ratio", "|w₁₁|·√(2E)") { Range = (0.8, 2.1) }, new ChartLayer(ChartMark.Line, ratios))
{
    Series = ("depth", "depth"),
}.ToFigure());
Run flowTwo = positive.First(run => run.Depth.Value == 2 && run.Scale == 1e-5);
(string Who, double Loss, double Entry)[] drawn = [.. Thin(flowTwo.Rows).Select(row => ("flow", row.Loss, Math.Abs(row.Entry))), .. slow.Select(row => ("descent, rate 0.0006", row.Loss, row.Entry)), .. fast.Select(row => ("descent, rate 0.006", row.Loss, row.Entry))];
experiment.Show(new Chart("razin-descent", "Depth 2: where descent leaves the flow", "Read from right to left. Starts of scale 1e-5, det > 0. Steps unbalance the layers, the sign of det X turns, and from then on the loss can fall with |w₁₁| at rest.",
    new("loss", "loss E", AxisKind.Logarithmic) { Range = (1e-4, 1) }, new("entry", "|w₁₁|") { Range = (0, 20) },
    new ChartLayer(ChartMark.Line, new(new Column<string>("who", [.. drawn.Select(row => row.Who)]), new Column<double>("loss", [.. drawn.Select(row => row.Loss)]), new Column<double>("entry", [.. drawn.Select(row => row.Entry)]))))
{
    Series = ("who", "path"),
}.ToFigure());
experiment.Table("runs", "Runs", new(
    new Column<string>("depth", [.. all.Select(run => run.Depth.ToString())]), new Column<string>("start", [.. all.Select(run => run.Kind)]), new Column<double>("scale", [.. all.Select(run => run.Scale)]),
    new Column<string>("sign", [.. all.Select(run => run.Sign == StartSign.Positive ? "positive" : run.Sign == StartSign.Negative ? "negative" : "any")]), new Column<long>("seed", [.. all.Select(run => run.Seed)]),
    new Column<double>("time", [.. all.Select(run => run.Rows[^1].Time)], "rescaled"), new Column<double>("loss", [.. all.Select(run => run.Rows[^1].Loss)]), new Column<double>("entry", [.. all.Select(run => run.Rows[^1].Entry)]),
    new Column<double>("excess-rank", [.. all.Select(run => run.Rows[^1].ExcessRank)]), new Column<double>("log-sigma-2", [.. all.Select(run => run.Rows[^1].LogSigma)])));
return experiment.Finish();

// The least |w₁₁| of a 2 × 2 matrix with det ≥ 0 whose observed entries are 1 − a, 1 − b, c with a² + b² + c² = 2E < ½: (1 − a)(1 − b)/c, least at a = b with a(1 − a) = c²
// (above that loss a = 1 allows zero).
static double LeastEntry(double loss)
{
    double squares = 2 * loss, a = 0.5 * (Math.Sqrt(1 + 4 * squares) - 1);
    return (1 - a) * (1 - a) / Math.Sqrt(squares - 2 * a * a);
}

// Effective rank less 1 of singular values 1 and q, exact for small q.
static double ExcessOf(double q) => q == 0 ? 0 : Elementary.Expm1(Elementary.Log1p(q) - q * Math.Log(q) / (1 + q));

static double DeterminantOf(Matrix x) => x[0, 0] * x[1, 1] - x[0, 1] * x[1, 0];

// Of numbers in order, straight between them.
static double QuantileOf(double[] sorted, double part)
{
    double place = Math.Clamp(part, 0, 1) * (sorted.Length - 1);
    int k = Math.Min((int)place, sorted.Length - 2);
    return sorted[k] + (place - k) * (sorted[k + 1] - sorted[k]);
}

static IEnumerable<Row> Thin(IReadOnlyList<Row> rows)
{
    Row last = default;
    foreach (Row row in rows)
    {
        if (!(Math.Abs(Math.Log(row.Loss / last.Loss)) <= 0.02) || !(Math.Abs(Math.Log(Math.Abs(row.Entry / last.Entry))) <= 0.1))
        {
            last = row;
            yield return row;
        }
    }
}

static DataFrame Frame(IEnumerable<(string Depth, string Sign, Row Row)> source)
{
    (string Depth, string Sign, Row Row)[] rows = [.. source];
    return new(new Column<string>("depth", [.. rows.Select(row => row.Depth)]), new Column<string>("sign", [.. rows.Select(row => row.Sign)]), new Column<double>("loss", [.. rows.Select(row => row.Row.Loss)]),
        new Column<double>("entry", [.. rows.Select(row => Math.Abs(row.Row.Entry))]), new Column<double>("excess-rank", [.. rows.Select(row => row.Row.ExcessRank)]),
        new Column<double>("ratio", [.. rows.Select(row => Math.Abs(row.Row.Entry) * Math.Sqrt(2 * row.Row.Loss))]));
}

// Loss and |w₁₁| along gradient descent from balanced layers with det > 0, every 2 % of the loss, down to a loss.
(double Loss, double Entry)[] Descend(int depth, double rate, double scale, double enough)
{
    LayerDescent descent = new(GradientFlow.From(new BalancedGaussian(scale, 1, StartSign.Positive), Depth.Of(depth), loss, FlowCoordinates.Layers), new GradientDescent(rate));
    FlowState point = descent.Problem.NewState();
    List<(double Loss, double Entry)> rows = [(descent.Loss, scale)];
    while (descent.Loss > enough && descent.Iteration < 10_000_000 && descent.TryStep())
    {
        if ((descent.Loss <= enough || Math.Abs(Math.Log(descent.Loss / rows[^1].Loss)) > 0.02) && descent.TryObserve(point))
        {
            rows.Add((descent.Loss, Math.Abs(point.EndToEnd[0, 0])));
        }
    }
    Console.WriteLine($"descent at depth {depth}, rate {rate}: {descent.Iteration} iterations to E = {descent.Loss:g3}");
    return [.. rows];
}
