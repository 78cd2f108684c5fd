using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>½‖Y − X·A‖² through its triangular factor against the formula as it is written.</summary>
public sealed class RegressionLossTests
{
    [Theory]
    [InlineData(4, 3, 20)]
    [InlineData(3, 5, 5)]
    [InlineData(2, 6, 4)]
    [InlineData(1, 1, 1)]
    public void Is_what_the_samples_say(int rows, int columns, int samples)
    {
        Matrix outputs = Samples.Gaussian(rows, samples, 1), inputs = Samples.Gaussian(columns, samples, 2), x = Samples.Gaussian(rows, columns, 3);
        RegressionLoss loss = new(outputs, inputs);
        Matrix residual = Samples.Product(x, inputs);
        VectorOperations.AddScaled(-1, outputs.Data, residual.Data);
        double size = VectorOperations.EuclideanNorm(residual.Data);
        Assert.Equal(0.5 * size * size, loss.Value(x.View), 1e-13 * size * size);
        Matrix gradient = new(rows, columns);
        loss.Gradient(x.View, gradient.View);
        Assert.InRange(Samples.Distance(Samples.Product(residual, Samples.Transposed(inputs)), gradient), 0, 1e-12);
    }

    [Fact]
    public void Least_loss_is_reached_by_least_squares()
    {
        Matrix outputs = Samples.Gaussian(3, 12, 1), inputs = Samples.Gaussian(4, 12, 2), best = new(3, 4);
        RegressionLoss loss = new(outputs, inputs);
        QrFactorization samples = new(12, 4);
        Assert.True(samples.TryFactor(Samples.Transposed(inputs).View));
        double[] solution = new double[4];
        for (int i = 0; i < 3; i++)
        {
            Assert.True(samples.TrySolveLeastSquares(Samples.Transposed(outputs).View.Column(i), solution));
            for (int j = 0; j < 4; j++)
            {
                best[i, j] = solution[j];
            }
        }
        Assert.Equal(loss.LeastLoss, loss.Value(best.View), 1e-13 * loss.LeastLoss);
        Assert.True(loss.LeastLoss > 0.1);
    }

    [Fact]
    public void An_autoencoder_wants_the_identity()
    {
        Matrix data = Samples.Gaussian(4, 9, 5), gradient = new(4, 4);
        RegressionLoss loss = RegressionLoss.Autoencoder(data);
        loss.Gradient(Matrix.Identity(4).View, gradient.View);
        Assert.InRange(VectorOperations.EuclideanNorm(gradient.Data), 0, 1e-13);
        Assert.InRange(loss.Value(Matrix.Identity(4).View), 0, 1e-28);
    }

    [Fact]
    public void Bad_samples_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RegressionLoss(new(2, 3), new(2, 4)));
        Assert.Throws<ArgumentException>(() => new RegressionLoss(new(2, 0), new(2, 0)));
        Assert.Throws<ArgumentException>(() => new RegressionLoss(Matrix.Of(new[,] { { double.NaN } }), Matrix.Of(new[,] { { 1.0 } })));
    }
}
