using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <remarks>Rates and exponents that theory knows (MATH.md 5.2, 5.3, 10.4; oracles 51 and 53), at the default tolerance 1e-6 with the default method.</remarks>
public sealed class KnownRatesTests
{
    private const double Tolerance = 1e-6;

    private static readonly Depth[] Depths = [Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Of(10), Depth.Infinite];

    private static (ConvergenceRate Rate, Observed Run) Judge(GradientFlow flow, double end)
    {
        Observed run = Observed.Run(flow, end, SampleTimes.Logarithmic(1e-6 * end, end, 60), Tolerance);
        return (ConvergenceRate.OfLoss(run.History.Rows, Tolerance, LimitingRank.Judge(run.Recorder.Evidence, 1e-3)), run);
    }

    [Fact]
    public void Exponential_rates_are_those_of_theory()
    {
        List<(string Name, ConvergenceRate Found, double Exact)> factorizations = Factorizations(), completions = Completions();
        Assert.True(completions.Count >= 40, $"{completions.Count} completions had arrived");
        AssertRates([.. factorizations, .. completions]);

        // Half observed, eigenvalues lie close: more often than elsewhere the integration error comes before one rate has won.
        int undecided = completions.Count(one => one.Found.Law == DecayLaw.Undecided);
        Assert.True(undecided <= 0.35 * completions.Count, $"{undecided} of {completions.Count} completions are undecided");
    }

    /// <summary>Square, tall, and of bounded rank.</summary>
    private static List<(string Name, ConvergenceRate Found, double Exact)> Factorizations()
    {
        List<(string Name, ConvergenceRate Found, double Exact)> results = [];
        for (long seed = 1; seed <= 36; seed++)
        {
            Depth depth = Depths[seed % Depths.Length];
            double inverse = depth.Reciprocal;
            int m = 3 + (int)(seed % 3);
            double[] s = FactorizationProblems.Spectrum(m, seed);
            double slowest = s[^1];

            // Square: the start lies in the frames' half with the right sign of the determinant.
            Matrix target = FactorizationProblems.Target(m, m, seed, s);
            Matrix start = new BalancedOrthogonal(0.1, seed).At(m, m).ToMatrix();
            if (Dense(target).Determinant() * Dense(start).Determinant() < 0)
            {
                VectorOperations.Scale(-1, start.View.Column(0), start.View.Column(0));
            }
            double square = 2 * Math.Pow(slowest, 2 - 2 * inverse);
            results.Add(($"square, N = {depth}, seed {seed}", Judge(GradientFlow.From(new BalancedMatrix(start), depth, new FactorizationLoss(target)), 500 / square).Rate, square));
            if (depth.IsInfinite)
            {
                continue;
            }
            double tall = inverse * square;
            FactorizationLoss wide = new(FactorizationProblems.Target(m + 2, m, seed, s));
            results.Add(($"tall, N = {depth}, seed {seed}", Judge(GradientFlow.From(new BalancedOrthogonal(0.1, seed), depth, wide), 500 / tall).Rate, tall));
            int rank = 1 + (int)(seed % (m - 1));
            double bottleneck = 2 * inverse * Math.Pow(s[rank - 1], 1 - 2 * inverse) * (s[rank - 1] - s[rank]);
            results.Add((
                $"rank {rank}, N = {depth}, seed {seed}",
                Judge(GradientFlow.From(new BalancedLowRank(rank, 0.1, seed), depth, new FactorizationLoss(target)), 500 / bottleneck).Rate, bottleneck));
        }
        return results;
    }

    /// <summary>Half observed: the rate is the smallest eigenvalue of the masked operator that is not zero.</summary>
    private static List<(string Name, ConvergenceRate Found, double Exact)> Completions()
    {
        List<(string Name, ConvergenceRate Found, double Exact)> results = [];
        for (int seed = 1; seed <= 96; seed++)
        {
            Depth depth = Depths[seed % Depths.Length];
            Mask mask = Mask.All(4, 4).RandomSubset(0.5, seed);
            CompletionLoss loss = new(FactorizationProblems.Target(4, 4, seed, 1.5, 1, 0.8, 0.6), mask);
            (ConvergenceRate found, Observed run) = Judge(GradientFlow.From(new BalancedOrthogonal(0.5, seed), depth, loss), 300);
            (double exact, _) = SmallestRate(depth, run.Recorder.Final, mask);
            if (exact * 300 > 60 && run.Recorder.Final.Loss < 1e-20)
            {
                results.Add(($"completion, N = {depth}, seed {seed}", found, 2 * exact));
            }
        }
        return results;
    }

    [Fact]
    public void Vanishing_modes_have_the_exponents_of_theory()
    {
        foreach (Depth depth in Depths)
        {
            AlgebraicLaw zero = AlgebraicLaw.Of(depth, VanishingCause.ZeroTarget), push = AlgebraicLaw.Of(depth, VanishingCause.Push);
            Assert.Equal(zero.Loss, 1 / (1 - 2 * zero.Lojasiewicz), 1e-14);
            for (long seed = 1; seed <= 4; seed++)
            {
                Matrix target = FactorizationProblems.Target(4, 4, seed, 2, 1.2, 0.7);
                (ConvergenceRate found, Observed run) = Judge(GradientFlow.From(new BalancedOrthogonal(0.3, seed), depth, new FactorizationLoss(target)), 1e7);
                AssertPower(found, zero.Loss, $"loss, N = {depth}, seed {seed}");
                AssertPower(ModeRate(run, 3), zero.Mode, $"σ, N = {depth}, seed {seed}");
                Assert.Equal(zero.Lojasiewicz, AlgebraicLaw.EstimateLojasiewicz(run.History.Rows, 0, 4, 1e-14), 0.01);
            }

            // Aligned, the wrong sign of the determinant: the second mode is pushed through zero with g = 0.8.
            GradientFlow wrong = GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(0.3, -0.3)), depth, new FactorizationLoss(Matrix.Diagonal(1.5, 0.8)));
            Observed pushed = Observed.Run(wrong, depth.Value == 2 ? 40 : 1e6, SampleTimes.Logarithmic(1e-3, depth.Value == 2 ? 40 : 1e6, 60), Tolerance);
            ConvergenceRate law = ModeRate(pushed, 1);
            if (depth.Value == 2)
            {
                Assert.True(law.Law == DecayLaw.Exponential && Math.Abs(law.Rate - 0.8) <= 0.008, $"{law}");
                continue;
            }
            AssertPower(law, push.Mode, $"push, N = {depth}");
            AssertPower(ConvergenceRate.OfLoss(pushed.History.Rows, Tolerance), push.Loss, $"loss under a push, N = {depth}");

            // The limit is the best approximation of rank 1 (oracle 54).
            Assert.Equal(1.5, pushed.Recorder.Final.Sigma(0), 1e-3);
            Assert.True(pushed.Recorder.Final.Sigma(1) < 1e-3, $"N = {depth}: {pushed.Recorder.Final.Sigma(1)}");
        }
    }

    [Fact]
    public void The_Razin_Cohen_completion_runs_off_as_the_loss_falls()
    {
        // w₁₂ = w₂₁ = 1, w₂₂ = 0 observed, det > 0: |w₁₁|·√(2E) → 1 at depths 3 and 4 (oracle 65).
        foreach (int layers in new[] { 3, 4 })
        {
            CompletionLoss loss = new(Matrix.Of(new double[,] { { 0, 1 }, { 1, 0 } }), Mask.Where(2, 2, (i, j) => i + j > 0));
            Matrix start = Matrix.Of(new[,] { { 2e-3, 1e-3 }, { 1e-3, 1e-3 } });
            Observed run = Observed.Run(GradientFlow.From(new BalancedMatrix(start), Depth.Of(layers), loss), 2e5, SampleTimes.Logarithmic(1, 2e5, 30), 1e-6);
            Assert.True(run.Recorder.Final.Loss < 1e-4, $"N = {layers}: {run.Recorder.Final.Loss}");
            Assert.Equal(1, Math.Abs(run.Recorder.Final.EndToEnd[0, 0]) * Math.Sqrt(2 * run.Recorder.Final.Loss), 1e-2);
        }
    }

    private static ConvergenceRate ModeRate(Observed run, int mode) => ConvergenceRate.Judge(DecaySamples.OfLogarithm(
        [.. run.History.Rows.Select(row => row.Time)], [.. run.History.Rows.Select(row => row.LogSigma[mode])], Tolerance));

    private static void AssertPower(ConvergenceRate found, double exponent, string name) =>
        Assert.True(found.Law == DecayLaw.PowerLaw && Math.Abs(found.Rate - exponent) <= 0.02 * exponent, $"{name}: exponent {exponent}, {found}");

    /// <summary>No wrong law; every undecided one says why; of the others nine tenths are inside their intervals, and nine tenths within 1 %.</summary>
    private static void AssertRates(List<(string Name, ConvergenceRate Found, double Exact)> results)
    {
        string report = string.Join('\n', results.Select(one => $"{one.Name}: exactly {one.Exact:g5}, {one.Found}"));
        Assert.All(results, one => Assert.True(one.Found.Law != DecayLaw.PowerLaw, $"{one.Name}: {one.Found}"));
        Assert.All(results, one => Assert.NotEmpty(one.Found.Reason));
        var decided = results.Where(one => one.Found.Law == DecayLaw.Exponential).ToList();
        Assert.True(results.Count - decided.Count <= 0.2 * results.Count, $"{results.Count - decided.Count} of {results.Count} undecided\n{report}");
        int inside = decided.Count(one => one.Found.Lower <= one.Exact && one.Exact <= one.Found.Upper);
        int close = decided.Count(one => Math.Abs(one.Found.Rate - one.Exact) <= 0.01 * one.Exact);
        Assert.True(inside >= 0.9 * decided.Count && close >= 0.9 * decided.Count, $"{inside} inside, {close} within 1 % of {decided.Count}\n{report}");
    }

    /// <summary>The smallest eigenvalue of Â at X on the observed entries that is not zero, and how many are not.</summary>
    private static (double Rate, int Count) SmallestRate(Depth depth, FlowState point, Mask mask)
    {
        int m = point.EndToEnd.Rows, n = point.EndToEnd.Columns;
        DepthOperator metric = new(depth, m, n);
        (int Row, int Column)[] entries = [.. mask.Entries];
        Matrix unit = new(m, n), image = new(m, n);
        Matrix<double> masked = Matrix<double>.Build.Dense(entries.Length, entries.Length);
        double[] sigma = [.. Enumerable.Range(0, point.Modes).Select(point.Sigma)];
        for (int j = 0; j < entries.Length; j++)
        {
            unit.Data.Clear();
            unit[entries[j].Row, entries[j].Column] = 1;
            metric.Apply(point.Left.View, sigma, point.Right.View, unit.View, image.View);
            for (int i = 0; i < entries.Length; i++)
            {
                masked[i, j] = image[entries[i].Row, entries[i].Column];
            }
        }
        double[] values = [.. masked.Evd(Symmetricity.Symmetric).EigenValues.Select(one => one.Real)];
        double[] positive = [.. values.Where(one => one > 1e-9 * values.Max())];
        return (positive.Min(), positive.Length);
    }

    private static Matrix<double> Dense(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());
}
