using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Volume forms against Gram determinants of finite sets of tangent vectors (oracles 38, 39, 40).</summary>
public sealed class VolumeFormTests
{
    private static readonly double[][] Spectra = [[1.9, 1.1, 0.4], [2.5, 1.3, 1.2, 0.05], [0.7, 0.3], [1.4]];

    [Fact]
    public void The_Jacobian_of_the_singular_value_decomposition_is_the_Vandermonde_product()
    {
        foreach (double[] sigma in Spectra)
        {
            FramedMatrix framed = new(sigma.Length, sigma.Length, sigma, 5);
            var tangents = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfColumnArrays(framed.Tangents().Select(tangent => tangent.Data.ToArray()));
            double expected = 1;
            for (int l = 0; l < sigma.Length; l++)
            {
                for (int k = 0; k < l; k++)
                {
                    expected *= sigma[k] * sigma[k] - sigma[l] * sigma[l];
                }
            }
            Assert.Equal(expected, Math.Abs(tangents.Determinant()), 1e-12 * expected);
            foreach (Depth depth in new[] { Depth.Of(1), Depth.Of(2), Depth.Real(3.7), Depth.Of(8), Depth.Infinite })
            {
                // One volume, two coordinate systems.
                Assert.Equal(
                    VolumeForm.LogDensity(depth, framed.LogSigma, sigma.Length, sigma.Length) + Math.Log(expected),
                    VolumeForm.LogFrameDensity(depth, framed.LogSigma, sigma.Length, sigma.Length), 1e-12);
            }
        }
    }

    [Fact]
    public void The_volume_is_the_root_of_the_Gram_determinant_of_the_metric()
    {
        foreach (double[] sigma in Spectra)
        {
            AssertVolume(new(sigma.Length, sigma.Length, sigma, 6), [Depth.Of(1), Depth.Of(2), Depth.Of(3), Depth.Real(4.4), Depth.Of(8), Depth.Infinite]);
        }
    }

    [Fact]
    public void The_volume_of_a_stratum_is_the_root_of_the_Gram_determinant_of_the_metric()
    {
        Depth[] depths = [Depth.Of(1), Depth.Of(2), Depth.Of(3), Depth.Real(4.4), Depth.Of(8)];
        AssertVolume(new(4, 5, [1.9, 0.6], 7), depths);
        AssertVolume(new(4, 5, [1.9], 7), depths);
        AssertVolume(new(5, 3, [1.9, 0.6, 0.5], 7), depths);
        AssertVolume(new(4, 4, [1.9, 0.6, 0.5], 7), depths);
    }

    [Fact]
    public void The_volume_is_that_of_the_layers_moved_at_least_cost()
    {
        foreach (FramedMatrix framed in new FramedMatrix[] { new(3, 3, [1.9, 1.1, 0.4], 8), new(4, 5, [1.9, 0.6], 8), new(4, 3, [1.2, 1.0, 0.3], 8) })
        {
            foreach (int n in new[] { 1, 2, 3, 8 }.Where(n => n > 1 || framed.Sigma.Length == Math.Min(framed.Left.Rows, framed.Right.Rows)))
            {
                double found = LogVolumeFromLayers(framed, n);
                Assert.Equal(found, VolumeForm.LogFrameDensity(Depth.Of(n), framed.LogSigma, framed.Left.Rows, framed.Right.Rows, Clock.Layers), 1e-11);
            }
        }
    }

    [Fact]
    public void At_infinite_depth_there_is_none_on_a_stratum_with_frozen_directions()
    {
        string sentence = Assert.Throws<ArgumentException>(() => VolumeForm.LogDensity(Depth.Infinite, [0.1, -0.4], 4, 5)).Message;
        Assert.Contains("only 4 of 14 directions", sentence, StringComparison.Ordinal);
        Assert.Contains("rescaled clock", Assert.Throws<ArgumentException>(() => VolumeForm.LogDensity(Depth.Infinite, [0.1], 1, 1, Clock.Layers)).Message, StringComparison.Ordinal);
        Assert.Contains("zero matrix", Assert.Throws<ArgumentException>(() => VolumeForm.LogDensity(Depth.Of(3), [], 2, 2)).Message, StringComparison.Ordinal);

        // On the r × r matrices between the two ranges it exists, as on square ones.
        FramedMatrix framed = new(4, 5, [1.9, 0.6], 7);
        DepthMetric metric = new(Depth.Infinite, framed.Point);
        Assert.Equal(VolumeForm.LogFrameDensity(Depth.Infinite, framed.LogSigma, 2, 2), FramedMatrix.LogGram(framed.Tangents().Take(4).Select(metric.InverseRoot)), 1e-11);
    }

    [Fact]
    public void Flat_space_has_the_volume_of_flat_space()
    {
        // As text: −0 equals 0 as a number.
        Assert.Equal("0", VolumeForm.LogDensity(Depth.Of(1), [0.3, -700], 2, 3).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("0", VolumeForm.LogDensity(Depth.Of(1), [0.3, -700], 2, 2, Clock.Layers).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("never leaves", VolumeForm.Obstacle(Depth.Of(2), new(2, 2, 0)), StringComparison.Ordinal);
        Assert.Contains("single point", VolumeForm.Obstacle(Depth.Of(1), new(2, 2, 0)), StringComparison.Ordinal);
        Assert.DoesNotContain("never leaves", VolumeForm.Obstacle(Depth.Of(1), new(2, 2, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_whose_norm_overflows_is_refused()
    {
        Matrix huge = Matrix.Of(new[,] { { 1.5e308, 1.5e308 }, { 1.5e308, 1.5e308 } });
        Assert.Contains("exceeds the numbers", Assert.Throws<ArgumentException>(() => SpectralPoint.Of(huge)).Message, StringComparison.Ordinal);
    }

    private static void AssertVolume(FramedMatrix framed, Depth[] depths)
    {
        foreach (Depth depth in depths)
        {
            foreach (Clock clock in depth.IsInfinite ? [Clock.Rescaled] : new[] { Clock.Rescaled, Clock.Layers })
            {
                DepthMetric metric = new(depth, framed.Point, clock);
                double gram = FramedMatrix.LogGram(framed.Tangents().Select(metric.InverseRoot));
                double formula = VolumeForm.LogFrameDensity(depth, framed.LogSigma, framed.Left.Rows, framed.Right.Rows, clock);
                Assert.True(Math.Abs(gram - formula) <= 1e-11, $"N = {depth}, {clock}, σ = [{string.Join(", ", framed.Sigma)}]: {formula:r}, by the Gram matrix {gram:r}");
            }
        }
    }

    /// <summary>With J the derivative of the product at balanced layers, g(Z, Z) = min ‖δW‖² over J·δW = Z: det of Tᵀ(JJᵀ)⁺T, on the tangent space.</summary>
    private static double LogVolumeFromLayers(FramedMatrix framed, int n)
    {
        int rows = framed.Left.Rows, columns = framed.Right.Rows;
        NetworkShape shape = NetworkShape.Uniform(rows, columns, n);
        double[] layers = BalancedLift.Lift(PolarFactors.Of(framed.X), shape, new(4, "lift", rows, columns));
        var jacobian = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(rows * columns, shape.Length);
        for (int k = 0; k < shape.Length; k++)
        {
            double[] moved = new double[shape.Length];
            moved[k] = 1;
            Matrix velocity = new(rows, columns);
            for (int p = 0; p < n; p++)
            {
                Matrix step = Matrix.CopyOf(shape.Layer(moved.AsSpan(), p));
                velocity = Samples.Sum(velocity, Samples.Product(Samples.Product(Samples.Partial(shape, layers, p + 1, n), step), Samples.Partial(shape, layers, 0, p)));
            }
            jacobian.SetColumn(k, velocity.Data.ToArray());
        }
        var tangents = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfColumnArrays(framed.Tangents().Select(tangent => tangent.Data.ToArray()));
        var qr = tangents.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
        var inside = qr.Q.Transpose() * jacobian;
        return Math.Log(Math.Abs(qr.R.Determinant())) - 0.5 * (inside * inside.Transpose()).Cholesky().DeterminantLn;
    }
}
