using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators.Tests;

public sealed class GmresTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    public void As_many_products_as_unknowns_solve_any_system_to_rounding(int n)
    {
        Full matrix = Full.Random(n, seed: 5);
        double[] solution = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1.0))];
        double[] vector = new double[n];
        matrix.Apply(solution, vector);
        double size = VectorOperations.EuclideanNorm(vector);
        int products = new Gmres(n, 30).Solve(matrix, 1e-13 * size, vector);
        Assert.InRange(products, 1, n);

        // Condition numbers of these matrices stay below a thousand.
        Assert.InRange(VectorPass.Distance(vector, solution), 0, 1e-10);
    }

    [Fact]
    public void The_residual_is_within_the_tolerance_and_a_looser_one_costs_less()
    {
        const int Size = 60;
        Full matrix = Full.Random(Size, seed: 8, diagonal: 4);
        int Products(double tolerance)
        {
            double[] right = [.. Enumerable.Range(0, Size).Select(i => Math.Cos(i))];
            double[] x = [.. right], image = new double[Size];
            int products = new Gmres(Size, 60).Solve(matrix, tolerance, x);
            matrix.Apply(x, image);
            Assert.InRange(VectorPass.Distance(image, right), 0, tolerance * 1.000001);
            return products;
        }
        Assert.InRange(Products(1e-2), 2, Products(1e-8) - 5);
    }

    [Fact]
    public void The_basis_stays_orthogonal_where_powers_of_the_matrix_are_nearly_parallel()
    {
        // Eigenvalues 1 and 1e8·(1, 2, …): without a second orthogonalisation the small one would be lost.
        const int Size = 12;
        Full matrix = new(Size);
        for (int i = 0; i < Size; i++)
        {
            matrix.Entries[i, i] = i == 0 ? 1 : 1e8 * i;
        }
        double[] vector = [.. Enumerable.Repeat(1.0, Size)];
        new Gmres(Size, Size).Solve(matrix, 1e-12, vector);
        for (int i = 0; i < Size; i++)
        {
            Assert.Equal(1, vector[i] * matrix.Entries[i, i], 1e-6);
        }
    }

    [Fact]
    public void Zero_is_answered_by_zero_and_what_is_not_finite_is_left_alone()
    {
        Full matrix = Full.Random(3, seed: 2);
        double[] zero = new double[3], broken = [1, double.NaN, 2];
        Assert.Equal(0, new Gmres(3, 3).Solve(matrix, 1e-9, zero));
        Assert.Equal([0, 0, 0], zero);
        Assert.Equal(0, new Gmres(3, 3).Solve(matrix, 1e-9, broken));
        Assert.Equal(double.NaN, broken[1]);
    }

    [Fact]
    public void What_is_small_already_still_gets_its_best_multiple()
    {
        // The answer 0 would be within the tolerance, but says nothing about the direction.
        Full matrix = new(2);
        (matrix.Entries[0, 0], matrix.Entries[1, 1]) = (4, 4);
        double[] vector = [1e-9, -1e-9];
        Assert.Equal(1, new Gmres(2, 2).Solve(matrix, 1, vector));
        Assert.Equal(0.25e-9, vector[0], 1e-20);
    }

    private sealed class Full(int n) : ILinearOperator
    {
        public Matrix Entries { get; } = new(n, n);

        public static Full Random(int n, int seed, double diagonal = 0)
        {
            Random random = new(seed);
            Full matrix = new(n);
            for (int j = 0; j < n; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    matrix.Entries[i, j] = (random.NextDouble() - 0.5) / Math.Sqrt(n) + (i == j ? diagonal : 0);
                }
            }
            return matrix;
        }

        public void Apply(ReadOnlySpan<double> vector, Span<double> product)
        {
            product.Clear();
            for (int j = 0; j < vector.Length; j++)
            {
                VectorOperations.AddScaled(vector[j], Entries.View.Column(j), product);
            }
        }
    }
}
