using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Every quantity of the catalog against its definition, on a matrix with singular values 3, 2 and 1.</summary>
public sealed class QuantityTests
{
    private static readonly double[] Sigma = [3, 2, 1];

    // The point: X = U·diag(3, 2, 1)·Vᵀ with det U·det V = −1, loss ½‖X − T‖².
    private static readonly Dictionary<string, Func<FlowState, double>> Definitions = new()
    {
        ["loss"] = point => 0.5 * Residuals(point).Sum(value => value * value),
        ["gradient-norm"] = point => Math.Sqrt(Residuals(point).Sum(value => value * value)),
        ["effective-rank"] = _ => Math.Exp(-Sigma.Sum(value => value / 6 * Math.Log(value / 6))),
        ["stable-rank"] = _ => 14.0 / 9,
        ["frobenius-norm"] = _ => Math.Sqrt(14),
        ["imbalance"] = _ => 0,
        ["det-sign"] = _ => -1,
    };

    [Fact]
    public void Every_quantity_has_a_definition_here_and_agrees_with_it()
    {
        FlowState point = Point();
        Assert.Equal(Definitions.Keys.Order(), QuantityCatalog.All.Select(quantity => quantity.Name).Order());
        Assert.All(QuantityCatalog.All, quantity => Assert.Equal(Definitions[quantity.Name](point), quantity.Measure(point), 1e-13));
    }

    [Fact]
    public void Ranks_of_the_zero_matrix_are_zero_and_its_sign_is_none()
    {
        FlowState point = new(2, 2, 2);
        point.LogSigma.Fill(double.NegativeInfinity);
        Assert.Equal(0, new EffectiveRank().Measure(point));
        Assert.Equal(0, new StableRank().Measure(point));
        Assert.True(double.IsNaN(new DeterminantSign().Measure(point)));
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(0)]
    public void The_sign_of_entries_that_have_underflown_is_not_known_though_their_logarithms_are(double entry)
    {
        FlowState point = new(2, 2, 2);
        point.LogSigma.Fill(-800);
        point.EndToEnd[0, 0] = point.EndToEnd[1, 1] = entry;
        Assert.True(double.IsNaN(new DeterminantSign().Measure(point)));
    }

    [Fact]
    public void Held_out_error_is_the_root_mean_square_over_what_is_held_out_in_the_units_of_the_data()
    {
        FlowState point = Point();
        Matrix truth = Samples.Gaussian(3, 3, 5);
        Mask heldOut = Mask.Where(3, 3, (i, j) => (i + j) % 2 == 1);
        double[] errors = [.. heldOut.Entries.Select(entry => point.EndToEnd[entry.Row, entry.Column] - truth[entry.Row, entry.Column])];
        double[] sizes = [.. heldOut.Entries.Select(entry => truth[entry.Row, entry.Column])];
        HeldOutError quantity = new(Samples.Scaled(truth, 2.5), heldOut, (_, _, x) => 2.5 * x);
        Assert.Equal(2.5 * Math.Sqrt(errors.Average(error => error * error)), quantity.Measure(point), 1e-14);
        Assert.Equal(2.5 * Math.Sqrt(sizes.Average(size => size * size)), quantity.Scale, 1e-14);
        Assert.Equal(2.5 * errors.Average(Math.Abs), quantity.MeanAbsolute(point.EndToEnd), 1e-14);
    }

    private static double[] Residuals(FlowState point) =>
        [.. point.EndToEnd.Data.ToArray().Zip(Samples.Gaussian(3, 3, 8).Data.ToArray(), (x, target) => x - target)];

    private static FlowState Point()
    {
        Matrix u = new BalancedOrthogonal(1, 5).At(3, 3).ToMatrix(), v = new BalancedOrthogonal(1, 6).At(3, 3).ToMatrix();
        Matrix x = Samples.Product(Samples.Product(u, Matrix.Diagonal(Sigma)), v);
        double sign = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(3, 3, x.Data.ToArray()).Determinant();
        VectorOperations.Scale(-Math.Sign(sign), x.View.Column(0));
        VectorOperations.Scale(-Math.Sign(sign), x.View.Column(1));
        VectorOperations.Scale(-Math.Sign(sign), x.View.Column(2));
        return Samples.Observe(GradientFlow.From(new BalancedMatrix(x), Depth.Of(2), new FactorizationLoss(Samples.Gaussian(3, 3, 8))), PolarState(x));
    }

    private static double[] PolarState(Matrix x) =>
        [.. GradientFlow.From(new BalancedMatrix(x), Depth.Of(2), new FactorizationLoss(Samples.Gaussian(3, 3, 8))).Start];
}
