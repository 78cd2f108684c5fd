using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision.Tests;

public sealed class AutoComparisonTests
{
    [Fact]
    public void Equal_accuracy_compares_at_the_error_that_auto_achieved()
    {
        // At auto's error of 1e-3 the rival needs √(100·1000); at auto's tolerance it is cheaper, and its error is too large to count.
        AutoComparison row = Compare(Run("auto", 1e-3, 1e-3, 632), Run("rival", 1e-2, 1e-2, 100), Run("rival", 1e-3, 9e-2, 90), Run("rival", 1e-4, 1e-4, 1_000));
        Assert.Equal("rival", row.EqualAccuracy.Method);
        Assert.Equal(632 / Math.Sqrt(1e5), row.EqualAccuracy.Ratio, 1e-12);
        Assert.True(double.IsNaN(row.EqualTolerance.Ratio));
    }

    [Fact]
    public void Equal_tolerance_compares_with_the_cheapest_whose_error_is_within_ten_times()
    {
        AutoComparison row = Compare(
            Run("auto", 1e-3, 1e-4, 300), Run("sloppy", 1e-3, 2e-3, 50), Run("fair", 1e-3, 9e-4, 200), Run("exact", 1e-3, 1e-9, 250));
        Assert.Equal(("fair", 1.5), row.EqualTolerance);
    }

    [Fact]
    public void A_wrong_answer_is_no_rival()
    {
        AutoComparison row = Compare(Run("auto", 1e-6, 0.5, 1_000), Run("wrong", 1e-6, 2e-4, 10), Run("right", 1e-6, 1e-6, 500));
        Assert.Equal(("right", 2), row.EqualAccuracy);
        Assert.Equal(("right", 2), row.EqualTolerance);
    }

    [Fact]
    public void Errors_below_what_the_reference_knows_are_the_same_error() =>
        Assert.Equal(("rival", 2), Compare(1e-9, Run("auto", 1e-10, 1e-12, 200), Run("rival", 1e-10, 5e-10, 100)).EqualAccuracy);

    [Fact]
    public void A_dense_Jacobian_counts_as_one_product_a_column() =>
        Assert.Equal(10 + 5 + 3 * 7, (Run("any", 1, 1, 0) with { Counts = new() { Evaluations = 10, JacobianProducts = 5, Jacobians = 3 } }).Work);

    private static AutoComparison Compare(params Measurement[] runs) => Compare(1e-13, runs);

    private static AutoComparison Compare(double floor, params Measurement[] runs) =>
        Assert.Single(AutoComparison.Of(runs, new Dictionary<string, double> { ["made-up"] = floor }));

    private static Measurement Run(string method, double tolerance, double error, long work) => new(
        "made-up", FlowCoordinates.LogPolar, Depth.Of(2), 7, method, tolerance, Measurement.Finished, error, new WorkCounts { Evaluations = work }, 1);
}
