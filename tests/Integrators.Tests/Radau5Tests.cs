using DlnDynamics.Oracles;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Integrators.Tests;

public sealed class Radau5Tests
{
    // Sums of at most nine products of numbers near 1, each rounded once; the transformation's entries reach 4.4.
    private const double Rounding = 2e-15;

    private static readonly ImplicitOrderConditions Conditions = ImplicitOrderConditions.OfRadau();
    private static readonly Matrix<double> A = Conditions.Alpha;
    private static readonly Vector<double> B = A.Row(2);
    private static readonly Vector<double> C = Vector<double>.Build.DenseOfEnumerable(Radau5.Nodes);

    [Fact]
    public void The_simplifying_assumptions_of_Radau_IIA_hold()
    {
        for (int q = 1; q <= 5; q++)
        {
            Assert.Equal(1.0 / q, B * C.PointwisePower(q - 1), Rounding);
        }
        for (int q = 1; q <= 3; q++)
        {
            Assert.InRange((A * C.PointwisePower(q - 1) - C.PointwisePower(q) / q).AbsoluteMaximum(), 0, Rounding);
        }
        for (int q = 1; q <= 2; q++)
        {
            Vector<double> left = B.PointwiseMultiply(C.PointwisePower(q - 1)) * A;
            Assert.InRange((left - B.PointwiseMultiply(1 - C.PointwisePower(q)) / q).AbsoluteMaximum(), 0, Rounding);
        }
    }

    [Fact]
    public void The_solution_has_order_five_and_not_six()
    {
        Assert.InRange(Conditions.LargestViolation(B, 5), 0, Rounding);
        Assert.InRange(Conditions.LargestViolation(B, 6), 1e-5, 1);
    }

    [Fact]
    public void The_transformation_makes_one_real_and_one_complex_system()
    {
        Matrix<double> t = Matrix<double>.Build.DenseOfRows(Radau5.Transformation.Select(row => row.AsEnumerable()));
        Matrix<double> inverse = Matrix<double>.Build.DenseOfRows(Radau5.InverseTransformation.Select(row => row.AsEnumerable()));
        Matrix<double> block = Matrix<double>.Build.DenseOfArray(new[,]
        {
            { Radau5.Gamma, 0, 0 }, { 0, Radau5.Alpha, -Radau5.Beta }, { 0, Radau5.Beta, Radau5.Alpha },
        });
        Assert.InRange((t * inverse - Matrix<double>.Build.DenseIdentity(3)).Enumerate().Max(Math.Abs), 0, Rounding);

        // T⁻¹ = (block)·T⁻¹·A, so that no inverse of A adds its rounding.
        Assert.InRange((inverse - block * inverse * A).Enumerate().Max(Math.Abs), 0, 10 * Rounding);
    }

    [Fact]
    public void The_error_estimate_is_the_difference_to_a_solution_of_order_three_and_not_four()
    {
        // Without its filter: h/γ·f₀ + Σ dᵢzᵢ/γ, with Z = h·A·F; a weight of f₀ enters only the sum of all weights.
        Vector<double> embedded = B + Vector<double>.Build.DenseOfEnumerable(Radau5.ErrorWeights) * A / Radau5.Gamma;
        Assert.Equal(1, embedded.Sum() + 1 / Radau5.Gamma, Rounding);
        Assert.Equal(1.0 / 2, embedded * C, Rounding);
        Assert.Equal(1.0 / 3, embedded * C.PointwisePower(2), Rounding);
        Assert.InRange(Math.Abs(embedded * C.PointwisePower(3) - 1.0 / 4), 1e-3, 1);
    }

    [Fact]
    public void Its_steps_follow_the_Pade_approximation_on_both_sides_of_zero()
    {
        // Across the pole at z = γ ≈ 3.64, and far beyond it, where a growing mode would be damped: the reason for a guard at saddles.
        for (double size = 1e-3; size < 1e8; size *= 1.3)
        {
            foreach (double z in (double[])[-size, size])
            {
                double expected = (1 + 0.4 * z + 0.05 * z * z) / (1 - 0.6 * z + 0.15 * z * z - z * z * z / 60);
                double distanceToPole = Math.Abs(z - Radau5.Gamma) / (1 + size);
                Assert.Equal(0, (LinearDecay.Amplification(new Radau5Method(), z) - expected) / Math.Max(1, Math.Abs(expected)), 1e-13 / distanceToPole);
            }
        }
    }

    [Fact]
    public void It_is_A_stable_and_L_stable_on_the_real_axis()
    {
        for (double z = -1e-3; z > -1e12; z *= 1.3)
        {
            Assert.InRange(Math.Abs(LinearDecay.Amplification(new Radau5Method(), z)), 0, 1);
        }

        // R(z) falls like 3/|z|.
        Assert.InRange(Math.Abs(LinearDecay.Amplification(new Radau5Method(), -1e8)), 0, 4e-8);
    }

    [Fact]
    public void A_field_without_a_jacobian_is_refused_with_a_remedy()
    {
        DelegateField field = new(1, (_, y, d) => d[0] = -y[0]);
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new InitialValueProblem(field, new(0, 1), [1]).Solve("radau5", new() { Tolerances = new(1e-6, 1e-9) }));
        Assert.Contains("radau5 needs a Jacobian: wrap the field in FiniteDifferenceField.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    [InlineData(1e-8)]
    [InlineData(1e-11)]
    public void Its_error_is_about_proportional_to_the_tolerance(double tolerance)
    {
        NonlinearRotation rotation = new();
        IntegrationResult result = new InitialValueProblem(rotation, new(0, 10), [.. rotation.Exact(0)])
            .Solve("radau5", new() { Tolerances = new(tolerance, tolerance) });
        double[] exact = rotation.Exact(10);
        double error = double.Hypot(result.State[0] - exact[0], result.State[1] - exact[1]);

        // The field turns by twelve radians and forgets nothing, its phase grows with its error: an error a step counts tenfold.
        Assert.InRange(error, tolerance / 100, 100 * tolerance);
    }

    [Fact]
    public void Components_that_start_at_zero_under_a_purely_relative_tolerance_do_not_stop_it()
    {
        // The second follows the first: y₂ = 1 − e^{−t}.
        FiniteDifferenceField field = new(new DelegateField(2, (_, y, d) => (d[0], d[1]) = (-y[0], y[0])));
        IntegrationResult result = new InitialValueProblem(field, new(0, 1), [1, 0]).Solve("radau5", new() { Tolerances = new(1e-8, 0) });
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.Equal(1 - Math.Exp(-1), result.State[1], 1e-7);
    }
}
