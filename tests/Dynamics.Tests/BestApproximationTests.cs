using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The least loss on matrices of a rank, against what is known and against every other matrix that is tried.</summary>
public sealed class BestApproximationTests
{
    [Fact]
    public void Of_a_factorization_it_is_the_target_cut_off()
    {
        BestApproximation best = new(new FactorizationLoss(Matrix.Diagonal(3, 2, 1)));
        Assert.Equal([7, 2.5, 0.5, 0, 0], Enumerable.Range(0, 5).Select(best.LeastLoss));
        Assert.Equal(0, best.Distance(Matrix.Diagonal(3, 2, 0), 2), 1e-15);
        Assert.Equal(1, best.Distance(Matrix.Diagonal(3, 2, 0), 3), 1e-15);
        Assert.Equal(Math.Sqrt(8), best.Distance(Matrix.Diagonal(3, 0, 2), 2), 1e-14);
    }

    [Theory]
    [InlineData(4, 3, 9)]
    [InlineData(3, 4, 9)]
    [InlineData(3, 5, 4)]   // fewer samples than inputs: not all of X is seen
    public void Of_a_regression_its_loss_is_the_least_over_random_matrices_of_the_rank_and_is_taken_where_the_distance_is_zero(int m, int n, int samples)
    {
        Matrix outputs = Samples.Gaussian(m, samples, 31), inputs = Samples.Gaussian(n, samples, 32);
        RegressionLoss loss = new(outputs, inputs);
        BestApproximation best = new(loss);
        Assert.Equal(samples >= n, best.SeesEverything);

        // [Y A⁺ A]_k A⁺: Eckart and Young in the data's own space.
        SingularFactors data = SingularFactors.Of(inputs.View);
        int range = Math.Min(n, samples);
        Matrix inverse = new(samples, n);
        for (int k = 0; k < range; k++)
        {
            for (int j = 0; j < n; j++)
            {
                VectorOperations.AddScaled(data.Left[j, k] / data.Sigma[k], data.Right.View.Column(k), inverse.View.Column(j));
            }
        }
        Matrix seen = Samples.Product(Samples.Product(Samples.Product(outputs, inverse), inputs), Matrix.Identity(samples));
        SingularFactors wanted = SingularFactors.Of(seen.View);
        for (int rank = 0; rank <= Math.Min(m, range); rank++)
        {
            Matrix cut = new(m, samples);
            for (int k = 0; k < rank; k++)
            {
                for (int j = 0; j < samples; j++)
                {
                    VectorOperations.AddScaled(wanted.Sigma[k] * wanted.Right[j, k], wanted.Left.View.Column(k), cut.View.Column(j));
                }
            }
            Matrix x = Samples.Product(cut, inverse);
            Assert.Equal(loss.Value(x.View), best.LeastLoss(rank), 1e-11);
            Assert.InRange(best.Distance(x, rank), 0, 1e-11);
            for (long seed = 0; seed < 20; seed++)
            {
                Matrix other = Samples.OfRank(m, n, Math.Max(1, rank), seed);
                VectorOperations.Scale(rank == 0 ? 0 : 0.1, other.Data);
                VectorOperations.AddScaled(rank == 0 ? 0 : 1, x.Data, other.Data);
                Matrix tried = rank == 0 ? new(m, n) : Best(other, rank);
                Assert.True(loss.Value(tried.View) >= best.LeastLoss(rank) * (1 - 1e-12));
            }
        }
    }

    [Fact]
    public void Of_an_autoencoder_it_is_the_projector_on_the_principal_directions_and_every_critical_point_has_whole_components()
    {
        Matrix data = Samples.Gaussian(4, 12, 41);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                data[i, j] *= 1 + i;
            }
        }
        BestApproximation best = new(RegressionLoss.Autoencoder(data));
        SingularFactors principal = SingularFactors.Of(data.View);
        Matrix projector = new(4, 4);
        foreach (int k in new[] { 0, 2 })
        {
            for (int j = 0; j < 4; j++)
            {
                VectorOperations.AddScaled(principal.Left[j, k], principal.Left.View.Column(k), projector.View.Column(j));
            }
        }
        (Matrix components, double outside) = best.ComponentsOf(projector);
                Assert.InRange(outside, 0, 1e-13 * principal.Sigma[0]);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal(i == j && i % 2 == 0 ? principal.Sigma[i] : 0, components[i, j], 1e-12 * principal.Sigma[0]);
            }
        }
        Assert.True(best.Distance(projector, 2) > 1);
    }

    private static Matrix Best(Matrix x, int rank)
    {
        SingularFactors factors = SingularFactors.Of(x.View);
        Matrix cut = new(x.Rows, x.Columns);
        for (int k = 0; k < rank; k++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                VectorOperations.AddScaled(factors.Sigma[k] * factors.Right[j, k], factors.Left.View.Column(k), cut.View.Column(j));
            }
        }
        return cut;
    }
}
