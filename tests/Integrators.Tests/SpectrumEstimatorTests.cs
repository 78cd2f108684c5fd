namespace DlnDynamics.Integrators.Tests;

public sealed class SpectrumEstimatorTests
{
    [Fact]
    public void Symmetric_spectra_of_both_signs_are_bounded_without_waste()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            double[] eigenvalues = [.. Enumerable.Range(0, 60).Select(_ => (random.NextDouble() - 0.7) * 100)];
            double exact = eigenvalues.Max(Math.Abs);
            double estimate = Estimate(Reflected(eigenvalues, random), 60, out int evaluations);

            // Without a gap the power method stops short, by less than the safety factor leaves; not settled it is 1.5 times at most.
            Assert.True(estimate >= 0.98 * exact && estimate <= 1.51 * exact, $"seed {seed}: {estimate} for {exact}");
            Assert.InRange(evaluations, 1, 30);
        }
    }

    [Fact]
    public void A_complex_pair_is_bounded()
    {
        // Rotation with shear: ‖Jv‖/‖v‖ swings between 10/3 and 30 while both eigenvalues are ±10i.
        DelegateField field = new(2, (_, y, d) =>
        {
            d[0] = 30 * y[1];
            d[1] = -10.0 / 3 * y[0];
        });
        Assert.InRange(At(field, [1, 1], thorough: true).Radius, 10, 45.1);
    }

    [Fact]
    public void Opposite_eigenvalues_of_the_same_size_are_bounded()
    {
        DelegateField field = new(2, (_, y, d) =>
        {
            d[0] = 5 * y[0];
            d[1] = -5 * y[1];
        });
        Assert.InRange(At(field, [0, 0], thorough: true).Radius, 5, 7.6);
    }

    [Fact]
    public void A_zero_jacobian_has_radius_zero_and_fields_without_values_never_give_NaN()
    {
        Assert.Equal(0, At(new DelegateField(3, (_, _, d) => d.Fill(2)), [0, 0, 0], thorough: true).Radius);

        // The saddle of a deep network: y' = y³ at 0. The difference is far below one, and so is the estimate.
        DelegateField cubic = new(1, (_, y, d) => d[0] = y[0] * y[0] * y[0]);
        Assert.InRange(At(cubic, [0], thorough: true).Radius, 0, 1e-10);
        DelegateField broken = new(2, (_, _, d) => d.Fill(double.NaN));
        Assert.Equal(0, At(broken, [1, 1], thorough: false).Radius);
    }

    [Fact]
    public void A_point_at_the_edge_of_the_domain_is_measured_closer_by()
    {
        // √(1 + 1e-9 − y) has no value 1e-9 beyond y = 1, less than the first difference reaches.
        const double Edge = 1 + 1e-9;
        DelegateField field = new(1, (_, y, d) => d[0] = Math.Sqrt(Edge - y[0]));
        double exact = 0.5 / Math.Sqrt(Edge - 1);
        Assert.InRange(At(field, [1], thorough: true).Radius, exact, 1.6 * exact);
    }

    [Fact]
    public void The_same_point_gives_the_same_bits_and_a_kept_vector_settles_at_once()
    {
        double[] eigenvalues = [.. Enumerable.Range(1, 30).Select(i => -(double)i * i)];
        int evaluations = 0;
        DelegateField field = Counted(Reflected(eigenvalues, new Random(1)), 30, () => evaluations++);
        SpectrumEstimator first = At(field, new double[30], thorough: true);
        SpectrumEstimator again = At(field, new double[30], thorough: true);
        Assert.Equal(first.Radius, again.Radius);
        evaluations = 0;
        DifferenceProduct product = new(field);
        product.MoveTo(0, new double[30], new double[30]);
        again.Estimate(product, thorough: false);
        Assert.InRange(again.Radius, 900, 1.21 * 900);
        Assert.InRange(evaluations, 2, SpectrumEstimator.WarmDirections);
    }

    [Fact]
    public void A_flow_that_leaves_a_saddle_with_zero_jacobian_is_followed()
    {
        // y' = y²(1 − y) from 1e-3: ln(y/(1 − y)) − 1/y grows by 1 a unit of time; half-way at t = 1000 − 2 + ln 999.
        DelegateField field = new(1, (_, y, d) => d[0] = y[0] * y[0] * (1 - y[0]));
        double half = 1000 - 2 + Math.Log(999);
        IntegrationResult result = new InitialValueProblem(field, new(0, half), [1e-3]).Solve("rkc2", new() { Tolerances = new(1e-7, 1e-12) });

        // A relative error r at y shifts the half-way time by r/y and the end by r/(8y): 125·r at the start, half as much each octave on.
        // Error control takes about (6e-7)^(−1/3) ≈ 100 steps an octave, so the sum over all steps is at most 2·100·125·1e-7.
        Assert.Equal(0.5, result.State[0], 2 * 100 * 125 * 1e-7);
        Assert.InRange(result.Work.Evaluations, 100, 10_000);
    }

    private static SpectrumEstimator At(DelegateField field, double[] y, bool thorough)
    {
        DifferenceProduct product = new(field);
        double[] derivative = new double[y.Length];
        field.Evaluate(0, y, derivative);
        product.MoveTo(0, y, derivative);
        SpectrumEstimator spectrum = new(y.Length);
        spectrum.Estimate(product, thorough);
        return spectrum;
    }

    private static double Estimate(Action<ReadOnlySpan<double>, Span<double>> apply, int n, out int evaluations)
    {
        int count = 0;
        double[] y = new double[n];
        double estimate = At(Counted(apply, n, () => count++), y, thorough: true).Radius;
        evaluations = count;
        return estimate;
    }

    private static DelegateField Counted(Action<ReadOnlySpan<double>, Span<double>> apply, int n, Action count) => new(n, (_, y, d) =>
    {
        count();
        apply(y, d);
    });

    // A = P·diag(λ)·P with the reflection P = I − 2vvᵀ.
    private static Action<ReadOnlySpan<double>, Span<double>> Reflected(double[] eigenvalues, Random random)
    {
        double[] v = [.. eigenvalues.Select(_ => random.NextDouble() - 0.5)];
        double square = v.Sum(x => x * x);
        return (y, d) =>
        {
            double along = 0;
            for (int i = 0; i < v.Length; i++)
            {
                along += 2 * v[i] * y[i] / square;
            }
            for (int i = 0; i < v.Length; i++)
            {
                d[i] = eigenvalues[i] * (y[i] - along * v[i]);
            }
            along = 0;
            for (int i = 0; i < v.Length; i++)
            {
                along += 2 * v[i] * d[i] / square;
            }
            for (int i = 0; i < v.Length; i++)
            {
                d[i] -= along * v[i];
            }
        };
    }
}
