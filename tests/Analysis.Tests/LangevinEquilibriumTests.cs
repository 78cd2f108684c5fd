using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <summary>From one start, long enough: paths end with the law e^(−βE)·√det g, with the entropy times the volume of the fibre. MATH.md §4.5.</summary>
public sealed class LangevinEquilibriumTests
{
    private const double Beta = 1, First = 1.5, Second = 0.75;

    public static TheoryData<string, bool, double> Cases => new()
    {
        { "2", false, 0 },
        { "2", true, 0 },
        { "3", false, 0 },
        { "3", true, 0 },
        { "3", false, 0.2 },
        { "infinite", false, 0.2 },
        { "infinite", true, 0.2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_singular_values_have_their_exact_joint_law(string depthName, bool withEntropy, double least)
    {
        Depth depth = depthName == "infinite" ? Depth.Infinite : Depth.Of(depthName[0] - '0');
        double? floor = least > 0 ? least : null;
        FactorizationLoss loss = new(Matrix.Diagonal(First, Second));
        LangevinEquation equation = new(depth, 2, Beta, loss, withEntropy, floor);
        PlanarEquilibrium exact = new(depth, Beta, First, Second, withEntropy, floor);
        double[] first = exact.Edges(largest: true, 6), second = exact.Edges(largest: false, 6);

        // Independent paths, one sample each. They mix within about 1.5 on either side of the determinant and 6 across, so half of them start on each
        // side (about 9 in 20 belong on the negative one). The bias of the step adds 0.15·paths·h² = 0.1 to χ², by runs with h = 0.04.
        EnsembleRecord record = new LangevinEnsemble(equation, path => new BalancedMatrix(Matrix.Diagonal(1, least == 0 && path % 2 == 0 ? -1 : 1)), 3000, seed: 11)
            .Run([6], 0.015, path => path.Coordinates[0], path => path.Coordinates[1]);
        long[] counts = new long[36];
        for (int path = 0; path < record.Paths; path++)
        {
            counts[Histogram.BinOf(record.Value(0, 0, path), [.. first]) * 6 + Histogram.BinOf(record.Value(1, 0, path), [.. second])]++;
        }
        GoodnessOfFit fit = GoodnessOfFit.Of([.. counts], [.. exact.Probabilities(first, second)], leastExpected: 20);
        Assert.InRange(fit.DegreesOfFreedom, 10, 35);
        Assert.True(fit.PValue > 0.01, $"χ² = {fit.Statistic:F1} with {fit.DegreesOfFreedom} degrees of freedom, p = {fit.PValue:G3}");

        // The test can fail: the law of the other depth, or with the entropy the other way, is rejected.
        PlanarEquilibrium other = new(depth, Beta, First, Second, !withEntropy, floor);
        Assert.True(GoodnessOfFit.Of([.. counts], [.. Normalised(other.Probabilities(first, second))], 20).PValue < 1e-6);
    }

    [Fact]
    public void Means_in_equilibrium_have_standard_errors_that_hold()
    {
        // N = 1 is flat: X is an Ornstein–Uhlenbeck process, E‖X − T‖² = d²/β whatever the target.
        FactorizationLoss loss = new(Matrix.Diagonal(First, Second));
        ImmutableArray<double> times = [.. Enumerable.Range(1, 40).Select(k => 0.5 * k)];
        const double Step = 0.02;
        EnsembleRecord record = new LangevinEnsemble(new(Depth.Of(1), 2, Beta, loss), new BalancedIdentity(1), 200, seed: 3)
            .Run(times, Step, path => 2 * loss.Value(path.EndToEnd()));
        Estimate mean = record.EquilibriumMean(0, burnIn: 5);
        Assert.InRange(mean.StandardError, 0.02, 0.1);
        Assert.InRange(mean.Deviation(4 / Beta), 0, 3);
        Assert.Equal(200 * 31, record.Pooled(0, burnIn: 5).Length);
    }

    private static IEnumerable<double> Normalised(double[] values) => values.Select(value => value / values.Sum());
}
