namespace DlnDynamics.LinearAlgebra.Tests;

/// <summary>Eigenvalues of operators with a known spectrum, written out and by Lanczos' process.</summary>
public sealed class OperatorSpectrumTests
{
    /// <summary>Diag(values) between two reflections, so that no coordinate is an eigenvector.</summary>
    private sealed class Rotated(double[] values) : ISymmetricOperator
    {
        private readonly double[] normal = Normal(values.Length);

        public int Products { get; private set; }

        public int Dimension => values.Length;

        public void Apply(ReadOnlySpan<double> vector, Span<double> image)
        {
            Products++;
            vector.CopyTo(image);
            Reflect(image);
            for (int i = 0; i < image.Length; i++)
            {
                image[i] *= values[i];
            }
            Reflect(image);
        }

        private void Reflect(Span<double> vector) => VectorOperations.AddScaled(-2 * VectorOperations.Dot(normal, vector), normal, vector);

        private static double[] Normal(int size)
        {
            double[] unit = [.. Enumerable.Range(0, size).Select(i => 1 + Math.Sin(i))];
            VectorOperations.Scale(1 / VectorOperations.EuclideanNorm(unit), unit);
            return unit;
        }
    }

    [Fact]
    public void A_small_operator_gives_all_its_eigenvalues_with_their_multiplicities()
    {
        double[] values = [-2, -2, 0, 0, 0, 1e-7, 3, 3, 5];
        OperatorSpectrum found = OperatorSpectrum.Of(new Rotated(values));
        Assert.True(found.IsComplete);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.InRange(found.Values[i] - values[i], -found.Errors[i], found.Errors[i]);
        }
        Assert.InRange(found.SmallestError, 0, 1e-13);
    }

    [Fact]
    public void Of_a_large_operator_the_ends_are_found_and_every_value_has_an_eigenvalue_within_its_error()
    {
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => Math.Sin(0.37 * i) * (1 + i / 2000.0)), -2.5, 3.25];
        Rotated operation = new(values);
        OperatorSpectrum found = OperatorSpectrum.Of(operation);
        Assert.False(found.IsComplete);
        Assert.Equal(-2.5, found.Smallest, 1e-9);
        Assert.Equal(3.25, found.Largest, 1e-9);
        Assert.InRange(operation.Products, 1, 300);
        for (int i = 0; i < found.Values.Length; i++)
        {
            Assert.InRange(values.Min(value => Math.Abs(value - found.Values[i])), 0, found.Errors[i]);
        }

        // Cauchy: never more values below a number than eigenvalues.
        foreach (double bound in new[] { -1.5, -0.5, 0, 0.5 })
        {
            Assert.InRange(found.Values.Count(value => value < bound), 0, values.Count(value => value < bound));
        }
    }

    [Fact]
    public void The_smallest_positive_eigenvalue_of_a_large_semi_definite_operator_stands_above_a_null_space_of_any_dimension()
    {
        foreach (int nullity in new[] { 0, 1, 700, 1200 })
        {
            double[] values = [.. Enumerable.Range(0, 1400 - nullity).Select(i => 0.02 + i / 1e3), .. new double[nullity]];
            OperatorSpectrum found = OperatorSpectrum.Of(new Rotated(values), zeroLevel: 1e-10);
            double smallest = found.Values.First(value => value > 1e-10);
            Assert.Equal(0.02, smallest, 1e-9);
            Assert.True(found.Values.All(value => value > -1e-13), $"nullity {nullity}: {found.Smallest}");
        }
    }

    [Fact]
    public void An_operator_with_few_distinct_eigenvalues_ends_the_process_and_the_zero_operator_has_zero()
    {
        double[] values = [.. Enumerable.Range(0, 900).Select(i => i % 3 - 1.0)];
        Rotated operation = new(values);
        OperatorSpectrum found = OperatorSpectrum.Of(operation);
        Assert.InRange(operation.Products, 3, 6);
        Assert.Equal(-1, found.Smallest, 1e-12);
        Assert.Equal(1, found.Largest, 1e-12);
        Assert.Equal(0, OperatorSpectrum.Of(new Rotated(new double[900])).Norm);
        Assert.Equal(0, OperatorSpectrum.Of(new Rotated(new double[9])).Norm);
    }

    [Fact]
    public void A_product_that_is_not_finite_is_refused()
    {
        Assert.Throws<ArgumentException>(() => OperatorSpectrum.Of(new Rotated([1, double.NaN, 2])));
        Assert.Throws<ArgumentException>(() => OperatorSpectrum.Of(new Rotated([.. Enumerable.Repeat(double.PositiveInfinity, 700)])));
    }
}
