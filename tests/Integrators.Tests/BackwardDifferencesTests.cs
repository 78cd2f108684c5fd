namespace DlnDynamics.Integrators.Tests;

/// <summary>Differences of degree k carry polynomials of degree k exactly through every change of the grid.</summary>
public sealed class BackwardDifferencesTests
{
    public static TheoryData<int> Orders => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Orders))]
    public void They_evaluate_to_the_polynomial_everywhere(int k)
    {
        BackwardDifferences differences = Of(k, 0.5);
        foreach (double x in (double[])[-4.3, -1, -0.25, 0, 0.7, 1])
        {
            Assert.Equal(Polynomial(k, 0.5 * x), Value(differences, k, x), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Another_spacing_describes_the_same_polynomial(int k)
    {
        foreach (double ratio in (double[])[0.01, 0.3, 1, 1.7, 10])
        {
            BackwardDifferences rescaled = new(1);
            rescaled.FillRescaled(Of(k, 0.5), k, ratio);
            Assert.Equal(Polynomial(k, 0.5 * ratio * -0.6), Value(rescaled, k, -0.6), 1e-12 * Math.Pow(Math.Max(1, ratio), k));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_shift_keeps_the_past_and_moves_the_newest_point_by_the_correction(int k)
    {
        BackwardDifferences differences = Of(k, 0.5);
        differences.Shift(k, 0.37, [0.125]);
        Assert.Equal(Polynomial(k, 0.5 * 0.37) + 0.125, Value(differences, k, 0), 1e-13);
        for (int i = 1; i <= k; i++)
        {
            Assert.Equal(Polynomial(k, 0.5 * (0.37 - i)), Value(differences, k, -i), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_step_appends_a_point_and_forgets_the_oldest(int k)
    {
        BackwardDifferences differences = Of(k, 0.5);
        double predicted = Value(differences, k, 1);
        differences.Advance(k, [0.25]);
        Assert.Equal(predicted + 0.25, Value(differences, k, 0), 1e-13);
        for (int i = 1; i <= k; i++)
        {
            Assert.Equal(Polynomial(k, 0.5 * (1 - i)), Value(differences, k, -i), 1e-12);
        }
        Assert.Equal(0.25, differences[k + 1][0]);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_projection_moves_every_point_of_the_past(int k)
    {
        BackwardDifferences differences = Of(k, 0.5);
        differences.Project(k, [77], new Doubling());
        Assert.Equal(77, differences[0][0]);
        for (int i = 1; i <= k; i++)
        {
            Assert.Equal(2 * Polynomial(k, -0.5 * i), Value(differences, k, -i), 1e-10);
        }
    }

    private static BackwardDifferences Of(int k, double spacing)
    {
        BackwardDifferences differences = new(1);
        differences.FillFromPoints(k, [.. Enumerable.Range(0, k + 1).Select(i => Polynomial(k, -spacing * i))]);
        return differences;
    }

    private static double Polynomial(int degree, double x) =>
        Enumerable.Range(0, degree + 1).Sum(m => (1 + 0.3 * m) * Math.Pow(x, m));

    private static double Value(BackwardDifferences differences, int k, double x)
    {
        double[] value = new double[1];
        differences.Evaluate(k, x, value);
        return value[0];
    }

    private sealed class Doubling : IStateProjection
    {
        public bool TryProject(Span<double> y, double tolerance)
        {
            Assert.Equal(0, tolerance);
            y[0] *= 2;
            return true;
        }
    }
}
