#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: how fast do flows of regression and of autoencoders arrive, and does the tied autoencoder of Bah, Rauhut, Terstiege and Westdickenberg become Oja's flow and find the principal directions?
// Source: [BRTW20], by way of quotations (flows on matrices of one rank as Riemannian gradient flows); that it has the autoencoder with W₂ = W₁ᵀ and Oja's flow is from memory. The law of the rate is theory of ours.
//
// Rates: regression of full rank from the right determinant sign, depths 2, 3, 5, 10, 20, ∞, and autoencoders of rank 1 and 3 (finite depths: at infinite depth row and column space of a start of low rank never
// turn, and X does not come to the projection), d = 8, data and maps with spectra that make one direction much the slowest. The rate of ‖X − X*‖, X* known beforehand, is fitted to the run alone and compared with the smallest eigenvalue of the Riemannian Hessian
// at the limit; the loss falls at twice that. The eigenvalue is compared with its closed form. Tied: the flow dV/dt = −∇½‖A − VVᵀA‖² from orthonormal V, integrated as two layers V·Vᵀ of the loss ½(E(X) + E(Xᵀ)), whose gradient
// is symmetric where X is: those layers stay tied. V receives the gradient through both factors, a layer through one: t of the layers is t/2 in the clock of V. Tied and free are compared in the layers' clock.
//
// Run: dotnet run -c Release --file experiments/bah-rates.cs [-- [--quick] [FOLDER]]      some seconds

using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "bah-rates", "Autoencoders and regression: how fast, and tied",
    "How fast do flows of regression and autoencoders arrive? Does the tied autoencoder stay tied, follow Oja's flow and find the principal directions? [BRTW20], and theory of ours.");
if (experiment is null)
{
    return 2;
}

const int Size = 8, TiedRank = 3;
const double Tolerance = 1e-12, Arrived = 1e-11;
int seeds = experiment.IsQuick ? 1 : 5;
Depth[] depths = [.. new[] { 2, 3, 5, 10, 20 }.Select(Depth.Of), Depth.Infinite];
(string Problem, int Rank)[] problems = [("regression", Size), ("autoencoder", 1), ("autoencoder", 3)];
(string Problem, int Rank, Depth Depth, int Seed)[] plan =
    [.. problems.SelectMany(problem => depths.Where(depth => problem.Rank == Size || !depth.IsInfinite).SelectMany(depth => Enumerable.Range(1, seeds).Select(seed => (problem.Problem, problem.Rank, depth, seed))))];
ImmutableArray<RateFound> rates = [.. plan.AsParallel().AsOrdered().Select(one => MeasureRate(one.Problem, one.Rank, one.Depth, one.Seed))];
foreach ((string name, string where) in new[] { ("regression", "Regression of full rank"), ("autoencoder", "Autoencoders of rank 1 and 3") })
{
    RateFound[] some = [.. rates.Where(one => one.Problem == name)], decided = [.. some.Where(one => one.Measured.Law == DecayLaw.Exponential)];
    experiment.Judge(Claim.AtLeast($"{name}-law", $"{where}: X comes to its limit exponentially, at the smallest eigenvalue of the Riemannian Hessian there, the loss twice as fast (theory of ours for the Riemannian gradient flow of [BRTW20]); share, of the {decided.Length} of {some.Length} runs whose tail shows a rate, with it in the 95 % interval, made 2 % wider.",
        (double)decided.Count(one => one.Predicted >= one.Measured.Lower - (0.02 * one.Predicted) && one.Predicted <= one.Measured.Upper + (0.02 * one.Predicted)) / decided.Length, 1));
    double[] ratios = [.. decided.Select(one => one.Measured.Rate / one.Predicted)];
    experiment.Judge(Claim.Near($"{name}-rate", $"{where}: mean over the runs of the rate, fitted, over the eigenvalue.", ratios.DefaultIfEmpty(double.NaN).Average(), 1, 0.02,
        2 * Math.Sqrt(decided.Sum(one => Math.Pow(one.Measured.StandardError / one.Predicted, 2))) / Math.Max(1, decided.Length)));
}
experiment.Judge(Claim.AtMost("closed-form", "At U_rU_rᵀ that eigenvalue is (1/N)·min over i ≤ r < l of the smaller eigenvalue of [[λ_l, −λ_l], [−λ_l, λ_i]], λ the eigenvalues of AAᵀ (our computation); largest relative difference, finite depths.",
    rates.Where(one => double.IsFinite(one.ClosedForm)).Max(one => Math.Abs(one.Predicted / one.ClosedForm - 1)), 1e-4));

ImmutableArray<TiedFound> tied = [.. Enumerable.Range(1, seeds).AsParallel().AsOrdered().Select(seed => FollowTied(seed, isTied: true))];
ImmutableArray<TiedFound> untied = [.. Enumerable.Range(1, seeds).AsParallel().AsOrdered().Select(seed => FollowTied(seed, isTied: false))];
double Largest(IEnumerable<TiedFound> some, Func<TiedSample, double> of) => some.Max(one => one.Samples.Max(of));
experiment.Judge(Claim.AtMost("tied-stays-tied", "Layers of the tied flow stay W₂ = W₁ᵀ: largest ‖W₂ − W₁ᵀ‖_F.", Largest(tied, at => at.Untied), 1e-7));
experiment.Judge(Claim.AtMost("tied-stays-orthonormal", "VᵀV = I stays: largest ‖VᵀV − I‖_F.", Largest(tied, at => at.NotOrthonormal), 1e-7));
experiment.Judge(Claim.AtMost("oja", "So the tied flow is Oja's flow, dV/dt = (I − VVᵀ)AAᵀV, in the clock of V: largest ‖VVᵀ − its closed form‖_F.", Largest(tied, at => at.FromOja), 1e-7));
experiment.Judge(Claim.AtMost("tied-limit", "It ends at the projection on the principal directions: largest ‖VVᵀ − U_rU_rᵀ‖_F at the end.", tied.Max(one => one.Samples[^1].FromProjection), 1e-7));
experiment.Judge(Claim.Near("tied-rate", "VVᵀ comes to it at the rate λ_r − λ_{r+1} in the clock of V, (λ_r − λ_{r+1})/2 in the layers' (Oja's closed form): mean over the starts of the rate, fitted, over that.", tied.Average(one => one.Rate.Rate / one.Predicted), 1, 0.02,
    2 * Math.Sqrt(tied.Sum(one => Math.Pow(one.Rate.StandardError / one.Predicted, 2))) / tied.Length));
experiment.Judge(Claim.AtLeast("untied-departs", "The flow of two free layers of the autoencoder does not stay tied from the same starts, so that the tie is a constraint (our check): least over starts of the largest ‖W₂ − W₁ᵀ‖_F.", untied.Min(one => one.Samples.Max(at => at.Untied)), 0.01));
experiment.Judge(Claim.AtMost("untied-limit", "It ends at the same projection all the same: largest ‖W₂W₁ − U_rU_rᵀ‖_F at the end.", untied.Max(one => one.Samples[^1].FromProjection), 1e-7));

experiment.Table("rates", "Rates of the distance to the limit (rescaled clock; at finite depth N times as fast in the layers' clock)", new(
    new Column<string>("problem", [.. rates.Select(one => one.Problem)]), new Column<int>("r", [.. rates.Select(one => one.Rank)]), new Column<string>("depth", [.. rates.Select(one => one.Depth.ToString())]),
    new Column<int>("seed", [.. rates.Select(one => one.Seed)]), new Column<double>("measured", [.. rates.Select(one => one.Measured.Rate)]), new Column<double>("standard-error", [.. rates.Select(one => one.Measured.StandardError)]),
    new Column<double>("eigenvalue", [.. rates.Select(one => one.Predicted)]), new Column<double>("closed-form", [.. rates.Select(one => one.ClosedForm)]), new Column<string>("reason", [.. rates.Select(one => one.Reason)])));
(string Kind, double Time, TiedSample At)[] curves = [.. new[] { ("tied", tied[0]), ("free layers, tied start", untied[0]) }.SelectMany(one => one.Item2.Samples.Select(at => (one.Item1, at.Time, at)))];
DataFrame frame = new(
    new Column<string>("flow", [.. curves.Select(row => row.Kind)]), new Column<double>("time", [.. curves.Select(row => row.Time)]), new Column<double>("untied", [.. curves.Select(row => row.At.Untied)]),
    new Column<double>("not-orthonormal", [.. curves.Select(row => row.At.NotOrthonormal)]), new Column<double>("from-oja", [.. curves.Select(row => row.At.FromOja)]), new Column<double>("from-projection", [.. curves.Select(row => row.At.FromProjection)]));
experiment.Table("tied", "The tied flow and the flow of free layers from the same start, seed 1 (layers' clock)", frame);
TiedFound[] both = [.. tied, .. untied];
experiment.Table("tied-rates", "Rates of the distance to the projection (layers' clock), and the ones that theory has", new(new Column<string>("flow", [.. both.Select((_, k) => k < tied.Length ? "tied" : "free layers, tied start")]), new Column<int>("seed", [.. both.Select((_, k) => (k % seeds) + 1)]), new Column<double>("measured", [.. both.Select(one => one.Rate.Rate)]), new Column<double>("standard-error", [.. both.Select(one => one.Rate.StandardError)]), new Column<double>("predicted", [.. both.Select(one => one.Predicted)])));
DataFrame points = new(
    new Column<string>("problem", [.. rates.Select(one => one.Rank == Size ? "regression" : $"autoencoder, r = {one.Rank}")]), new Column<double>("measured", [.. rates.Select(one => one.Measured.Rate)]),
    new Column<double>("predicted", [.. rates.Select(one => one.Predicted)]));
double[] ends = [rates.Min(one => one.Predicted) / 1.5, rates.Max(one => one.Predicted) * 1.5];
experiment.Show(new Chart("rates", "Rates of approach, measured and predicted", "A point a run: depths 2, 3, 5, 10, 20 and infinite. Dashed: equal.",
    new("predicted", "smallest eigenvalue of the Hessian, per unit of τ", AxisKind.Logarithmic), new("measured", "rate of ‖X − X*‖, per unit of τ", AxisKind.Logarithmic),
    new ChartLayer(ChartMark.Reference, new(new Column<double>("predicted", [.. ends]), new Column<double>("measured", [.. ends]))), new ChartLayer(ChartMark.Points, points)) { Series = ("problem", "Problem") }.ToFigure());
experiment.Show(new Chart("tied", "Tied and free autoencoders from the same tied start", $"Distance to the principal projection, d = {Size}, r = {TiedRank}. Dashed: e^(−(λ₃ − λ₄)t/2), the tied flow's slope.",
    new("time", "t, layers' clock"), new("from-projection", "‖X − U₃U₃ᵀ‖_F", AxisKind.Logarithmic) { Range = (1e-9, 10) },
    new ChartLayer(ChartMark.Reference, Straight(tied[0])), new ChartLayer(ChartMark.Line, frame)) { Series = ("flow", "Flow") }.ToFigure());
return experiment.Finish();

static Matrix Gaussian(int rows, int columns, string kind, int seed, double scale)
{
    Matrix matrix = RandomFrames.Gaussian(rows, columns, new(seed, kind, rows, columns));
    VectorOperations.Scale(scale, matrix.Data, matrix.Data);
    return matrix;
}

// Data of random directions and given spectrum: the eigenvalues of AAᵀ.
static Matrix Inputs(int seed)
{
    Matrix frame = RandomFrames.Orthonormal(Size, Size, new(seed, "inputs", Size, Size));
    double[] spectrum = [3, 2.5, 2, 1.7, 1.2, 1.1, 1, 0.9];
    for (int k = 0; k < Size; k++)
    {
        VectorOperations.Scale(Math.Sqrt(spectrum[k]), frame.View.Column(k), frame.View.Column(k));
    }
    return Product(frame, Transpose.No, RandomFrames.Orthonormal(3 * Size, Size, new(seed, "inputs, right", 3 * Size, Size)), Transpose.Yes);
}

static Matrix Product(Matrix left, Transpose leftTranspose, Matrix right, Transpose rightTranspose)
{
    Matrix product = new(leftTranspose == Transpose.No ? left.Rows : left.Columns, rightTranspose == Transpose.No ? right.Columns : right.Rows);
    DenseKernels.Default.Multiply(1, left.View, leftTranspose, right.View, rightTranspose, 0, product.View);
    return product;
}

static double Distance(Matrix one, Matrix other)
{
    Matrix difference = Matrix.CopyOf(one.View);
    VectorOperations.AddScaled(-1, other.Data, difference.Data);
    return VectorOperations.EuclideanNorm(difference.Data);
}

// One flow to its limit, the rate of its loss, and the one that the Hessian there has.
static RateFound MeasureRate(string problem, int rank, Depth depth, int seed)
{
    Matrix inputs = Inputs(seed), outputs = inputs;
    if (problem == "regression")
    {
        Matrix map = RandomFrames.Orthonormal(Size, Size, new(seed, "map", Size, Size));
        for (int j = 0; j < Size; j++)
        {
            VectorOperations.Scale(j == 0 ? 0.5 : 1.4 + 0.1 * j, map.View.Column(j), map.View.Column(j));
        }
        map = Product(map, Transpose.No, RandomFrames.Orthonormal(Size, Size, new(seed, "map, right", Size, Size)), Transpose.Yes);
        outputs = Product(map, Transpose.No, inputs, Transpose.No);
        VectorOperations.AddScaled(1, Gaussian(Size, 3 * Size, "noise", seed, 0.1 / Math.Sqrt(3 * Size)).Data, outputs.Data);
    }
    RegressionLoss loss = new(outputs, inputs);
    GradientFlow flow = rank == Size
        ? GradientFlow.From(new BalancedGaussian(0.1, seed, DeterminantSign.Of(loss.Projected) * DeterminantSign.Of(loss.Factor) > 0 ? StartSign.Positive : StartSign.Negative), depth, loss)
        : GradientFlow.From(new BalancedLowRank(rank, 0.3, seed), depth, loss);
    Matrix best = Best(loss, rank), difference = new(Size, Size);
    StepRecorder<(double Time, double Distance)> approach = new(flow, point =>
    {
        point.EndToEnd.Data.CopyTo(difference.Data);
        VectorOperations.AddScaled(-1, best.Data, difference.Data);
        return (point.Time, VectorOperations.EuclideanNorm(difference.Data));
    });
    IntegrationResult result = flow.Until(1e6).Integrate(new AutomaticMethod(), new() { Tolerances = new(0, Tolerance), Convergence = new StationarityTest(flow, Arrived), EvaluationLimit = 200_000 }, approach);
    FlowState end = flow.NewState();
    if (!flow.Field.TryObserve(result.Time, result.State.AsSpan(), end))
    {
        return new(problem, rank, depth, seed, ConvergenceRate.Undecided(result.Sentence), double.NaN, double.NaN, result.Sentence);
    }
    LocalRate local = LocalRate.Balanced(depth, loss, end, isZeroGradient: rank == Size);

    // From the run alone: theory is not asked.
    ConvergenceRate measured = ConvergenceRate.Judge(DecaySamples.OfDistance([.. approach.Rows.Skip(1).Select(row => row.Time)], [.. approach.Rows.Skip(1).Select(row => row.Distance)], 10 * Tolerance));
    double closed = problem == "autoencoder" && !depth.IsInfinite ? depth.Reciprocal * SmallestAtProjection(loss, rank) : double.NaN;
    return new(problem, rank, depth, seed, measured, local.Rate ?? double.NaN, closed, $"{result.Code}; {measured.Reason} {local.Reason}");
}

// The best X of full rank, by substitution from X·L = T; of lower rank that of an autoencoder.
static Matrix Best(RegressionLoss loss, int rank)
{
    if (rank < Size)
    {
        Matrix principal = Matrix.CopyOf(SingularFactors.Of(loss.Factor.View).Left.View.Block(0, 0, Size, rank));
        return Product(principal, Transpose.No, principal, Transpose.Yes);
    }
    Matrix best = Matrix.CopyOf(loss.Projected.View);
    for (int j = Size - 1; j >= 0; j--)
    {
        for (int k = j + 1; k < Size; k++)
        {
            VectorOperations.AddScaled(-loss.Factor[k, j], best.View.Column(k), best.View.Column(j));
        }
        VectorOperations.Scale(1 / loss.Factor[j, j], best.View.Column(j), best.View.Column(j));
    }
    return best;
}

static double SmallestAtProjection(RegressionLoss loss, int rank)
{
    double[] s = SingularFactors.Of(loss.Factor.View).Sigma.ToArray();
    return Enumerable.Range(0, rank).SelectMany(i => Enumerable.Range(rank, s.Length - rank).Select(l =>
    {
        double large = s[i] * s[i], small = s[l] * s[l];
        return 2 * small * (large - small) / (large + small + Math.Sqrt((large - small) * (large - small) + 4 * small * small));
    })).Min();
}

// Two layers from V, Vᵀ with orthonormal V: under the symmetric loss, so that they stay tied, or under that of the autoencoder.
static TiedFound FollowTied(int seed, bool isTied)
{
    RegressionLoss loss = RegressionLoss.Autoencoder(Inputs(seed));
    SingularFactors data = SingularFactors.Of(loss.Factor.View);
    double[] lambda = [.. data.Sigma.ToArray().Select(s => s * s)];
    Matrix v = RandomFrames.Orthonormal(Size, TiedRank, new(seed, "tied start", Size, TiedRank)), transposed = new(TiedRank, Size);
    for (int k = 0; k < v.Data.Length; k++)
    {
        transposed[k / Size, k % Size] = v.Data[k];
    }

    // The rescaled time of two layers is twice theirs, and theirs twice that of V.
    double rate = isTied ? 0.5 * (lambda[TiedRank - 1] - lambda[TiedRank]) : SmallestAtProjection(loss, TiedRank), end = 25 / rate;
    SampleTimes samples = SampleTimes.Linear(0, 2 * end, 201);
    TrajectoryRecorder recorder = new(samples);
    GradientFlow flow = GradientFlow.From(new LayersGiven([transposed, v]), Depth.Of(2), isTied ? new SymmetricLoss(loss) : loss);
    flow.Until(2 * end).Integrate(new AutomaticMethod(), new() { Tolerances = new(1e-11, 1e-13), StopTimes = samples.Times }, recorder);
    Matrix principal = Matrix.CopyOf(data.Left.View.Block(0, 0, Size, TiedRank)), projection = Product(principal, Transpose.No, principal, Transpose.Yes);
    Trajectory path = recorder.Trajectory;
    List<TiedSample> found = [];
    for (int k = 0; k < path.Times.Length; k++)
    {
        NetworkShape shape = new(Size, TiedRank, Size);
        Matrix first = Matrix.CopyOf(shape.Layer(path.State(k), 0)), second = Matrix.CopyOf(shape.Layer(path.State(k), 1)), back = new(Size, TiedRank), x = Product(second, Transpose.No, first, Transpose.No);
        for (int j = 0; j < back.Data.Length; j++)
        {
            back.Data[j] = first[j / Size, j % Size];
        }
        double time = path.Times[k] / 2;
        found.Add(new(time, Distance(second, back), Distance(Product(second, Transpose.Yes, second, Transpose.No), Matrix.Identity(TiedRank)), Distance(x, Oja(data.Left, lambda, v, 0.5 * time)), Distance(x, projection)));
    }
    return new([.. found], ConvergenceRate.Judge(DecaySamples.OfDistance([.. found.Select(at => at.Time)], [.. found.Select(at => at.FromProjection)], 1e-9)), rate);
}

// VVᵀ of Oja's flow from orthonormal V: the projection on e^(St)V, S = U·diag(λ)·Uᵀ.
static Matrix Oja(Matrix frame, double[] lambda, Matrix start, double time)
{
    Matrix inside = Product(frame, Transpose.Yes, start, Transpose.No);
    for (int j = 0; j < inside.Columns; j++)
    {
        for (int i = 0; i < inside.Rows; i++)
        {
            inside[i, j] *= Math.Exp((lambda[i] - lambda[0]) * time);
        }
    }
    QrFactorization factorization = new(inside.Rows, inside.Columns);
    factorization.TryFactor(inside.View);
    Matrix q = new(inside.Rows, inside.Columns);
    factorization.FormQ(q.View);
    Matrix turned = Product(frame, Transpose.No, q, Transpose.No);
    return Product(turned, Transpose.No, turned, Transpose.Yes);
}

static DataFrame Straight(TiedFound one)
{
    TiedSample middle = one.Samples[one.Samples.Length / 3], last = one.Samples.Last(at => at.FromProjection > 1e-9);
    TiedSample[] some = [middle, last];
    return new(new Column<double>("time", [.. some.Select(at => at.Time)]), new Column<double>("from-projection", [.. some.Select(at => 3 * middle.FromProjection * Math.Exp(-one.Predicted * (at.Time - middle.Time)))]));
}

internal sealed record RateFound(string Problem, int Rank, Depth Depth, int Seed, ConvergenceRate Measured, double Predicted, double ClosedForm, string Reason);

internal sealed record TiedSample(double Time, double Untied, double NotOrthonormal, double FromOja, double FromProjection);

internal sealed record TiedFound(ImmutableArray<TiedSample> Samples, ConvergenceRate Rate, double Predicted);

/// <summary>½(E(X) + E(Xᵀ)) of square X: where X is symmetric, so is the gradient. One instance a run.</summary>
internal sealed class SymmetricLoss(ILoss inner) : ILoss
{
    private readonly Matrix argument = new(inner.Columns, inner.Rows);
    private readonly Matrix turned = new(inner.Columns, inner.Rows);
    private readonly Matrix image = new(inner.Columns, inner.Rows);

    public int Rows => inner.Rows;

    public int Columns => inner.Columns;

    public double Value(ReadOnlyMatrixView x)
    {
        AddTransposed(0, x, 1, argument.View);
        return 0.5 * (inner.Value(x) + inner.Value(argument.View));
    }

    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        AddTransposed(0, x, 1, argument.View);
        inner.Gradient(argument.View, image.View);
        inner.Gradient(x, gradient);
        AddTransposed(0.5, image.View, 0.5, gradient);
    }

    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        AddTransposed(0, x, 1, argument.View);
        AddTransposed(0, direction, 1, turned.View);
        inner.ApplyHessian(argument.View, turned.View, image.View);
        inner.ApplyHessian(x, direction, product);
        AddTransposed(0.5, image.View, 0.5, product);
    }

    // to ← a·to + b·fromᵀ.
    private static void AddTransposed(double a, ReadOnlyMatrixView from, double b, MatrixView to)
    {
        for (int j = 0; j < from.Columns; j++)
        {
            for (int i = 0; i < from.Rows; i++)
            {
                to[j, i] = (a * to[j, i]) + (b * from[i, j]);
            }
        }
    }
}
