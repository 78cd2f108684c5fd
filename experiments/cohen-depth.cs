#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:property PublishAot=false

// Question: has the metric of depth N the volume form that the paper proves, do trajectories tend to those of infinite depth like 1/N, and what becomes of rank-deficient starts there?
// Source: [CMV23] Theorem 1.1, Lemma 2.4 and §2.
//
// Volume: the metric is made again without its closed form (from differences of the product of layers, which are exact in each entry; at N = ∞ from quadrature of powers of XXᵀ and XᵀX) and its determinant taken.
// Limit: 3 × 3 completion from five starts, distances to infinite depth at three times and at the end. Rank: a 4 × 4 factorization from rank 2, whose column and row spaces rest at N = ∞ and turn at finite depth.
//
// Run: dotnet run -c Release --file experiments/cohen-depth.cs [-- [--quick] [FOLDER]]      some seconds

using System.Globalization;
using MathNet.Numerics.Integration;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;
using Dense = MathNet.Numerics.LinearAlgebra.Matrix<double>;

Experiment? experiment = Experiment.Begin(args, Console.Out, Console.Error, "cohen-depth", "Volume forms, infinite depth, and what it freezes",
    "Has the metric of depth N the volume form that is proved, do trajectories tend to those of infinite depth like 1/N, and what becomes of rank-deficient starts there? Cohen, Menon, Veraszto (2023), Theorem 1.1 and §2.");
if (experiment is null)
{
    return 2;
}

// Theorem 1.1.
int matrices = experiment.IsQuick ? 5 : 40;
foreach (Depth depth in (Depth[])[Depth.Of(2), Depth.Of(3), Depth.Of(10), Depth.Infinite])
{
    double density = 0, frames = 0;
    for (int seed = 1; seed <= matrices; seed++)
    {
        Matrix x = RandomFrames.Gaussian(3, 3, new(seed, "volume", 3, 3));
        SpectralPoint point = SpectralPoint.Of(x);
        double numeric = LogVolume(depth, x);
        density = Math.Max(density, Math.Abs(numeric - VolumeForm.LogDensity(depth, point.LogSigma, 3, 3)));
        frames = Math.Max(frames, Math.Abs(numeric + LogFrameJacobian(point) - VolumeForm.LogFrameDensity(depth, point.LogSigma, 3, 3)));
    }
    string name = depth.IsInfinite ? "∞" : depth.ToString();
    experiment.Judge(Claim.AtMost($"density-{depth}", $"Lemma 2.4, N = {name}: √det ĝ relative to dX is ∏ λ̂^(−½) (largest error of its logarithm over {matrices} matrices of 3 × 3).", density, 1e-8));
    experiment.Judge(Claim.AtMost($"volume-form-{depth}", $"Theorem 1.1, N = {name}: √det ĝ dX = N³·det(Σ²)^((1−N)/2N)·van(Σ^(2/N)) dΣ dU dV, at N = ∞ its limit (largest error of the logarithm).", frames, 1e-6));
}

// X_N → X_∞.
double[] depthsUsed = experiment.IsQuick ? [64, 128, 256, 512] : [16, 32, 64, 128, 256, 512, 1024];
Depth[] depths = [.. depthsUsed.Select(Depth.Real), Depth.Infinite];
double[] times = [1, 3, 10, double.PositiveInfinity];
Mask mask = Mask.Where(3, 3, (i, j) => (j + 3 - i) % 3 != 1);
CompletionLoss completion = new(RandomFrames.Gaussian(3, 3, new(1, "observed", 3, 3)), mask);
var distances = (from seed in Enumerable.Range(1, 5)
                 let paths = depths.AsParallel().AsOrdered().Select(depth => new DepthPath(depth, [.. times], [.. times.Select(time => End(completion, new BalancedGaussian(0.5, seed), depth, time).EndToEnd)])).ToArray()
                 from distance in DepthComparison.Of(paths)
                 select (Seed: seed, Distance: distance)).ToArray();
foreach (double time in times)
{
    double[] Orders(double depth) => [.. distances.Where(row => row.Distance.Time == time && row.Distance.Depth.Value == depth).Select(row => row.Distance.Order)];
    double[] finest = Orders(depthsUsed[^1]), before = Orders(depthsUsed[^2]);
    double worst = finest.MaxBy(order => Math.Abs(order - 1)), change = finest.Zip(before, (a, b) => Math.Abs(a - b)).Max();
    string when = double.IsInfinity(time) ? "in the limit of time, from square starts of full rank" : $"at τ = {time}";
    experiment.Judge(Claim.Near(double.IsInfinity(time) ? "order-in-the-limit" : string.Create(CultureInfo.InvariantCulture, $"order-at-{time}"), $"§2: X_N tends to X_∞ like 1/N {when} (order between the two largest depths, of five starts the one farthest from 1).", worst, 1, 0.1, change));
}

// Rank-deficient starts.
Matrix target = RandomFrames.Gaussian(4, 4, new(5, "target", 4, 4));
FactorizationLoss factorization = new(target);
BalancedLowRank random = new(2, 1, 3);
PolarFactors spaces = random.At(4, 4);
Dense left = Of(spaces.Left), right = Of(spaces.Right), onLeaf = left * (left.Transpose() * Of(target) * right) * right.Transpose();
BalancedMatrix start = new(Back(onLeaf), 0.3);
const double Fixed = 2;
Depth[] turned = [.. (experiment.IsQuick ? new double[] { 3, 10, 128, 256, 512 } : [3, 10, 32, 64, 128, 256, 512, 1024]).Select(Depth.Real)];
(double Depth, double Drift)[] drifts = [.. turned.AsParallel().AsOrdered().Select(depth => (depth.Value, DriftOf(End(factorization, start, depth, Fixed))))];
double frozen = Math.Max(DriftOf(End(factorization, start, Depth.Infinite, Fixed)), DriftOf(End(factorization, start, Depth.Infinite, Fixed, FlowCoordinates.EndToEnd)));
FlowState infiniteEnd = End(factorization, start, Depth.Infinite, double.PositiveInfinity), finiteEnd = End(factorization, start, Depth.Of(10), double.PositiveInfinity);
experiment.Judge(Claim.AtMost("frozen", $"§2: at N = ∞ column and row space of a rank-deficient X rest (sine of the largest angle to those of the start at τ = {Fixed}, the larger of log-polar and entry-by-entry coordinates).", frozen, 1e-8));
experiment.Judge(Claim.AtLeast("finite-turns-3", $"Theory: at N = 3 they turn (the same sine).", drifts[0].Drift, 0.1, 1e-6));
double Order(int k) => Math.Log(drifts[k - 1].Drift / drifts[k].Drift) / Math.Log(drifts[k].Depth / drifts[k - 1].Depth);
experiment.Judge(Claim.Near("drift-order", $"§2: what turns them is an eigenvalue of order 1/N, so by τ = {Fixed} they turn like 1/N (order between the two largest depths).", Order(drifts.Length - 1), 1, 0.05,
    Math.Abs(Order(drifts.Length - 1) - Order(drifts.Length - 2))));
experiment.Judge(Claim.AtMost("limit-infinite", "§2: the limit at N = ∞ is the target seen through the frozen spaces, UUᵀ·S·VVᵀ (relative distance).", (Of(infiniteEnd.EndToEnd) - onLeaf).FrobeniusNorm() / onLeaf.FrobeniusNorm(), 1e-5));
var svd = Of(target).Svd();
Dense best = svd.U.SubMatrix(0, 4, 0, 2) * Dense.Build.DenseOfDiagonalArray([svd.S[0], svd.S[1]]) * svd.VT.SubMatrix(0, 2, 0, 4);
experiment.Judge(Claim.AtMost("limit-10", "Not in the paper: at N = 10 the limit is the best approximation of rank 2, so depth and time do not commute (relative distance).", (Of(finiteEnd.EndToEnd) - best).FrobeniusNorm() / best.FrobeniusNorm(), 1e-5));
experiment.Judge(Claim.AtLeast("limits-apart", "Not in the paper: these two limits are far apart (distance relative to the best approximation).", (onLeaf - best).FrobeniusNorm() / best.FrobeniusNorm(), 0.1, 1e-12));

Show();
return experiment.Finish();

static Dense Of(Matrix x) => Dense.Build.Dense(x.Rows, x.Columns, x.Data.ToArray());

static Matrix Back(Dense x)
{
    Matrix result = new(x.RowCount, x.ColumnCount);
    x.ToColumnMajorArray().CopyTo(result.Data);
    return result;
}

static FlowState End(ILoss loss, IBalancedStart start, Depth depth, double time, FlowCoordinates coordinates = FlowCoordinates.LogPolar)
{
    GradientFlow flow = GradientFlow.From(start, depth, loss, coordinates);
    bool isLimit = double.IsInfinity(time);
    IntegrationResult result = flow.Until(isLimit ? 1e9 : time).Integrate(new AutomaticMethod(), new()
    {
        Tolerances = coordinates == FlowCoordinates.LogPolar ? new(0, 1e-11) : new(1e-11, 1e-12),
        Convergence = isLimit ? new StationarityTest(flow, 1e-11) : null,
    });
    FlowState end = flow.NewState();
    return result.Code == (isLimit ? ReturnCode.Converged : ReturnCode.ReachedEnd) && flow.Field.TryObserve(result.Time, result.State.AsSpan(), end) ? end
        : throw new InvalidOperationException($"Depth {depth}, to time {time}: {result.Sentence}");
}

// The sine of the largest angle between spaces is the norm of one frame outside the other.
double DriftOf(FlowState end)
{
    double Outside(Dense before, Matrix now) => (Of(now).SubMatrix(0, 4, 0, 2) - before * (before.Transpose() * Of(now).SubMatrix(0, 4, 0, 2))).L2Norm();
    return Math.Max(Outside(left, end.Left), Outside(right, end.Right));
}

// ln √det ĝ = −½ ln det Â, with Â as a d² × d² matrix.
static double LogVolume(Depth depth, Matrix x) => -0.5 * Math.Log((depth.IsInfinite ? OperatorByQuadrature(Of(x)) : OperatorByLayers(depth.Layers, x)).Determinant());

// Â = J·Jᵀ/N with the derivative J of the product of balanced layers, which is affine in every entry: central differences have no error but rounding.
static Dense OperatorByLayers(int layers, Matrix x)
{
    int size = x.Rows, each = size * size;
    NetworkShape shape = NetworkShape.Uniform(size, size, layers);
    double[] state = BalancedLift.Lift(PolarFactors.Of(x), shape, new(1, "hidden", size, size));
    double[] Product()
    {
        Dense product = Dense.Build.DenseIdentity(size);
        for (int p = 0; p < layers; p++)
        {
            product = Dense.Build.Dense(size, size, state[(p * each)..((p + 1) * each)]) * product;
        }
        return product.ToColumnMajorArray();
    }
    Dense derivative = Dense.Build.Dense(each, state.Length);
    for (int k = 0; k < state.Length; k++)
    {
        double value = state[k];
        state[k] = value + 0.5;
        double[] above = Product();
        state[k] = value - 0.5;
        double[] below = Product();
        state[k] = value;
        derivative.SetColumn(k, [.. above.Zip(below, (a, b) => a - b)]);
    }
    return derivative * derivative.Transpose() / layers;
}

// Â = ∫ (XᵀX)^u ⊗ (XXᵀ)^(1−u) du.
static Dense OperatorByQuadrature(Dense x)
{
    var outer = (x * x.Transpose()).Evd();
    var inner = (x.Transpose() * x).Evd();
    static Dense Power(MathNet.Numerics.LinearAlgebra.Factorization.Evd<double> evd, double power) =>
        evd.EigenVectors * Dense.Build.DenseOfDiagonalArray([.. evd.EigenValues.Select(value => Math.Pow(value.Real, power))]) * evd.EigenVectors.Transpose();
    GaussLegendreRule rule = new(0, 1, 64);
    Dense sum = Dense.Build.Dense(x.RowCount * x.RowCount, x.RowCount * x.RowCount);
    for (int k = 0; k < rule.Order; k++)
    {
        double u = rule.GetAbscissa(k);
        sum += rule.GetWeight(k) * Power(inner, u).KroneckerProduct(Power(outer, 1 - u));
    }
    return sum;
}

// ln |∂X/∂(σ, a, b)| with U and V turned by angles a, b in the planes of two singular vectors: central differences, error h².
static double LogFrameJacobian(SpectralPoint point)
{
    const double Step = 1e-4;
    (int K, int L)[] planes = [(0, 1), (0, 2), (1, 2)];
    double[] At(int which, double step)
    {
        Dense u = Of(point.Left), v = Of(point.Right), sigma = Dense.Build.DenseOfDiagonalArray([.. point.LogSigma.ToArray().Select(Math.Exp)]);
        if (which < 3)
        {
            sigma[which, which] += step;
        }
        else
        {
            (int k, int l) = planes[which % 3];
            Dense turn = Dense.Build.DenseIdentity(3);
            turn[k, k] = turn[l, l] = Math.Cos(step);
            turn[k, l] = -(turn[l, k] = Math.Sin(step));
            (u, v) = which < 6 ? (u * turn, v) : (u, v * turn);
        }
        return (u * sigma * v.Transpose()).ToColumnMajorArray();
    }
    Dense jacobian = Dense.Build.DenseOfColumnArrays(Enumerable.Range(0, 9).Select(which => At(which, Step).Zip(At(which, -Step), (a, b) => (a - b) / (2 * Step)).ToArray()));
    return Math.Log(Math.Abs(jacobian.Determinant()));
}

void Show()
{
    var rows = distances.Where(row => row.Seed == 1).Select(row => (When: double.IsInfinity(row.Distance.Time) ? "limit" : $"τ = {row.Distance.Time}", row.Distance)).ToArray();
    DataFrame toInfinity = new(new Column<string>("time", [.. rows.Select(row => row.When)]), new Column<double>("depth", [.. rows.Select(row => row.Distance.Depth.Value)]),
        new Column<double>("distance", [.. rows.Select(row => row.Distance.Relative)]), new Column<double>("order", [.. rows.Select(row => row.Distance.Order)]));
    DataFrame slope = new(new Column<double>("depth", [depthsUsed[0], depthsUsed[^1]]), new Column<double>("distance", [2 / depthsUsed[0], 2 / depthsUsed[^1]]));
    experiment.Show(new Chart("distances", "Distance to infinite depth", "‖X_N − X_∞‖_F relative to ‖X_∞‖_F at rescaled times τ and in the limit, the first start. Dashed: slope −1.",
        new("depth", "depth N", AxisKind.Logarithmic), new("distance", "relative distance to X_∞", AxisKind.Logarithmic), new(ChartMark.Reference, slope), new(ChartMark.Line, toInfinity), new(ChartMark.Points, toInfinity))
        { Series = ("time", "time") }.ToFigure());
    DataFrame turning = new(new Column<double>("depth", [.. drifts.Select(row => row.Depth)]), new Column<double>("drift", [.. drifts.Select(row => row.Drift)]));
    DataFrame turningSlope = new(new Column<double>("depth", [drifts[0].Depth, drifts[^1].Depth]), new Column<double>("drift", [drifts[^1].Drift * drifts[^1].Depth / drifts[0].Depth, drifts[^1].Drift]));
    experiment.Show(new Chart("drift", "How far a rank-deficient start turns", $"Sine of the largest angle between the column or row spaces of X at τ = {Fixed} and at the start, rank 2 in 4 × 4. At N = ∞ it is {frozen:G2}. Dashed: slope −1.",
        new("depth", "depth N", AxisKind.Logarithmic), new("drift", "sine of the angle", AxisKind.Logarithmic), new(ChartMark.Reference, turningSlope), new(ChartMark.Line, turning), new(ChartMark.Points, turning)).ToFigure());
    double[] small = [.. Enumerable.Range(0, 33).Select(k => Math.Pow(10, -k / 8.0))];
    Depth[] drawn = [Depth.Of(2), Depth.Of(3), Depth.Of(10), Depth.Infinite];
    Dense one = Of(RandomFrames.Orthonormal(2, 2, new(1, "left", 2, 2))), other = Of(RandomFrames.Orthonormal(2, 2, new(2, "right", 2, 2)));
    DataFrame Volumes(IEnumerable<double> sigmas, Func<Depth, double, double> of)
    {
        var cells = (from depth in drawn from sigma in sigmas select (Depth: depth.ToString(), Sigma: sigma, Value: of(depth, sigma))).ToArray();
        return new(new Column<string>("depth", [.. cells.Select(cell => cell.Depth)]), new Column<double>("sigma", [.. cells.Select(cell => cell.Sigma)]), new Column<double>("log-volume", [.. cells.Select(cell => cell.Value)]));
    }
    experiment.Show(new Chart("volume-form", "The volume form, in closed form and made again", "ln √det ĝ at 2 × 2 matrices with singular values 1 and σ₂, rescaled clock. Lines: Theorem 1.1. Points: the determinant of the metric without it.",
        new("sigma", "σ₂", AxisKind.Logarithmic), new("log-volume", "ln √det ĝ"),
        new(ChartMark.Line, Volumes(small, (depth, sigma) => VolumeForm.LogDensity(depth, [0, Math.Log(sigma)], 2, 2))),
        new(ChartMark.Points, Volumes(small.Where((_, k) => k % 4 == 0), (depth, sigma) => LogVolume(depth, Back(one * Dense.Build.DenseOfDiagonalArray([1, sigma]) * other.Transpose()))))) { Series = ("depth", "depth") }.ToFigure());
    experiment.Table("distances", "Distances to infinite depth, first start", toInfinity);
    experiment.Table("drift", "How far spaces turn", turning);
}
