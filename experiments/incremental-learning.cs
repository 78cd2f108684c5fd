#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:project ../tests/Oracles
#:property PublishAot=false

// Question: are modes learned one after the other as the theory of aligned modes says, how small must the start be for it, by depth, and does the effective rank climb in steps?
// Source: [SMG14] exact modes; [Fuk98], [BDFS22] exact matrices at depth 2; [GSD20] abstract, how small a start incremental learning needs; [CGMR24] abstract, plateaus of the effective rank.
//
// A 6 × 6 target with singular values 4, 2, 1 and full observation. Aligned starts at depths 1 to ∞ against the closed form, unaligned ones at depth 2 against the solution of the Riccati equation;
// escape times against scale; the largest start for which a mode is learned before the next one stirs, against the quotient r of their targets; effective rank along the flow.
//
// Run: dotnet run -c Release --file experiments/incremental-learning.cs [-- [--quick] [FOLDER]]      a quarter of a minute; some seconds with --quick

using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "incremental-learning", "Learning one mode after the other",
    "Are modes learned one after the other as the theory of aligned modes says [SMG14], how small must the start be for it, by depth [GSD20], and does the effective rank climb in steps [CGMR24]?");
if (experiment is null)
{
    return 2;
}
double[] targets = [4, 2, 1];
Matrix left = RandomFrames.Orthonormal(6, 3, new(1, "target", 6, 6)), right = RandomFrames.Orthonormal(6, 3, new(2, "target", 6, 6)), target = Framed(left, targets, right);
FactorizationLoss loss = new(target);
Depth[] depths = [Depth.Of(2), Depth.Of(3), Depth.Of(4), Depth.Of(10), Depth.Infinite];

// 1. Aligned modes, each by itself.
(Depth Depth, ModeHistory Path)[] aligned = [.. new[] { Depth.Of(1), Depth.Real(2.5), Depth.Of(5) }.Concat(depths).AsParallel().AsOrdered().Select(depth =>
    (depth, Follow(GradientFlow.From(new BalancedMatrix(Framed(left, [1e-3, 1e-3, 1e-3], right)), depth, loss), depth.Value == 1 ? 8 : 3 * EscapeTime.ToHalf(depth, 1, 1e-3), 1e-9)))];
double worst = aligned.Max(one => one.Path.Rows.Skip(1).Max(row => Enumerable.Range(0, 3).Where(i => row.LogSigma[i] < Math.Log(0.99 * targets[i])).Select(i =>
    Math.Abs(EscapeTime.Between(one.Depth, targets[i], 1e-3, Math.Exp(row.LogSigma[i])) / row.Time - 1)).DefaultIfEmpty(0).Max()));
experiment.Judge(Claim.AtMost("modes", $"Aligned modes grow each by itself by the closed form ([SMG14]; worked out in the owner's notes (3.3)), at depths {string.Join(", ", aligned.Select(one => one.Depth))}. Largest relative distance in time up to 0.99 of the target:", worst, 1e-5));

// 2. Unaligned starts at depth 2.
double[] times = [0.25, 0.5, 1, 1.5, 2];

// Later the formula itself loses its digits: it divides numbers of size e^(2s₁t).
BalancedGaussian generic = new(0.1, 1);
LayersGiven unbalanced = new([Scaled(0.05, 3), RiccatiFlow.SecondLayer(Scaled(0.05, 3), 0.4)]);
experiment.Judge(Claim.AtMost("riccati", "From a balanced start that is not aligned, depth 2, X(t) is the closed solution of the Riccati equation ([Fuk98]). Largest relative distance at t = 0.25 to 2, layers' clock:",
    Distance(GradientFlow.From(generic, Depth.Of(2), loss), t => RiccatiFlow.At(target, generic.At(6, 6).ToMatrix(), t)), 1e-6));
experiment.Judge(Claim.AtMost("riccati-imbalanced", "And from layers with W₂ᵀW₂ − W₁W₁ᵀ = 0.4·I ([BDFS22]). Largest relative distance:",
    Distance(GradientFlow.From(unbalanced, Depth.Of(2), loss), t => RiccatiFlow.Imbalanced(target, unbalanced.Layers[0], unbalanced.Layers[1], 0.4, t)), 1e-6));

// 3. Escape times of one mode with target 1.
double[] scales = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];
FactorizationLoss single = new(Matrix.Diagonal(1));
(Depth Depth, double Scale, double Time)[] escapes = [.. depths.SelectMany(depth => scales.Select(scale => (depth, scale))).ToArray().AsParallel().AsOrdered().Select(one =>
    (one.depth, one.scale, Follow(GradientFlow.From(new BalancedIdentity(one.scale), one.depth, single), 2 * EscapeTime.ToHalf(one.depth, 1, one.scale) + 10, 1e-9).RisingTime(0, Math.Log(0.5))))];
foreach (IGrouping<Depth, (Depth Depth, double Scale, double Time)> of in escapes.GroupBy(one => one.Depth).Where(of => of.Key.Value > 2))
{
    double slope = Math.Log(of.Last().Time / of.SkipLast(1).Last().Time) / Math.Log(0.1), exponent = 1 - 2 * of.Key.Reciprocal;
    experiment.Judge(Claim.Near($"escape-exponent-{of.Key}", $"Depth {of.Key}: the time to half of the target grows like ε^−(1−2/N) (the owner's notes (5.4)). Exponent between ε = 1e-5 and 1e-6:", slope, -exponent, 0.02 * exponent, 1e-6));
}
double[] logarithmic = [.. escapes.Where(one => one.Depth.Value == 2).Select(one => one.Time)];
experiment.Judge(Claim.Near("escape-logarithm-2", "Depth 2: it grows like ln(1/ε)/s in the rescaled clock ([SMG14]). From ε = 1e-5 to 1e-6 it gains ln 10 times:", (logarithmic[^1] - logarithmic[^2]) / Math.Log(10), 1, 1e-3, 1e-6));

// 4. The largest start from which mode 1 (target r) comes to three quarters of its target before mode 2 (target 1) comes to one quarter.
const double Learned = 0.75, Stirred = 0.25;
double[] gaps = experiment.IsQuick ? [1, 0.3, 0.1, 0.03, 0.01] : [2, 1, 0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005];
(Depth Depth, double Gap, double LogStart)[] thresholds = [.. depths.SelectMany(depth => gaps.Select(gap => (depth, gap))).ToArray().AsParallel().AsOrdered().Select(one => (one.depth, one.gap, Threshold(one.depth, one.gap)))];
double Logit(double v) => Math.Log(v / (1 - v));
experiment.Judge(Claim.AtMost("threshold-2", "Depth 2: the largest start for incremental learning is exp(−(ln r + logit f − r·logit s)/(r − 1)), f = 3/4, s = 1/4, up to terms that vanish with it (worked out by us for the question of [GSD20]). Largest distance of its logarithm up to r = 1.3, relative:",
    thresholds.Where(one => one.Depth.Value == 2 && one.Gap <= 0.3).Max(one => Math.Abs(one.LogStart / SmallAt(one.Gap) - 1)), 1e-3, 1e-5));
(_, double smallest, double smallestStart) = thresholds.Last(one => one.Depth.Value == 2);
experiment.Judge(Claim.Near("threshold-exponential-2", "Depth 2: so it must be exponentially small in 1/(r − 1) ([GSD20], abstract). −(r − 1)·ln of it, at the smallest r − 1, should be logit f − logit s:",
    -smallest * smallestStart, Logit(Learned) - Logit(Stirred), 0.05));
foreach (IGrouping<Depth, (Depth Depth, double Gap, double LogStart)> of in thresholds.GroupBy(one => one.Depth).Where(of => of.Key.Value > 2))
{
    var (before, end) = (of.SkipLast(1).Last(), of.Last());
    double exponent = 1 / (1 - 2 * of.Key.Reciprocal);
    experiment.Judge(Claim.Near($"threshold-power-{of.Key}", $"Depth {of.Key}: it need be small only like a power of r − 1 ([GSD20], abstract: polynomial), the N/(N−2)th by the escape times (worked out by us). Exponent at the smallest two:",
        (end.LogStart - before.LogStart) / Math.Log(end.Gap / before.Gap), exponent, 0.1 * exponent, 1e-3));
}

// 5. Effective rank along the flow, from the identity as in the paper and from Gaussian starts.
long[] seeds = [.. Enumerable.Range(1, experiment.IsQuick ? 3 : 20).Select(seed => (long)seed)];
FactorizationLoss whole = new(Matrix.Diagonal(4, 2, 1, 0, 0, 0));
(Depth Depth, string Start, ModeHistory Path)[] climbs = [.. depths.SelectMany(depth => seeds.Prepend(0L).Select(seed => (depth, seed))).ToArray().AsParallel().AsOrdered().Select(one =>
    (one.depth, one.seed == 0 ? "identity" : "Gaussian", Follow(GradientFlow.From(one.seed == 0 ? new BalancedIdentity(1e-3) : new BalancedGaussian(1e-3, one.seed), one.depth, one.seed == 0 ? whole : loss), 8 * EscapeTime.ToHalf(one.depth, 1, 1e-3), 1e-7)))];
(Depth Depth, string Start, double[] Parts)[] plateaus = [.. climbs.Select(one => (one.Depth, one.Start, new[] { PlateauPart(one.Path, 0), PlateauPart(one.Path, 1) }))];
foreach ((ModeHistory path, double[] parts, int seed) in climbs.Zip(plateaus, (one, plateau) => (one, plateau)).Select((pair, k) => (pair.one.Path, pair.plateau.Parts, k % (seeds.Length + 1))).Where(one => one.Parts.Min() < 0.25))
{
    Console.WriteLine($"short plateaus, start {seed}: parts {parts[0]:g3} and {parts[1]:g3}, escapes at {path.HalfTime(0):g4}, {path.HalfTime(1):g4}, {path.HalfTime(2):g4}");
}
foreach (string start in new[] { "identity", "Gaussian" })
{
    foreach (IGrouping<bool, (Depth Depth, string Start, double[] Parts)> of in plateaus.Where(one => one.Start == start).GroupBy(one => one.Depth.Value > 2).OrderByDescending(of => of.Key))
    {
        double[] parts = [.. of.SelectMany(one => one.Parts)];
        experiment.Judge(Claim.AtLeast($"plateaus-{start.ToLowerInvariant()}-{(of.Key ? "deeper" : "2")}", $"{(of.Key ? "Beyond depth 2" : "At depth 2")}, from {(start == "identity" ? "the identity" : "Gaussian starts")} of scale 1e-3, the nuclear norm over σ₁ rests between the escapes of modes k and k + 1 at that of the best matrix of rank k ([CGMR24], abstract: plateaus). Part of the time between them spent within a tenth of the step up to the next level, k = 1, 2, the least of {parts.Length} plateaus:", parts.Min(), 0.25, 1e-3));
    }
    experiment.Judge(Claim.AtMost($"monotone-{start.ToLowerInvariant()}", $"And after its first fall it only rises ([CGMR24], abstract: apart from few initial steps, monotonically increasing). Largest fall afterwards:", climbs.Where(one => one.Start == start).Max(one => Fall(one.Path)), 0.01, 1e-6));
}
double[] contrast = [.. depths.Select(depth => climbs.First(one => one.Depth == depth && one.Start == "identity").Path).Select(path => LogAt(path, 1, path.RisingTime(0, Math.Log(2))))];
experiment.Judge(Claim.AtMost("amplified", "Depth amplifies the difference of the rates ([CGMR24], abstract). ln σ₂ when mode 1 is at half its target, from the identity; its largest rise from one depth to the next (2, 3, 4, 10, ∞):",
    contrast.Zip(contrast.Skip(1)).Max(pair => pair.Second - pair.First), 0, 1e-4));
(Depth Depth, double Length, double Theory)[] lengths = [.. climbs.Where(one => one.Start == "identity").Select(one =>
    (one.Depth, one.Path.RisingTime(2, Math.Log(0.5)) - one.Path.RisingTime(1, 0), EscapeTime.ToHalf(one.Depth, 1, 1e-3) - EscapeTime.ToHalf(one.Depth, 2, 1e-3)))];
experiment.Judge(Claim.AtMost("plateau-lengths", "The plateau of rank 2 lasts as long as the difference of two escape times says ([CGMR24]: exactly characterised intervals; [SMG14]). Largest relative distance:", lengths.Max(one => Math.Abs(one.Length / one.Theory - 1)), 1e-4));
(Depth Depth, int Peaks, string Reason)[] stages = [.. climbs.Where(one => one.Start == "Gaussian").Select(one => (one.Depth, Stages: Stages.Judge(one.Path.Rows, 1e-2))).Select(one => (one.Depth, one.Stages.Transitions.Length, one.Stages.Reason))];
foreach (IGrouping<bool, (Depth Depth, int Peaks, string Reason)> of in stages.GroupBy(one => one.Depth.Value > 2))
{
    experiment.Judge(Claim.AtMost(of.Key ? "stages-deeper" : "stages-2", $"{(of.Key ? "Beyond depth 2" : "At depth 2")}, from Gaussian starts of scale 1e-3, all three modes are learned in stages of their own ([GSD20], [CGMR24], abstracts; for aligned starts, as far as we know). Part of {of.Count()} runs with other than three peaks of the gradient:",
        of.Count(one => one.Peaks != 3) / (double)of.Count(), 0));
}
foreach ((Depth depth, int peaks, string reason) in stages.Where(one => one.Depth.Value > 2 && one.Peaks != 3))
{
    Console.WriteLine($"depth {depth}, {peaks} peaks: {reason}");
}
experiment.Table("stages", "Runs from Gaussian starts by the number of peaks of the gradient", new([
    new Column<string>("depth", [.. depths.Select(depth => depth.ToString())]), .. Enumerable.Range(1, 4).Select(peaks => new Column<int>($"peaks-{peaks}", [.. depths.Select(depth => stages.Count(one => one.Depth == depth && one.Peaks == peaks))]))]));

DataFrame paths = Rows(aligned.Where(one => one.Depth.Value is 2 or 3 || one.Depth.IsInfinite).SelectMany(one => one.Path.Rows.SelectMany(row => Enumerable.Range(0, 3).Select(i => (Name(one.Depth), $"{targets[i]}", row.Time, Math.Exp(row.LogSigma[i]))))));
DataFrame exact = Rows(aligned.Where(one => one.Depth.Value is 2 or 3 || one.Depth.IsInfinite).SelectMany(one => Enumerable.Range(0, 3).SelectMany(i => Enumerable.Range(1, 12).Select(k => 0.98 * k / 12 * targets[i]).Select(sigma =>
    (Name(one.Depth), $"{targets[i]}", EscapeTime.Between(one.Depth, targets[i], 1e-3, sigma), sigma)))));
experiment.Show(new Chart("modes", "Modes over time", "Aligned start of scale 0.001. Lines: the flow. Dots: the closed form. Each panel has its own time.", new("x", "time τ, rescaled"), new("y", "singular value"), new ChartLayer(ChartMark.Line, paths), new ChartLayer(ChartMark.Points, exact))
{
    Series = ("series", "target"), Panel = "panel", HasOwnRanges = true,
}.ToFigure());
experiment.Show(new Chart("escapes", "Time to half of the target, by the scale of the start", "One mode, target 1. Dots: the flow. Dashed: the closed form.", new("x", "scale ε of the start", AxisKind.Logarithmic), new("y", "time τ, rescaled", AxisKind.Logarithmic),
    new ChartLayer(ChartMark.Reference, Rows(depths.SelectMany(depth => Enumerable.Range(0, 51).Select(k => Math.Pow(10, -1 - 0.1 * k)).Select(scale => ("", Name(depth), scale, EscapeTime.ToHalf(depth, 1, scale)))))),
    new ChartLayer(ChartMark.Points, Rows(escapes.Select(one => ("", Name(one.Depth), one.Scale, one.Time))))) { Series = ("series", "depth") }.ToFigure());
experiment.Show(new Chart("thresholds", "How small a start incremental learning needs", "The largest start from which a mode comes to 3/4 of its target r before the mode with target 1 comes to 1/4. Depth 2 falls faster than any power.",
    new("x", "r − 1", AxisKind.Logarithmic), new("y", "largest scale of the start", AxisKind.Logarithmic) { Range = (1e-12, 1) }, new ChartLayer(ChartMark.Line, Rows(thresholds.Select(one => ("", Name(one.Depth), one.Gap, Math.Exp(one.LogStart)))))) { Series = ("series", "depth") }.ToFigure());
experiment.Show(new Chart("ranks", "Effective rank over time", "Nuclear norm over largest singular value; 1, 1.5 and 1.75 are those of the best matrices of rank 1, 2, 3. Time in units of the escape of mode 1. Starts of scale 0.001.",
    new("x", "time over escape time of mode 1", AxisKind.Logarithmic) { Range = (0.3, 10) }, new("y", "‖X‖ nuclear / σ₁") { Range = (1, 3) },
    new ChartLayer(ChartMark.Line, Rows(climbs.GroupBy(one => (one.Depth, one.Start)).Select(group => group.First()).SelectMany(one => one.Path.Rows.Where(row => row.Time > 0).Select(row =>
        (one.Start + " start", Name(one.Depth), row.Time / one.Path.RisingTime(0, Math.Log(2)), Nuclear(row))))))) { Series = ("series", "depth"), Panel = "panel", PanelsPerRow = 2 }.ToFigure());
string[] starts = ["identity", "Gaussian"];
experiment.Table("plateaus", "Part of the time between two escapes that is spent at the level", Parts(starts.SelectMany(start => depths.SelectMany(depth => Enumerable.Range(0, 2).Select(k =>
    (start, depth.ToString(), k + 1, plateaus.Where(one => one.Start == start && one.Depth == depth).Select(one => one.Parts[k]).Order().ToArray()))))));
experiment.Table("thresholds", "Largest starts", new(new Column<string>("depth", [.. thresholds.Select(one => one.Depth.ToString())]), new Column<double>("gap", [.. thresholds.Select(one => one.Gap)]), new Column<double>("log-start", [.. thresholds.Select(one => one.LogStart)])));
experiment.Table("escapes", "Escape times", new(new Column<string>("depth", [.. escapes.Select(one => one.Depth.ToString())]), new Column<double>("scale", [.. escapes.Select(one => one.Scale)]), new Column<double>("time", [.. escapes.Select(one => one.Time)], "rescaled"),
    new Column<double>("closed-form", [.. escapes.Select(one => EscapeTime.ToHalf(one.Depth, 1, one.Scale))], "rescaled")));
experiment.Table("plateau-lengths", "Length of the plateau of rank 2", new(new Column<string>("depth", [.. lengths.Select(one => one.Depth.ToString())]), new Column<double>("length", [.. lengths.Select(one => one.Length)], "rescaled"), new Column<double>("closed-form", [.. lengths.Select(one => one.Theory)], "rescaled")));
return experiment.Finish();

string Name(Depth depth) => depth.IsInfinite ? "N = ∞" : $"N = {depth}";

DataFrame Rows(IEnumerable<(string Panel, string Series, double X, double Y)> source)
{
    (string Panel, string Series, double X, double Y)[] rows = [.. source];
    return new(new Column<string>("panel", [.. rows.Select(row => row.Panel)]), new Column<string>("series", [.. rows.Select(row => row.Series)]), new Column<double>("x", [.. rows.Select(row => row.X)]), new Column<double>("y", [.. rows.Select(row => row.Y)]));
}

DataFrame Parts(IEnumerable<(string Start, string Depth, int Rank, double[] Parts)> source)
{
    (string Start, string Depth, int Rank, double[] Parts)[] rows = [.. source];
    return new(new Column<string>("start", [.. rows.Select(row => row.Start)]), new Column<string>("depth", [.. rows.Select(row => row.Depth)]), new Column<int>("rank", [.. rows.Select(row => row.Rank)]),
        new Column<double>("least", [.. rows.Select(row => row.Parts[0])]), new Column<double>("median", [.. rows.Select(row => 0.5 * (row.Parts[(row.Parts.Length - 1) / 2] + row.Parts[row.Parts.Length / 2]))]), new Column<double>("largest", [.. rows.Select(row => row.Parts[^1])]),
        new Column<int>("below-a-quarter", [.. rows.Select(row => row.Parts.Count(part => part < 0.25))]));
}

Matrix Framed(Matrix left, double[] values, Matrix right)
{
    Matrix scaled = new(6, 3), result = new(6, 6);
    DenseKernels.Default.Multiply(1, left.View, Transpose.No, Matrix.Diagonal(values).View, Transpose.No, 0, scaled.View);
    DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, right.View, Transpose.Yes, 0, result.View);
    return result;
}

Matrix Scaled(double scale, long seed)
{
    Matrix matrix = RandomFrames.Gaussian(6, 6, new(seed, "layer", 6, 6));
    VectorOperations.Scale(scale, matrix.Data);
    return matrix;
}

ModeHistory Follow(GradientFlow flow, double end, double tolerance)
{
    ModeHistory history = new(flow);
    flow.Until(end).Integrate(new AutomaticMethod(), new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, tolerance) : new(tolerance, tolerance * tolerance) }, history);
    return history;
}

// The largest ‖X − exact‖_F/‖exact‖_F at the times, layers' clock.
double Distance(GradientFlow flow, Func<double, Matrix> exact)
{
    QuantityRecorder recorder = new(flow, times.Select(t => 2 * t), [], keepsPath: true);
    flow.Until(2 * times[^1]).Integrate(new AutomaticMethod(), new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, 1e-10) : new(1e-10, 1e-12), StopTimes = [.. times.Select(t => 2 * t)] }, recorder);
    return times.Max(t =>
    {
        Matrix wanted = exact(t), difference = Matrix.CopyOf(recorder.Path.At(2 * t)!.View);
        VectorOperations.AddScaled(-1, wanted.Data, difference.Data);
        return VectorOperations.EuclideanNorm(difference.Data) / VectorOperations.EuclideanNorm(wanted.Data);
    });
}

double SmallAt(double gap) => -(Math.Log(1 + gap) + Logit(Learned) - (1 + gap) * Logit(Stirred)) / gap;

// One flow from a very small start passes through all larger ones: mode 1 from σ₀ takes as long as on this flow from where it passes σ₀.
double Threshold(Depth depth, double gap)
{
    double start = depth.Value == 2 ? SmallAt(gap) - 3 : (Math.Log(0.05) + Math.Log(gap / (1 + gap))) / (1 - 2 * depth.Reciprocal) - 1;
    ModeHistory history = Follow(GradientFlow.From(new BalancedMatrix(Matrix.Identity(2), Math.Exp(start)), depth, new FactorizationLoss(Matrix.Diagonal(1 + gap, 1))), 3 * EscapeTime.ToHalf(depth, 1, Math.Exp(start)) + 20, 1e-9);
    double end = history.RisingTime(0, Math.Log(Learned * (1 + gap))) - history.RisingTime(1, Math.Log(Stirred));
    double low = start + 1e-6, high = Math.Log(Stirred);

    // Both modes start at σ₀: mode 1 is the earlier by what it was ahead there.
    while (high - low > 1e-9)
    {
        double middle = 0.5 * (low + high);
        (low, high) = end - (history.RisingTime(0, middle) - history.RisingTime(1, middle)) < 0 ? (middle, high) : (low, middle);
    }
    return low;
}

double Nuclear(HistoryRow row) => row.LogSigma.Sum(log => Math.Exp(log - row.LogSigma[0]));

// Of the time from the escape of mode k to that of mode k + 1 (modes from 0), the part in which the nuclear ratio is within a tenth of the step to the next level of that of the best matrix of rank k + 1;
// 0 where they do not escape in this order.
double PlateauPart(ModeHistory path, int k)
{
    double from = path.HalfTime(k), to = path.HalfTime(k + 1), level = targets.Take(k + 1).Sum() / targets[0], near = 0.1 * targets[k + 1] / targets[0], spent = 0;
    foreach ((HistoryRow row, HistoryRow next) in path.Rows.Zip(path.Rows.Skip(1)))
    {
        // The ratio taken as straight from row to row.
        double a = Nuclear(row) - level, slope = (Nuclear(next) - level - a) / (next.Time - row.Time);
        double enters = slope == 0 ? (Math.Abs(a) <= near ? row.Time : next.Time) : row.Time + Math.Min((-near - a) / slope, (near - a) / slope);
        double leaves = slope == 0 ? next.Time : row.Time + Math.Max((-near - a) / slope, (near - a) / slope);
        spent += Math.Max(0, Math.Min(Math.Min(leaves, next.Time), to) - Math.Max(Math.Max(enters, row.Time), from));
    }
    return to > from ? spent / (to - from) : 0;
}

// The largest fall of the nuclear ratio after where it is least.
double Fall(ModeHistory path)
{
    double[] ratios = [.. path.Rows.Select(Nuclear)];
    double top = 0, fall = 0;
    foreach (double ratio in ratios.Skip(Array.IndexOf(ratios, ratios.Min())))
    {
        top = Math.Max(top, ratio);
        fall = Math.Max(fall, top - ratio);
    }
    return fall;
}

double LogAt(ModeHistory path, int mode, double time)
{
    int next = path.Rows.TakeWhile(row => row.Time < time).Count();
    double part = (time - path.Rows[next - 1].Time) / (path.Rows[next].Time - path.Rows[next - 1].Time);
    return (1 - part) * path.Rows[next - 1].LogSigma[mode] + part * path.Rows[next].LogSigma[mode];
}
