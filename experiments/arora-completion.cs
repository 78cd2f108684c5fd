#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: does depth alone lead completion to lower rank and smaller error, and do singular values move as the theorem says?
// Source: [ACHL19] Figures 1 and 2 (completion of 100 × 100 matrices of rank 5 from 5000 and 2000 entries, depths 2 to 4) and Theorem 3 (the rates of singular values).
//
// The truth is UVᵀ of Gaussian factors, scaled to entries of root mean square 1. The flow starts from X(0) of independent normal entries, of the size that the paper's layers have as a product, and stops at a mean squared error of 1e-6.
// Beside it the nuclear norm, penalised, whose penalty is chosen on held-out entries. Then layers (20 × 20, three of them, balanced), whose singular values are differenced in time and compared with the theorem.
//
// Run: dotnet run -c Release --file experiments/arora-completion.cs [-- [--quick] [FOLDER]]      quick: 60 × 60, rank 3

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;
using DlnDynamics.Figures;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "arora-completion", "Depth and low rank in completion",
    "Does depth alone lead completion to lower rank and smaller error, and do singular values move as the theorem says? Arora, Cohen, Hu and Luo 2019, Figures 1 and 2 and Theorem 3.");
if (experiment is null)
{
    return 2;
}
(int n, int rank, int many, int few) = experiment.IsQuick ? (60, 3, 1800, 720) : (100, 5, 5000, 2000);
double[] scales = [1e-3, 1e-6];
int[] depths = [2, 3, 4];
Matrix truth = Truth(n, rank);

IntegrationResult Solve(InitialValueProblem problem, IntegrationOptions options, ITrajectorySink sink) => problem.Integrate(new AutomaticMethod(), options, sink);
(int Observed, int Depth, double Scale)[] cases =
    [.. new[] { many, few }.SelectMany(observed => depths.SelectMany(depth => scales.Select(scale => (observed, depth, scale))))];
ImmutableArray<Completion> completions = [.. cases.AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount).Select(one => Complete(one.Observed, one.Depth, one.Scale))];
ImmutableArray<(int Observed, Matrix X)> nuclear = [.. new[] { many, few }.Select(observed => (observed, NuclearNorm.Fit(truth, MaskOf(observed)).EndToEnd))];

double Error(Matrix x) => Distance(x, truth) / n;
Completion Of(int observed, int depth, double scale) => completions.First(one => (one.Observed, one.Depth, one.Scale) == (observed, depth, scale));
double NuclearRank(int observed) => RankOf(SingularFactors.Of(nuclear.First(one => one.Observed == observed).X.View).Sigma);
double NuclearError(int observed) => Error(nuclear.First(one => one.Observed == observed).X);
double truthRank = RankOf(SingularFactors.Of(truth.View).Sigma);

experiment.Judge(Claim.AtMost("all-fitted", "Every flow fits what it sees, to a mean squared error of 1e-6 (the paper's stopping rule).", completions.Max(one => one.MeanSquare), 1.0001e-6));
foreach (int depth in depths)
{
    experiment.Judge(Claim.AtMost($"many-entries-depth-{depth}", $"With many entries depth {depth} recovers the truth (Figure 1, left): relative error, from the smaller start.", Error(Of(many, depth, 1e-6).X), 0.05));
}
experiment.Judge(Claim.AtMost("few-entries-depth-3", "With few entries depth 3 errs less than depth 2, whatever the start (Figure 1, right): the larger ratio of errors.", scales.Max(scale => Error(Of(few, 3, scale).X) / Error(Of(few, 2, scale).X)), 1));
experiment.Judge(Claim.AtMost("few-entries-depth-4", "So does depth 4: the larger ratio of errors to depth 2.", scales.Max(scale => Error(Of(few, 4, scale).X) / Error(Of(few, 2, scale).X)), 1));
experiment.Judge(Claim.AtMost("rank-falls-with-depth", "With few entries the effective rank falls from depth 2 to depth 3 (Figure 2): the larger ratio over starts.", scales.Max(scale => Of(few, 3, scale).EffectiveRank / Of(few, 2, scale).EffectiveRank), 1));
experiment.Judge(Claim.Near("rank-of-truth", "At depths 3 and 4 the effective rank is that of the truth, to a tenth, from the smaller start: the ratio that is farther from 1.",
    new[] { 3, 4 }.Select(depth => Of(few, depth, 1e-6).EffectiveRank / truthRank).MaxBy(ratio => Math.Abs(ratio - 1)), 1, 0.1));
experiment.Judge(Claim.AtMost("nuclear-norm-few", "With few entries depth 2 finds lower effective rank than a penalty on the nuclear norm does (ours; the paper has the least norm that fits, Figure 2): the ratio, from the smaller start.", Of(few, 2, 1e-6).EffectiveRank / NuclearRank(few), 1));
experiment.Judge(Claim.AtMost("less-sensitive", "Depth 3 depends less on the start than depth 2 does: the ratio of their |ln(error at 1e-3 / error at 1e-6)|, with few entries.",
    Math.Abs(Math.Log(Error(Of(few, 3, 1e-3).X) / Error(Of(few, 3, 1e-6).X))) / Math.Abs(Math.Log(Error(Of(few, 2, 1e-3).X) / Error(Of(few, 2, 1e-6).X))), 1));

(DataFrame differenced, DataFrame claimed) = SpeedsOfLayers();
double[] differences = [.. differenced.Get<double>("speed").Zip(claimed.Get<double>("speed"), (one, other) => Math.Abs(one - other))];
double worst = differences.Max() / claimed.Get<double>("speed").Max(Math.Abs);
experiment.Judge(Claim.AtMost("singular-value-speeds", "Singular values of balanced layers move at dσ/dt = −N σ^(2−2/N) uᵀE′(X)v (Theorem 3): the largest difference to d ln σ/dt, differenced in time, relative to the largest speed.", worst, 1e-5));

List<(string Method, int Observed, double Scale, double EffectiveRank, double Error, double Time)> rows =
    [.. completions.Select(one => ($"depth {one.Depth}", one.Observed, one.Scale, one.EffectiveRank, Error(one.X), one.Time)),
     .. nuclear.Select(one => ("nuclear norm", one.Observed, double.NaN, NuclearRank(one.Observed), NuclearError(one.Observed), double.NaN)),
     .. nuclear.Select(one => ("truth", one.Observed, double.NaN, truthRank, 0.0, double.NaN))];
experiment.Table("completions", "Completions", new(
    new Column<string>("method", [.. rows.Select(row => row.Method)]),
    new Column<int>("observed", [.. rows.Select(row => row.Observed)]),
    new Column<double>("scale", [.. rows.Select(row => row.Scale)]),
    new Column<double>("effective-rank", [.. rows.Select(row => row.EffectiveRank)]),
    new Column<double>("relative-error", [.. rows.Select(row => row.Error)]),
    new Column<double>("time", [.. rows.Select(row => row.Time)])));
DataFrame along = DataFrame.Stack([.. completions.Where(one => one.Scale == 1e-6).Select(one => one.Along)]);
ChartAxis time = new("time", "time τ (rescaled clock)", AxisKind.Logarithmic);
experiment.Show(new Chart("error", "Error of reconstruction", "‖X − truth‖_F over ‖truth‖_F along the flow from scale 1e-6, one panel a number of observed entries.", time,
    new("error", "relative error", AxisKind.Logarithmic), new ChartLayer(ChartMark.Line, along)) { Series = ("depth", "depth"), Panel = "panel" }.ToFigure());
experiment.Show(new Chart("effective-rank", "Effective rank", $"Of X along the same flows; dashed: that of the truth, {truthRank:F2}.", time,
    new("effective-rank", "effective rank") { Range = (0, 3 * rank) }, new ChartLayer(ChartMark.Line, along), new ChartLayer(ChartMark.Reference, Level(along, truthRank))) { Series = ("depth", "depth"), Panel = "panel" }.ToFigure());
experiment.Show(new Chart("speeds", "Speeds of singular values", "Three balanced layers, 20 × 20: dots, singular values differenced in time; line, the theorem's speed at the same points.",
    new("time", "time t (layers' clock)"), new("speed", "d ln σ / dt, per unit of t"), new ChartLayer(ChartMark.Line, claimed), new ChartLayer(ChartMark.Points, differenced))
    { Series = ("mode", "mode") }.ToFigure());
return experiment.Finish();

// Entries uniformly at random, the same for every depth.
Mask MaskOf(int observed) => Mask.All(n, n).RandomSubset((double)observed / (n * n), seed: 1);

Completion Complete(int observed, int depth, double scale)
{
    Mask mask = MaskOf(observed);
    // Layers of standard deviation scale^(1/N)/√n, as in the paper, have a product whose entries have standard deviation scale/√n.
    GradientFlow flow = GradientFlow.From(new BalancedGaussian(scale / Math.Sqrt(n), Seed: 1), Depth.Of(depth), new SparseCompletionLoss(truth, mask));
    QuantityRecorder recorder = new(flow, SampleTimes.Logarithmic(1e-2, 1e9, 440).Times, [new EffectiveRank(), new HeldOutError(truth, Mask.All(n, n), (_, _, x) => x)]);
    IntegrationOptions options = new() { Tolerances = new(Relative: 0, Absolute: 1e-5), Events = [new LossBelow(flow, 0.5e-6 * observed)] };
    IntegrationResult result = Solve(flow.Until(1e9), options, recorder);
    Console.WriteLine($"{observed} entries, depth {depth}, scale {scale}: effective rank {new EffectiveRank().Measure(recorder.Final):F2}, error {Error(recorder.Final.EndToEnd):G3}. {result.Sentence}");
    DataFrame trajectory = recorder.Trajectory();
    int samples = trajectory.RowCount;
    return new(observed, depth, scale, Matrix.CopyOf(recorder.Final.EndToEnd.View), new EffectiveRank().Measure(recorder.Final), 2 * recorder.Final.Loss / observed, result.Time, new(
        new Column<double>("time", trajectory.Get<double>("time")),
        new Column<double>("effective-rank", trajectory.Get<double>("effective-rank")),
        new Column<double>("error", [.. trajectory.Get<double>("held-out-rmse")]),
        new Column<string>("depth", [.. Enumerable.Repeat($"{depth}", samples)]),
        new Column<string>("panel", [.. Enumerable.Repeat($"{observed} entries", samples)])));
}

// One panel after the other, from the first time to the last.
static DataFrame Level(DataFrame along, double value)
{
    ImmutableArray<(string Key, DataFrame Rows)> panels = along.GroupBy("panel");
    return new(
        new Column<double>("time", [.. panels.SelectMany(panel => new[] { panel.Rows.Get<double>("time").Min(), panel.Rows.Get<double>("time").Max() })]),
        new Column<double>("effective-rank", [.. panels.SelectMany(_ => new[] { value, value })]),
        new Column<string>("panel", [.. panels.SelectMany(panel => new[] { panel.Key, panel.Key })]));
}

// d ln σ/dt of the five largest singular values, by central differences and by Theorem 3, in the layers' clock.
static (DataFrame Differenced, DataFrame Claimed) SpeedsOfLayers()
{
    const int Size = 20, Modes = 5;
    const double Apart = 2e-4;
    Matrix target = Truth(Size, 3);
    Depth depth = Depth.Of(3);
    CompletionLoss loss = new(target, Mask.All(Size, Size).RandomSubset(0.5, seed: 1));
    GradientFlow flow = GradientFlow.From(new LayersRelaxedBalanced(new BalancedGaussian(0.05, 1), 0.0), depth, loss);
    double[] centres = [.. Enumerable.Range(1, 40).Select(k => 0.075 * k)];
    QuantityRecorder recorder = new(flow, centres.SelectMany(t => new[] { t - Apart, t, t + Apart }), [], keepsPath: true);
    flow.Until(centres[^1] + 1).Integrate(new AutomaticMethod(), new() { Tolerances = new(1e-12, 1e-14), StopTimes = [.. centres.SelectMany(t => new[] { t - Apart, t, t + Apart })] }, recorder);
    List<(double Time, double Speed, string Mode)> differenced = [], claimed = [];
    Matrix gradient = new(Size, Size);
    for (int k = 0; k < centres.Length; k++)
    {
        SingularFactors before = SingularFactors.Of(recorder.Path.Points[3 * k].View), here = SingularFactors.Of(recorder.Path.Points[3 * k + 1].View), after = SingularFactors.Of(recorder.Path.Points[3 * k + 2].View);
        loss.Gradient(recorder.Path.Points[3 * k + 1].View, gradient.View);
        for (int mode = 0; mode < Modes; mode++)
        {
            // uᵀ E′(X) v.
            double force = 0;
            for (int j = 0; j < Size; j++)
            {
                force += here.Right[j, mode] * VectorOperations.Dot(here.Left.View.Column(mode), gradient.View.Column(j));
            }
            differenced.Add((centres[k] / depth.Value, depth.Value * Math.Log(after.Sigma[mode] / before.Sigma[mode]) / (2 * Apart), $"{mode + 1}"));
            claimed.Add((centres[k] / depth.Value, -depth.Value * Math.Pow(here.Sigma[mode], 1 - 2 * depth.Reciprocal) * force, $"{mode + 1}"));
        }
    }
    return (Frame(differenced), Frame(claimed));
}

static DataFrame Frame(List<(double Time, double Speed, string Mode)> rows) => new(
    new Column<double>("time", [.. rows.Select(row => row.Time)]),
    new Column<double>("speed", [.. rows.Select(row => row.Speed)]),
    new Column<string>("mode", [.. rows.Select(row => row.Mode)]));

static Matrix Truth(int size, int rank)
{
    RandomSource random = new(1, "arora-truth", size, size);
    Matrix left = RandomFrames.Gaussian(size, rank, random), right = RandomFrames.Gaussian(size, rank, random), product = new(size, size);
    DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
    VectorOperations.Scale(size / VectorOperations.EuclideanNorm(product.Data), product.Data);
    return product;
}

static double RankOf(ReadOnlySpan<double> sigma)
{
    FlowState point = new(sigma.Length, sigma.Length, sigma.Length);
    for (int i = 0; i < sigma.Length; i++)
    {
        point.LogSigma[i] = Math.Log(sigma[i]);
    }
    return new EffectiveRank().Measure(point);
}

static double Distance(Matrix x, Matrix y)
{
    Matrix difference = Matrix.CopyOf(x.View);
    VectorOperations.AddScaled(-1, y.Data, difference.Data);
    return VectorOperations.EuclideanNorm(difference.Data);
}

/// <summary>One completion: what was asked, where it ended, and what was measured on the way.</summary>
internal sealed record Completion(int Observed, int Depth, double Scale, Matrix X, double EffectiveRank, double MeanSquare, double Time, DataFrame Along);
