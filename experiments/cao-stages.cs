#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: does descent of deep matrix factorization reach a target of rank R in R stages, each an escape from a saddle, and do larger rates shorten them?
// Source: [Cao22] abstracts: R stages of saddle point escaping for rank R, a second-order critical point at their end; larger learning rates help them.
//
// Targets s = (R, …, 1), every entry observed, from small Gaussian layers: R = 1, 2, 3, 5, N = 2, 3, 4, six update rules and the flow. Where each plateau is slowest the Hessian of the layered
// loss is asked for its least eigenvalue. For R = 3 the rates are halved from run to run. Clock: the layers' t, in which N makes no difference to a step.
//
// Run: dotnet run -c Release --file experiments/cao-stages.cs [-- [--quick] [FOLDER]]      some minutes, quick one

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
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

// θ: a fifth of the largest is the smallest target; what was not learned ends below a thousandth. Loss at which a run ends: the slowest mode is then within half a percent of its target.
const double Resolution = 0.05, Enough = 1e-5;
int size = experiment.IsQuick ? 10 : 20, halvings = experiment.IsQuick ? 3 : 4;
int[] ranks = [1, 2, 3, 5], depths = [2, 3, 4];

// Of the layers applied to a vector: the standard deviation of an entry is this over √size.
Dictionary<int, double> small = new() { [2] = 1e-9, [3] = 0.05, [4] = 0.15 };

// The time of an iteration, where gradients are small, is the step; times N·s₁^(2−2/N), the sharpness at the end, it is the number here. No rule then oscillates there.
Rule[] rules =
[
    new("gradient descent", 0.2, 0, step => new GradientDescent(step)),
    new("heavy ball 0.5", 0.2, 0.5, step => new HeavyBall(0.5 * step, 0.5)),
    new("heavy ball 0.9", 0.02, 0.9, step => new HeavyBall(0.1 * step, 0.9)),
    new("group RMSProp", 0.2, 0, step => new GroupRmsProp(0.1 * step, 0.99, 0.1)),
    new("RMSProp", 0.2, 0, step => new RmsProp(0.01 * step, 0.99, 0.01)),
    new("RMSProp, no floor", double.NaN, 0, _ => new RmsProp(1e-3, 0.99, 1e-8)),
];

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
    double step = rule.Stability / slower / (depth * Math.Pow(rank, 2 - 2.0 / depth));
    IUpdateRule update = rule.Of(step);
    DescentHistory history = new(new(problem, update));
    history.Run(double.PositiveInfinity, Enough);
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

// Gradient descent again, up to where each plateau was slowest.
ImmutableArray<Saddle> Saddles(Run run, double smaller = 1)
{
    GradientFlow problem = Problem(run.Depth, run.Rank, smaller);
    LayerDescent descent = new(problem, run.Update!);
    double steepest = Math.Sqrt(run.Rows.Max(row => row.Dissipation));
    List<Saddle> found = [];
    foreach (Plateau plateau in run.Stages.Plateaus)
    {
        double time = run.Rows.First(row => Math.Sqrt(row.Dissipation) == plateau.GradientNorm).Time / run.Depth;
        while (descent.Time < time * (1 - 1e-12) && descent.TryStep())
        {
        }
        OperatorSpectrum hessian = OperatorSpectrum.Of(new LayeredHessian((LayerFlow)problem.Field, descent.Layers));
        found.Add(new(run.Depth, run.Rank, plateau.Rank, plateau == run.Stages.Plateaus[^1], plateau.GradientNorm / steepest, hessian.Smallest, hessian.SmallestError, hessian.Largest));
    }
    return [.. found];
}

(int Depth, int Rank)[] problems = [.. ranks.SelectMany(rank => depths.Select(depth => (depth, rank)))];
Run[] runs = [.. problems.SelectMany(one => rules.Select(rule => (one.Depth, one.Rank, Rule: rule))).AsParallel().AsOrdered().Select(one => Descend(one.Depth, one.Rank, one.Rule, 1))];
Run[] flows = [.. runs.Where(run => run.Rule == rules[0].Name).AsParallel().AsOrdered().Select(Flow)];
Saddle[] saddles = [.. runs.Where(run => run.Rule == rules[0].Name).AsParallel().AsOrdered().SelectMany(run => Saddles(run))];
foreach (Run run in runs.Concat(flows))
{
    Console.WriteLine($"{run.Rule} N={run.Depth} R={run.Rank}: {run.Stages.Count} {run.Stages.Transitions.Length} t={run.Rows[^1].Time / run.Depth:g4} rows={run.Rows.Length} E={run.Rows[^1].Loss:g3} {run.Stages.Reason}");
}
foreach (Saddle one in saddles)
{
    Console.WriteLine(one);
}
return experiment.Finish();

namespace DlnDynamics.Scripts
{
    /// <summary>An update rule by the step of time that its iterations stand for.</summary>
    internal sealed record Rule(string Name, double Stability, double Momentum, Func<double, IUpdateRule> Of);

    /// <summary>A run with its stages; halves: when each mode rose through half its value, layers' clock and iterations.</summary>
    internal sealed record Run(int Depth, int Rank, string Rule, double Step, Stages Stages, ImmutableArray<HistoryRow> Rows, ImmutableArray<double> HalfTimes, ImmutableArray<double> HalfIterations)
    {
        public IUpdateRule? Update { get; init; }
    }

    /// <summary>Where a plateau is slowest: the gradient by the largest of the run, and the ends of the Hessian's spectrum.</summary>
    internal sealed record Saddle(int Depth, int Rank, int Learned, bool IsEnd, double Gradient, double Smallest, double Error, double Largest);
}
