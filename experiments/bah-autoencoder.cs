#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: do the flows of linear autoencoders and of regression end at critical points, and at the best matrix of some rank k, as Bah, Rauhut, Terstiege and Westdickenberg prove? And what is k?
// Source: [BRTW20] Theorem 5 (convergence to a critical point), Theorem 38 (the best of rank k ≤ r from almost every start; k = r at N = 2), §5 (autoencoders: the principal projection).
//
// Gaussian data A, d × 3d, divided by √(3d). Autoencoder: outputs A. Regression: outputs T·A + noise of 0.3, T Gaussian. Depths 2, 3, 5, 10, 20. Starts: balanced of rank r and size 0.01; balanced Gaussian
// of full rank and size 0.01, with either sign of the determinant; Gaussian layers, not balanced, with a bottleneck of width r. Each flow is followed until its gradient is 1e-8 of the
// scale, or to the end of its time; then limit, rank and excess loss are judged.
//
// Run: dotnet run -c Release --file experiments/bah-autoencoder.cs [-- [--quick] [FOLDER]]      quick: half a minute; full: some minutes

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "bah-autoencoder", "Autoencoders and regression: where the flow ends",
    "Do the flows of linear autoencoders and of regression end at critical points, and at the best matrix of some rank k? What is k? [BRTW20], Theorems 5 and 38, and §5.");
if (experiment is null)
{
    return 2;
}

// Errors: of ln σ in log-polar coordinates, relative in layers. A flow has arrived where its gradient is this part of its scale.
const double Tolerance = 1e-8, Arrived = 1e-8, Small = 0.01;
int[] depths = [2, 3, 5, 10, 20], ranks = [1, 3, 10];
(int Size, int Seeds)[] sizes = experiment.IsQuick ? [(10, 1)] : [(10, 5), (30, 1)];
List<Case> cases = [];
foreach ((int size, int seeds) in sizes)
{
    foreach (bool isAutoencoder in new[] { true, false })
    {
        foreach (int depth in depths)
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                cases.AddRange(ranks.Where(rank => rank < size).Select(rank => new Case(size, isAutoencoder, depth, "balanced, low rank", rank, 0, seed)));
                if (size == 10)
                {
                    cases.AddRange(new[] { 1, -1 }.Select(sign => new Case(size, isAutoencoder, depth, "balanced, full rank", size, sign, seed)));
                }
                cases.AddRange(ranks.Select(rank => new Case(size, isAutoencoder, depth, "layers", rank, 0, seed)));
            }
        }
    }
}
ImmutableArray<Found> found = [.. cases.AsParallel().AsOrdered().WithExecutionMode(ParallelExecutionMode.ForceParallelism).Select(Follow)];
foreach (Found one in found)
{
    Console.WriteLine(FormattableString.Invariant($"# {one.Case} k={one.Rank} expect={one.Expected} {one.Kind} t={one.Time:g3} dist={one.Distance:g3} exc={one.Excess:g3} drift={one.Drift:g3} s={one.Seconds:f2} {(one.Rank is null ? one.Reason : "")}"));
}
return experiment.Finish();

static Found Follow(Case one)
{
    long started = System.Diagnostics.Stopwatch.GetTimestamp();
    RegressionLoss loss = one.Loss();
    Depth depth = Depth.Of(one.Depth);
    GradientFlow flow = one.Start switch
    {
        "balanced, low rank" => GradientFlow.From(new BalancedLowRank(one.Rank, Small, one.Seed), depth, loss),
        "balanced, full rank" => GradientFlow.From(new BalancedGaussian(Small, one.Seed, one.Sign > 0 ? StartSign.Positive : StartSign.Negative), depth, loss),
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
        StepLimit = 300_000,
    };
    IntegrationResult result = flow.Until(end).Integrate(new AutomaticMethod(), options, new TeeSink(recorder, monitor));
    Stationarity judged = Stationarity.Judge(flow, result.State.AsSpan(), recorder.Evidence[^1]);
    int? rank = judged.Global?.Rank;
    double distance = rank is { } k ? DistanceToProjection(loss, recorder.Final.EndToEnd, k) : double.NaN;
    return new(one, judged.Kind, rank, one.ExpectedRank(loss), distance, judged.Global?.Excess ?? double.NaN, monitor.Result.Find("imbalance")?.Drift ?? 0, monitor.Result.Hold, result.Time,
        $"{result.Sentence} {judged.Reason} {judged.Global?.Reason}", System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds, result.Work.Evaluations, recorder.Path);
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

    /// <summary>The rank of the start, less one where its determinant has not the sign of the best matrix's. L has positive determinant or the same sign on both sides.</summary>
    public int ExpectedRank(RegressionLoss loss) => Sign == 0 || Sign == DeterminantSign.Of(loss.Projected) * DeterminantSign.Of(loss.Factor) ? Rank : Rank - 1;

    private Matrix Gaussian(int rows, int columns, string kind, double scale)
    {
        Matrix matrix = RandomFrames.Gaussian(rows, columns, new(Seed, kind, rows, columns));
        VectorOperations.Scale(scale, matrix.Data, matrix.Data);
        return matrix;
    }
}

internal sealed record Found(Case Case, CriticalPointKind Kind, int? Rank, int Expected, double Distance, double Excess, double Drift, bool Holds, double Time, string Reason, double Seconds, long Evaluations, DepthPath Path);
