using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>What completions are compared with does what it says.</summary>
public sealed class BaselineTests
{
    private static readonly Matrix Truth = LowRank(24, 18, 2, 5);
    private static readonly Matrix Noisy = Sum(Truth, RandomFrames.Gaussian(24, 18, new(6, "noise", 24, 18)), 0.3);
    private static readonly Mask Observed = Mask.All(24, 18).RandomSubset(0.6, 2);

    [Fact]
    public void The_best_rank_is_the_truth_at_its_rank_and_off_by_the_next_value_below()
    {
        Assert.InRange(Distance(BestRank.Of(Truth, 2).EndToEnd, Truth), 0, 1e-13 * VectorOperations.EuclideanNorm(Truth.Data));
        Assert.Equal(SingularFactors.Of(Truth.View).Sigma[1], Distance(BestRank.Of(Truth, 1).EndToEnd, Truth), 1e-12);
        Assert.Contains("rank 1 to 18", Assert.Throws<ArgumentOutOfRangeException>(() => BestRank.Of(Truth, 19)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Least_squares_of_the_right_rank_recover_an_exact_low_rank_matrix()
    {
        BaselineEstimate estimate = AlternatingLeastSquares.Fit(Truth, Observed);
        Assert.Equal(2, estimate.Rank);

        // The smallest ridge of the grid biases by about itself over the smaller singular value.
        Assert.InRange(HeldOut(estimate.EndToEnd), 0, 0.01);
    }

    /// <summary>Optimality of the nuclear norm: the observed residual T − X is λ·(UVᵀ + W) with ‖W‖ ≤ 1 and UᵀW = 0, WV = 0.</summary>
    [Fact]
    public void The_nuclear_norm_estimate_satisfies_its_optimality_condition()
    {
        BaselineEstimate estimate = NuclearNorm.Fit(Noisy, Observed);
        Matrix residual = new(24, 18);
        foreach ((int i, int j) in Observed.Entries)
        {
            residual[i, j] = Noisy[i, j] - estimate.EndToEnd[i, j];
        }
        SingularFactors factors = SingularFactors.Of(estimate.EndToEnd.View);
        Assert.InRange(SingularFactors.Of(residual.View).Sigma[0], (1 - 1e-5) * estimate.Penalty, (1 + 1e-5) * estimate.Penalty);

        // R·v = λu and uᵀ·R = λvᵀ on every mode.
        for (int k = 0; k < estimate.Rank; k++)
        {
            double[] right = new double[24], left = new double[18];
            foreach ((int i, int j) in Observed.Entries)
            {
                right[i] += residual[i, j] * factors.Right[j, k];
                left[j] += residual[i, j] * factors.Left[i, k];
            }
            VectorOperations.AddScaled(-estimate.Penalty, factors.Left.View.Column(k), right);
            VectorOperations.AddScaled(-estimate.Penalty, factors.Right.View.Column(k), left);
            Assert.InRange(VectorOperations.EuclideanNorm(right), 0, 1e-5 * estimate.Penalty);
            Assert.InRange(VectorOperations.EuclideanNorm(left), 0, 1e-5 * estimate.Penalty);
        }
        Assert.InRange(HeldOut(estimate.EndToEnd), 0, 0.3 * HeldOut(new(24, 18)));
    }

    /// <summary>Wide and tall alike.</summary>
    [Theory]
    [InlineData(24, 18)]
    [InlineData(18, 24)]
    public void Where_everything_is_observed_the_nuclear_norm_shrinks_singular_values(int rows, int columns)
    {
        Matrix data = RandomFrames.Gaussian(rows, columns, new(7, "data", rows, columns)), expected = new(rows, columns);
        SingularFactors factors = SingularFactors.Of(data.View);
        double penalty = factors.Sigma[6];
        for (int k = 0; k < 6; k++)
        {
            for (int j = 0; j < columns; j++)
            {
                VectorOperations.AddScaled((factors.Sigma[k] - penalty) * factors.Right[j, k], factors.Left.View.Column(k), expected.View.Column(j));
            }
        }
        Assert.InRange(Distance(NuclearNorm.Fit(data, Mask.All(rows, columns), penalty), expected), 0, 1e-12 * VectorOperations.EuclideanNorm(data.Data));
    }

    [Fact]
    public void The_smallest_penalty_of_the_path_is_named_as_such()
    {
        // Exact data are fitted the better the smaller the penalty is; noisy data are not.
        Assert.Contains("smallest λ that was tried", NuclearNorm.Fit(Truth, Observed).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("smallest λ that was tried", NuclearNorm.Fit(Noisy, Observed).Reason, StringComparison.Ordinal);
    }

    /// <summary>Where few entries are observed plain sweeps crawl; then too the end is stationary: the gradients by A and B vanish, for balanced factors of the estimate.</summary>
    [Theory]
    [InlineData(2, 0.2)]
    [InlineData(4, 0.2)]
    [InlineData(6, 0.4)]
    public void Least_squares_end_at_a_stationary_point(int rank, double seen)
    {
        const double Ridge = 0.01;
        Mask observed = Mask.All(24, 18).RandomSubset(seen, 3);
        Matrix estimate = AlternatingLeastSquares.Fit(Noisy, observed, rank, Ridge), residual = new(24, 18);
        foreach ((int i, int j) in observed.Entries)
        {
            residual[i, j] = Noisy[i, j] - estimate[i, j];
        }

        // With A = U√σ and B = V√σ: R·V√σ = μ·U√σ and Rᵀ·U√σ = μ·V√σ.
        SingularFactors factors = SingularFactors.Of(estimate.View);
        Assert.InRange(factors.Sigma[rank], 0, 1e-12 * factors.Sigma[0]);
        for (int k = 0; k < rank; k++)
        {
            double[] right = new double[24], left = new double[18];
            foreach ((int i, int j) in observed.Entries)
            {
                right[i] += residual[i, j] * factors.Right[j, k];
                left[j] += residual[i, j] * factors.Left[i, k];
            }
            VectorOperations.AddScaled(-Ridge, factors.Left.View.Column(k), right);
            VectorOperations.AddScaled(-Ridge, factors.Right.View.Column(k), left);
            double size = Math.Sqrt(factors.Sigma[k]), whole = VectorOperations.EuclideanNorm(Noisy.Data) * Math.Sqrt(factors.Sigma[0]);
            Assert.InRange(size * VectorOperations.EuclideanNorm(right), 0, 1e-5 * whole);
            Assert.InRange(size * VectorOperations.EuclideanNorm(left), 0, 1e-5 * whole);
        }
    }

    [Fact]
    public void Least_squares_that_settled_say_nothing_of_it()
    {
        Assert.DoesNotContain("settled", AlternatingLeastSquares.Fit(Truth, Observed).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("not reached", NuclearNorm.Fit(Noisy, Observed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Held_out_entries_are_never_read()
    {
        Matrix hidden = Matrix.CopyOf(Truth.View);
        for (int j = 0; j < 18; j++)
        {
            for (int i = 0; i < 24; i++)
            {
                hidden[i, j] = Observed[i, j] ? hidden[i, j] : double.NaN;
            }
        }
        Assert.Equal(AlternatingLeastSquares.Fit(Truth, Observed).EndToEnd.Data.ToArray(), AlternatingLeastSquares.Fit(hidden, Observed).EndToEnd.Data.ToArray());
        Assert.Equal(NuclearNorm.Fit(Truth, Observed).EndToEnd.Data.ToArray(), NuclearNorm.Fit(hidden, Observed).EndToEnd.Data.ToArray());
    }

    [Fact]
    public void Too_few_entries_are_refused()
    {
        Mask few = Mask.All(24, 18).RandomSubset(10.0 / 432, 1);
        Assert.Contains("at least 20", Assert.Throws<ArgumentException>(() => NuclearNorm.Fit(Truth, few)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 20", Assert.Throws<ArgumentException>(() => AlternatingLeastSquares.Fit(Truth, few)).Message, StringComparison.Ordinal);
    }

    private static double HeldOut(Matrix estimate)
    {
        (int Row, int Column)[] hidden = [.. Mask.Where(24, 18, (i, j) => !Observed[i, j]).Entries];
        return Math.Sqrt(hidden.Average(entry => Math.Pow(estimate[entry.Row, entry.Column] - Truth[entry.Row, entry.Column], 2)));
    }

    private static double Distance(Matrix a, Matrix b)
    {
        Matrix difference = Matrix.CopyOf(a.View);
        VectorOperations.AddScaled(-1, b.Data, difference.Data);
        return VectorOperations.EuclideanNorm(difference.Data);
    }

    private static Matrix Sum(Matrix a, Matrix b, double factor)
    {
        Matrix sum = Matrix.CopyOf(a.View);
        VectorOperations.AddScaled(factor, b.Data, sum.Data);
        return sum;
    }

    private static Matrix LowRank(int rows, int columns, int rank, long seed)
    {
        Matrix left = RandomFrames.Gaussian(rows, rank, new(seed, "left", rows, rank)), right = RandomFrames.Gaussian(columns, rank, new(seed, "right", columns, rank)), product = new(rows, columns);
        DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
        return product;
    }
}
