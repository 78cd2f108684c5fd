using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

public sealed class LangevinEnsembleTests
{
    private static readonly LangevinEquation Equation = new(Depth.Of(3), 3, 2, new FactorizationLoss(Matrix.Diagonal(1, 0.5, 0.2)), withEntropy: true);

    [Fact]
    public void A_path_has_the_same_bits_whatever_the_number_of_paths_and_threads()
    {
        EnsembleRecord many = new LangevinEnsemble(Equation, new BalancedIdentity(0.5), 64, seed: 1).Run([0.5, 1], 0.1, path => path.LogSigma[2]);
        EnsembleRecord few = new LangevinEnsemble(Equation, new BalancedIdentity(0.5), 3, seed: 1).Run([0.5, 1], 0.1, path => path.LogSigma[2]);
        for (int path = 0; path < 3; path++)
        {
            LangevinPath alone = Equation.From(new BalancedIdentity(0.5), new(1, "langevin path", path, 3));
            for (int k = 0; k < 10; k++)
            {
                alone.Step(0.1);
            }
            Assert.Equal(alone.LogSigma[2], many.Value(0, 1, path));
            Assert.Equal(many.Value(0, 0, path), few.Value(0, 0, path));
        }
        Assert.NotEqual(many.Value(0, 1, 0), many.Value(0, 1, 1));
    }

    [Fact]
    public void Failed_paths_are_counted_and_their_record_has_no_numbers()
    {
        LangevinEquation steep = new(Depth.Of(3), 2, 1, new FactorizationLoss(Matrix.Identity(2)));
        EnsembleRecord record = new LangevinEnsemble(steep, new BalancedIdentity(100), 5, seed: 1).Run([10], 1, path => path.LogSigma[0]);
        Assert.Equal(5, record.FailedPaths);
        Assert.Contains("shorter steps", record.Failure, StringComparison.Ordinal);
        Assert.Contains("5 of 5", Assert.Throws<InvalidOperationException>(() => record.Mean(0, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_and_steps_are_checked()
    {
        LangevinEnsemble ensemble = new(Equation, new BalancedIdentity(0.5), 2, seed: 1);
        Assert.Throws<ArgumentException>(() => ensemble.Run([1, 0.5], 0.1));
        Assert.Throws<ArgumentException>(() => ensemble.Run([0], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ensemble.Run([1], 0));
        Assert.Throws<ArgumentException>(() => ensemble.Run([1], 0.5, path => path.Time).Pooled(0, burnIn: 2));
    }

    [Fact]
    public void Steps_end_on_the_times_and_are_no_longer_than_said()
    {
        EnsembleRecord record = new LangevinEnsemble(Equation, new BalancedIdentity(0.5), 2, seed: 1).Run([0.3, 1], 0.125, path => path.Time);
        Assert.Equal(0.3, record.Value(0, 0, 1), 1e-15);
        Assert.Equal(1, record.Value(0, 1, 1), 1e-15);
    }

    [Fact]
    public void A_histogram_loses_no_sample()
    {
        Assert.Equal([1, 2, 1], Histogram.Of([-5, 0, 0.5, 9], [0, 1]).Counts);
        Assert.Throws<ArgumentException>(() => Histogram.Of([1], [1, 1]));
        Assert.Throws<ArgumentException>(() => Histogram.Of([double.NaN], [1]));
    }

    [Fact]
    public void The_test_of_fit_has_the_tail_of_its_law_and_merges_bins_that_expect_too_little()
    {
        // Four bins of 25: χ² = (10² + 10²)/25 = 8; P(χ²₃ > 8) = erfc(2) + √(16/π)·e^(−4) = 0.046012.
        GoodnessOfFit fit = GoodnessOfFit.Of([35, 15, 25, 25], [0.25, 0.25, 0.25, 0.25]);
        Assert.Equal((8.0, 3), (fit.Statistic, fit.DegreesOfFreedom));
        Assert.InRange(fit.PValue, 0.046011, 0.046013);
        Assert.Equal(1, GoodnessOfFit.Of([50, 48, 1, 1], [0.5, 0.48, 0.01, 0.01]).DegreesOfFreedom);
        Assert.Throws<ArgumentException>(() => GoodnessOfFit.Of([1, 2], [0.5, 0.6]));
        Assert.Throws<ArgumentException>(() => GoodnessOfFit.Of([1, 2], [0.5, 0.5]));
    }
}
