#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: how far from the gradient flow are the iterations that stand for it, by step size, and do they learn in the same stages?
//
// A 6 × 6 target of rank 3 with singular values 3, 2, 1, depth 3. First from layers of moderate size: the largest distance of X to the flow at equal time, with the rates halved from row to
// row and the order that this shows. Then from small layers: when each mode is learned, in iterations and in time. docs/design/013-discrete-descent.md says what time is for each rule.
//
// Run: dotnet run -c Release --file experiments/descent-and-flow.cs [-- FOLDER]      some seconds
// Writes tables/distances.csv and tables/stages.csv, to results/descent-and-flow where nothing else is said.

using System.Globalization;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;

if (args.Length > 1)
{
    Console.Error.WriteLine("Expected: [FOLDER]; for example results/descent-and-flow.");
    return 2;
}
string folder = args.Length > 0 ? args[0] : Path.Combine("results", "descent-and-flow");
Depth depth = Depth.Of(3);
RandomSource random = new(1, "target", 6, 6);
Matrix left = RandomFrames.Orthonormal(6, 3, random), right = RandomFrames.Orthonormal(6, 3, random), scaled = new(6, 3), target = new(6, 6);
DenseKernels.Default.Multiply(1, left.View, Transpose.No, Matrix.Diagonal(3, 2, 1).View, Transpose.No, 0, scaled.View);
DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, right.View, Transpose.Yes, 0, target.View);
FactorizationLoss loss = new(target);
IntegrationResult Solve(InitialValueProblem problem, IntegrationOptions options, ITrajectorySink sink) => problem.Integrate(new AutomaticMethod(), options, sink);

(string Name, Func<double, IUpdateRule> Of)[] rules =
[
    ("gradient descent", rate => new GradientDescent(rate)),
    ("heavy ball 0.5", rate => new HeavyBall(0.5 * rate, 0.5)),
    ("heavy ball 0.9", rate => new HeavyBall(0.1 * rate, 0.9)),
    ("group RMSProp", rate => new GroupRmsProp(rate, 0.9)),
    ("RMSProp", rate => new RmsProp(0.1 * rate, 0.9)),
];
List<(string Rule, double Rate, long Iterations, double Distance, double Order)> distances = [];
Console.WriteLine($"{"",-18}{"rate",10}{"iterations",12}{"distance",12}{"order",8}");
foreach ((string name, Func<double, IUpdateRule> of) in rules)
{
    double before = double.NaN;
    foreach (double rate in new[] { 0.04, 0.02, 0.01, 0.005, 0.0025, 0.00125 })
    {
        GradientFlow flow = GradientFlow.From(new LayersGaussian(0.3, null, 2), depth, loss);
        FlowComparison found = FlowComparison.Of(new(flow, of(rate)), SampleTimes.Linear(0, 4, 41), Solve);
        if (!found.IsComplete)
        {
            Console.WriteLine($"{name,-18}{of(rate).LearningRate,10:g3}  {found.Reason}");
            before = double.NaN;
            continue;
        }
        distances.Add((name, of(rate).LearningRate, found.Samples.Get<long>("iteration")[^1], found.LargestDistance, Math.Log2(before / found.LargestDistance)));
        before = found.LargestDistance;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-18}{distances[^1].Rate,10:g3}{distances[^1].Iterations,12}{distances[^1].Distance,12:g3}{distances[^1].Order,8:f2}"));
    }
}

List<(string Rule, int Stage, long? Iteration, double Time)> learned = [];
GradientFlow small = GradientFlow.From(new LayersGaussian(0.02, null, 1), depth, loss);
ModeHistory flowHistory = new(small);
Solve(small.Until(1e4), new() { Tolerances = new(1e-8, 1e-12) }, flowHistory);
learned.AddRange(Stages.Judge(flowHistory.Rows, 1e-3).Transitions.Select((one, k) => ("flow", k + 1, (long?)null, one.Time / 3)));
foreach ((string name, Func<double, IUpdateRule> of) in rules)
{
    DescentHistory history = new(new(small, of(0.002)));
    history.Run(1e4 / 3, enough: 1e-8);
    Stages stages = history.Judge(1e-3);
    if (stages.Count != 3)
    {
        Console.WriteLine($"{name}: stages undecided. {stages.Reason}");
        continue;
    }
    DataFrame rows = history.Transitions(stages);
    learned.AddRange(Enumerable.Range(0, rows.RowCount).Select(k => (name, k + 1, (long?)rows.Get<long>("iteration")[k], rows.Get<double>("time")[k])));
}
foreach (IGrouping<string, (string Rule, int Stage, long? Iteration, double Time)> one in learned.GroupBy(row => row.Rule))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{one.Key,-18}stages at time {string.Join(", ", one.Select(row => row.Time.ToString("g4", CultureInfo.InvariantCulture)))}{(one.Key == "flow" ? "" : $", iteration {string.Join(", ", one.Select(row => row.Iteration))}")}"));
}
AtomicFile.Write(Path.Combine(folder, "tables", "distances.csv"), CsvTable.Write(new(
    new Column<string>("rule", [.. distances.Select(row => row.Rule)]),
    new Column<double>("learning-rate", [.. distances.Select(row => row.Rate)]),
    new Column<long>("iterations", [.. distances.Select(row => row.Iterations)]),
    new Column<double>("distance", [.. distances.Select(row => row.Distance)]),
    new Column<double>("order", [.. distances.Select(row => row.Order)]))));
AtomicFile.Write(Path.Combine(folder, "tables", "stages.csv"), CsvTable.Write(new(
    new Column<string>("rule", [.. learned.Select(row => row.Rule)]),
    new Column<int>("stage", [.. learned.Select(row => row.Stage)]),
    new Column<long?>("iteration", [.. learned.Select(row => row.Iteration)]),
    new Column<double>("time", [.. learned.Select(row => row.Time)], "layers' clock"))));
return 0;
