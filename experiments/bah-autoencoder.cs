#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: do the flows of linear autoencoders and of regression end at critical points, and at the best matrix of some rank k, as Bah, Rauhut, Terstiege and Westdickenberg prove? And what is k?
// Source: [BRTW20], by way of a note that quotes them: Theorem 5 (convergence to a critical point), Theorem 38 (the best of rank k ≤ r from almost every start; k = r at N = 2).
//
// Gaussian data A, d × 3d, divided by √(3d). Autoencoder: outputs A. Regression: outputs T·A + noise of 0.3, T Gaussian. Depths 2, 3, 5, 10, 20. Starts: balanced of rank r and size 0.01; balanced Gaussian
// of full rank and size 0.01, with either sign of the determinant; Gaussian layers, not balanced, with a bottleneck of width r. Each flow is followed until its gradient is 1e-8 of the
// scale, or to the end of its time; then limit, rank and excess loss are judged.
//
// Run: dotnet run -c Release --file experiments/bah-autoencoder.cs [-- [--quick] [FOLDER]]      quick: a quarter of a minute; full: a minute or two

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "bah-autoencoder", "Autoencoders and regression: where the flow ends",
    "Do the flows of linear autoencoders and of regression end at critical points, and at the best matrix of some rank k? What is k? [BRTW20], Theorems 5 and 38 as quoted.");
if (experiment is null)
{
    return 2;
}

// Errors: of ln σ in log-polar coordinates, relative in layers. A flow has arrived where its gradient is this part of its scale.
const double Tolerance = 1e-8, Arrived = 1e-8, Small = 0.01;
const string LowRank = "balanced, low rank", FullRank = "balanced, full rank", Layers = "layers";
int[] depths = [2, 3, 5, 10, 20], ranks = [1, 3, 10];
(int Size, int Seeds)[] sizes = experiment.IsQuick ? [(10, 1)] : [(10, 3), (30, 1)];
List<Case> cases = [];
foreach ((int size, int seeds) in sizes)
{
    foreach (bool isAutoencoder in new[] { true, false })
    {
        foreach (int depth in depths)
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                cases.AddRange(ranks.Where(rank => rank < size).Select(rank => new Case(size, isAutoencoder, depth, LowRank, rank, 0, seed)));
                if (size == 10)
                {
                    cases.AddRange(new[] { 1, -1 }.Select(sign => new Case(size, isAutoencoder, depth, FullRank, size, sign, seed)));
                }

                // Products of ten and more wide Gaussian layers have singular values so small that the flow would take days to learn them.
                cases.AddRange(ranks.Where(rank => rank < 10 || depth <= 5).Select(rank => new Case(size, isAutoencoder, depth, Layers, rank, 0, seed)));
            }
        }
    }
}
ImmutableArray<Found> found = [.. cases.AsParallel().AsOrdered().WithExecutionMode(ParallelExecutionMode.ForceParallelism).Select(Follow)];
Found[] All(params string[] starts) => [.. found.Where(one => starts.Contains(one.Case.Start))];
double Share(IReadOnlyCollection<Found> some, Func<Found, bool> holds) => (double)some.Count(holds) / some.Count;

// One failure decides against a claim on all tried; where none is seen among n, a part f of all starts may fail with (1 − f)^n ≥ 0.05.
string Seen(Found[] some) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{some.Length} flows tried; none failing says at 95 % that less than {100 * (1 - Math.Pow(0.05, 1.0 / some.Length)):F1} % of such flows fail, were these independent");
Found[] layers = All(Layers), twoLayers = [.. layers.Where(one => one.Case.Depth == 2)], autoencoders = [.. found.Where(one => one.Case.IsAutoencoder && one.Rank is not null)];

experiment.Judge(Claim.AtLeast("critical-point", $"From every start the flow converges to a critical point of the layers (Theorem 5); share of the {Seen([.. found])}.",
    Share(found, one => one.Kind is not (CriticalPointKind.NotStationary or CriticalPointKind.Undecided)), 1));
experiment.Judge(Claim.AtMost("balancedness", "W_{p+1}ᵀW_{p+1} − W_pW_pᵀ stays along every flow of layers; largest change, of the layers' squared size.", layers.Max(one => one.Drift), 100 * Tolerance));
experiment.Judge(Claim.AtLeast("best-of-some-rank", $"From almost every start the limit is the best matrix of some rank k ≤ r (Theorem 38); share of the {Seen([.. found])}.",
    Share(found, one => one.Rank is { } rank && rank <= one.Case.Rank), 1));
experiment.Judge(Claim.AtMost("distance-to-best", "The limit is that matrix: largest ‖X − X_k‖_F in the metric of the data.", found.Max(one => one.Distance), 1e-5));
experiment.Judge(Claim.AtMost("excess-loss", "E ends at the least value E_k on matrices of rank k: largest |E − E_k| / E at X = 0.", found.Max(one => Math.Abs(one.Excess)), 1e-10));
experiment.Judge(Claim.AtLeast("depth-2-layers", $"At N = 2 it is k = r, the best matrix that the widths allow (Theorem 38); two layers that are not balanced; share of the {Seen(twoLayers)}.",
    Share(twoLayers, one => one.Rank == one.Case.Rank), 1));
experiment.Judge(Claim.AtLeast("rank-of-start", $"Balanced flows keep their rank, so that k is the rank r < d of a generic start (Theorem 38 on the matrices of rank r, our reading); balanced starts of low rank; share of the {Seen(All(LowRank))}.",
    Share(All(LowRank), one => one.Rank == one.Case.Rank), 1));
experiment.Judge(Claim.AtLeast("determinant-sign", $"Balanced square flows keep the sign of det X, so that k = d where the best X has that sign, and d − 1 where it has the other (our reading; the theorem leaves k open); balanced starts of full rank; share of the {Seen(All(FullRank))}.",
    Share(All(FullRank), one => one.Rank == one.Expected), 1));
experiment.Judge(Claim.AtMost("principal-projection", "Autoencoders end at the projection on the k principal directions of the data: largest ‖X − U_kU_kᵀ‖_F.", autoencoders.Max(one => one.FromProjection), 1e-5));

experiment.Table("ranks", "Where flows end, by start and depth", new(
    Grouped("start", group => group.Key.Start),
    Grouped("depth", group => group.Key.Depth),
    Grouped("r", group => group.Key.Rank),
    Grouped("flows", group => group.Count()),
    Grouped("k-is-r", group => group.Count(one => one.Rank == one.Case.Rank)),
    Grouped("k-is-r-less-1", group => group.Count(one => one.Rank == one.Case.Rank - 1)),
    Grouped("k-as-expected", group => group.Count(one => one.Rank == one.Expected)),
    Grouped("largest-distance", group => group.Max(one => one.Distance)),
    Grouped("longest-time", group => group.Max(one => one.Time))));
experiment.Table("flows", "Every flow (times in the rescaled clock)", new(
    Each("d", one => one.Case.Size), Each("problem", one => one.Case.IsAutoencoder ? "autoencoder" : "regression"), Each("depth", one => one.Case.Depth), Each("start", one => one.Case.Start),
    Each("r", one => one.Case.Rank), Each("det-sign", one => one.Case.Sign), Each("seed", one => one.Case.Seed), Each("limit", one => one.Kind.ToString()), Each("k", one => one.Rank),
    Each("k-expected", one => one.Expected), Each("distance", one => one.Distance), Each("excess", one => one.Excess), Each("distance-to-projection", one => one.FromProjection),
    Each("imbalance-drift", one => one.Drift), Each("invariants-hold", one => one.Holds ? "yes" : "no"), Each("time", one => one.Time), Each("reason", one => one.Reason)));
Found[] shown = [.. found.Where(one => one.Case is { Size: 10, IsAutoencoder: true, Rank: 3, Seed: 1 })];
experiment.Show(new Chart("projection", "Autoencoders find the principal directions", "d = 10, r = 3, one start of each kind. Balanced: rank 3, size 0.01. Layers: Gaussian, not balanced. Lines end where the gradient is 1e-8 of its scale.",
    new("time", "t, layers' clock", AxisKind.Logarithmic), new("distance", "‖X − U₃U₃ᵀ‖_F", AxisKind.Logarithmic) { Range = (1e-7, 10) }, new ChartLayer(ChartMark.Line, Curves(shown, one => one.Case.Start, Distances)))
{
    Series = ("depth", "Depth N"),
    Panel = "panel",
}.ToFigure());
Found[] square = [.. found.Where(one => one.Case is { Size: 10, IsAutoencoder: true, Start: FullRank, Seed: 1 })];
experiment.Show(new Chart("sign", "The sign of the determinant decides the rank", "Smallest singular value of X, autoencoder of full rank, d = 10, from balanced Gaussian starts of size 0.01: with det X(0) > 0 it grows to 1, with det X(0) < 0 it falls to 0.",
    new("time", "t, layers' clock", AxisKind.Logarithmic) { Range = (0.1, 1e5) }, new("distance", "σ₁₀", AxisKind.Logarithmic) { Range = (1e-9, 10) },
    new ChartLayer(ChartMark.Line, Curves(square, one => one.Case.Sign > 0 ? "det X(0) > 0" : "det X(0) < 0", one => one.Smallest)))
{
    Series = ("depth", "Depth N"),
    Panel = "panel",
}.ToFigure());
return experiment.Finish();

Column<T> Grouped<T>(string name, Func<IGrouping<(string Start, int Depth, int Rank), Found>, T> of) =>
    new(name, [.. found.GroupBy(one => (one.Case.Start, one.Case.Depth, one.Case.Rank)).OrderBy(group => group.Key.Start, StringComparer.Ordinal).ThenBy(group => group.Key.Depth).ThenBy(group => group.Key.Rank).Select(of)]);

Column<T> Each<T>(string name, Func<Found, T> of) => new(name, [.. found.Select(of)]);

static IEnumerable<double> Distances(Found one) => one.Path.Points.Select(x => DistanceToProjection(one.Case.Loss(), x, one.Case.Rank));

static DataFrame Curves(Found[] some, Func<Found, string> panel, Func<Found, IEnumerable<double>> values)
{
    (Found One, double Time, double Value)[] rows = [.. some.SelectMany(one => one.Path.Times.Zip(values(one), (time, value) => (one, time / one.Case.Depth, value)))];
    return new(
        new Column<string>("panel", [.. rows.Select(row => panel(row.One))]), new Column<int>("depth", [.. rows.Select(row => row.One.Case.Depth)]),
        new Column<double>("time", [.. rows.Select(row => row.Time)]), new Column<double>("distance", [.. rows.Select(row => row.Value)]));
}

static Found Follow(Case one)
{
    RegressionLoss loss = one.Loss();
    Depth depth = Depth.Of(one.Depth);
    GradientFlow flow = one.Start switch
    {
        LowRank => GradientFlow.From(new BalancedLowRank(one.Rank, Small, one.Seed), depth, loss),
        FullRank => GradientFlow.From(new BalancedGaussian(Small, one.Seed, one.Sign > 0 ? StartSign.Positive : StartSign.Negative), depth, loss),
        _ => GradientFlow.From(new LayersGaussian(1 / Math.Sqrt(one.Size), null, one.Seed) { Widths = one.Widths() }, depth, loss),
    };
    double end = one.Depth == 2 ? 3e3 : 1e9;
    ImmutableArray<double> samples = [0, .. SampleTimes.Logarithmic(0.1, end, 150).Times];
    QuantityRecorder recorder = new(flow, samples, [new LossValue()], keepsPath: true);
    InvariantMonitor monitor = new(flow, Tolerance);
    IntegrationOptions options = new()
    {
        Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, Tolerance) : new(Tolerance, 1e-4 * Tolerance),
        Convergence = new StationarityTest(flow, Arrived),
        EvaluationLimit = 100_000,
    };
    IntegrationResult result = flow.Until(end).Integrate(new AutomaticMethod(), options, new TeeSink(recorder, monitor));
    Stationarity judged = Stationarity.Judge(flow, result.State.AsSpan(), recorder.Evidence[^1]);
    int? rank = judged.Global?.Rank;
    DataFrame modes = recorder.SingularValues();
    return new(one, judged.Kind, rank, one.ExpectedRank(loss), judged.Global?.Distance ?? double.NaN, (judged.Global?.Excess ?? double.NaN) / loss.Value(new Matrix(one.Size, one.Size).View))
    {
        FromProjection = one.IsAutoencoder && rank is { } k ? DistanceToProjection(loss, recorder.Final.EndToEnd, k) : double.NaN,
        Drift = monitor.Result.Find("imbalance")?.Drift ?? 0,
        Holds = monitor.Result.Hold,
        Time = result.Time,
        Reason = $"{judged.Reason} {judged.Global?.Reason}",
        Path = recorder.Path,
        Smallest = [.. Enumerable.Range(0, modes.RowCount).Where(row => modes.Get<int>("index")[row] == one.Rank).Select(row => modes.Get<double>("value")[row])],
    };
}

static double DistanceToProjection(RegressionLoss loss, Matrix x, int rank)
{
    Matrix principal = SingularFactors.Of(loss.Factor.View).Left, difference = Matrix.CopyOf(x.View);
    for (int k = 0; k < rank; k++)
    {
        for (int j = 0; j < x.Columns; j++)
        {
            VectorOperations.AddScaled(-principal[j, k], principal.View.Column(k), difference.View.Column(j));
        }
    }
    return VectorOperations.EuclideanNorm(difference.Data);
}

internal sealed record Case(int Size, bool IsAutoencoder, int Depth, string Start, int Rank, int Sign, int Seed)
{
    public RegressionLoss Loss()
    {
        int samples = 3 * Size;
        Matrix inputs = Gaussian(Size, samples, "inputs", 1 / Math.Sqrt(samples));
        if (IsAutoencoder)
        {
            return RegressionLoss.Autoencoder(inputs);
        }
        Matrix outputs = Gaussian(Size, samples, "noise", 0.3 / Math.Sqrt(samples)), map = Gaussian(Size, Size, "map", 1 / Math.Sqrt(Size));
        DenseKernels.Default.Multiply(1, map.View, Transpose.No, inputs.View, Transpose.No, 1, outputs.View);
        return new(outputs, inputs);
    }

    /// <summary>r, then evenly wider up to d.</summary>
    public ImmutableArray<int> Widths() => [.. Enumerable.Range(0, Depth - 1).Select(p => Rank + (int)Math.Round((double)p * (Size - Rank) / (Depth - 1)))];

    /// <summary>The rank of the start, less one where its determinant has not the sign of that of the best matrix, T·L⁻¹.</summary>
    public int ExpectedRank(RegressionLoss loss) => Sign == 0 || Sign == DeterminantSign.Of(loss.Projected) * DeterminantSign.Of(loss.Factor) ? Rank : Rank - 1;

    private Matrix Gaussian(int rows, int columns, string kind, double scale)
    {
        Matrix matrix = RandomFrames.Gaussian(rows, columns, new(Seed, kind, rows, columns));
        VectorOperations.Scale(scale, matrix.Data, matrix.Data);
        return matrix;
    }
}

internal sealed record Found(Case Case, CriticalPointKind Kind, int? Rank, int Expected, double Distance, double Excess)
{
    public required double FromProjection { get; init; }

    public required double Drift { get; init; }

    public required bool Holds { get; init; }

    public required double Time { get; init; }

    public required string Reason { get; init; }

    public required DepthPath Path { get; init; }

    public required ImmutableArray<double> Smallest { get; init; }
}
