namespace DlnDynamics.WorkPrecision.Tests;

public sealed class WorkCurveTests
{
    // Work falls as error^(−1/2): 100 at 1e-2, 1000 at 1e-4, 10000 at 1e-6.
    private static readonly (double Error, double Work)[] SquareRoot = [(1e-2, 100), (1e-4, 1_000), (1e-6, 10_000)];

    [Theory]
    [InlineData(1e-2, 100)]
    [InlineData(1e-3, 316.22776601683796)]
    [InlineData(1e-4, 1_000)]
    [InlineData(1e-5, 3162.2776601683795)]
    [InlineData(1e-6, 10_000)]
    public void Between_points_the_curve_is_straight_on_logarithmic_axes(double error, double work) =>
        Assert.Equal(work, WorkCurve.Through(SquareRoot).WorkAt(error), 1e-12 * work);

    [Fact]
    public void The_order_of_the_points_does_not_matter() =>
        Assert.Equal(WorkCurve.Through(SquareRoot).WorkAt(3e-4), WorkCurve.Through(SquareRoot.Reverse()).WorkAt(3e-4));

    [Fact]
    public void A_larger_error_than_any_measured_costs_what_the_cheapest_point_costs() =>
        Assert.Equal(100, WorkCurve.Through(SquareRoot).WorkAt(0.5));

    [Fact]
    public void A_smaller_error_than_any_measured_has_no_work() => Assert.True(double.IsNaN(WorkCurve.Through(SquareRoot).WorkAt(9e-7)));

    [Fact]
    public void A_point_that_another_beats_in_both_changes_nothing()
    {
        WorkCurve curve = WorkCurve.Through([.. SquareRoot, (2e-3, 5_000), (1e-4, 1_500)]);
        Assert.All((double[])[1e-2, 2e-3, 1e-4, 1e-5], error => Assert.Equal(WorkCurve.Through(SquareRoot).WorkAt(error), curve.WorkAt(error)));
    }

    [Fact]
    public void An_expensive_loose_point_is_worth_what_the_cheap_accurate_one_is() =>
        Assert.Equal(40, WorkCurve.Through([(1e-2, 100), (1e-5, 40)]).WorkAt(1e-2));

    [Fact]
    public void A_curve_of_no_points_has_no_work() => Assert.True(double.IsNaN(WorkCurve.Through([]).WorkAt(1)));
}
