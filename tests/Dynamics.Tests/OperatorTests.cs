using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Â_{N,X} against its definition and its laws (oracles 8, 12).</summary>
public sealed class OperatorTests
{
    private static readonly Depth[] Depths = [Depth.Of(1), Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(7), Depth.Infinite];

    [Fact]
    public void Equals_the_sum_of_powers()
    {
        foreach (int layers in new[] { 1, 2, 3, 6 })
        {
            Matrix x = Samples.Gaussian(4, 4, 1), z = Samples.Gaussian(4, 4, 2), sum = new(4, 4);
            var left = ToMathNet(x) * ToMathNet(x).Transpose();
            var right = ToMathNet(x).Transpose() * ToMathNet(x);
            var total = ToMathNet(sum);
            for (int j = 1; j <= layers; j++)
            {
                total += Power(left, (double)(layers - j) / layers) * ToMathNet(z) * Power(right, (j - 1.0) / layers) / layers;
            }
            total.ToColumnMajorArray().CopyTo(sum.Data);
            Assert.InRange(Samples.Distance(Apply(Depth.Of(layers), x, z), sum), 0, 1e-12);
        }
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 3)]
    [InlineData(3, 5)]
    public void Is_self_adjoint_homogeneous_and_equivariant(int rows, int columns)
    {
        Matrix x = Samples.Gaussian(rows, columns, 1), y = Samples.Gaussian(rows, columns, 2), z = Samples.Gaussian(rows, columns, 3);
        Matrix q = new BalancedOrthogonal(1, 4).At(rows, rows).ToMatrix(), p = new BalancedOrthogonal(1, 5).At(columns, columns).ToMatrix();
        foreach (Depth depth in Depths)
        {
            double forward = Samples.Inner(y, Apply(depth, x, z));
            Assert.InRange(forward - Samples.Inner(Apply(depth, x, y), z), -1e-11, 1e-11);
            Assert.True(Samples.Inner(z, Apply(depth, x, z)) >= 0);
            Matrix doubled = Matrix.CopyOf(x.View);
            VectorOperations.Scale(2, doubled.Data);
            Matrix homogeneous = Apply(depth, x, z);
            VectorOperations.Scale(Math.Pow(2, 2 - 2 * depth.Reciprocal), homogeneous.Data);
            Assert.InRange(Samples.Distance(Apply(depth, doubled, z), homogeneous), 0, 1e-11);
            Matrix turned = Apply(depth, Sandwich(q, x, p), Sandwich(q, z, p));
            Assert.InRange(Samples.Distance(turned, Sandwich(q, Apply(depth, x, z), p)), 0, 1e-11);
        }
    }

    [Fact]
    public void Has_the_metric_as_its_inverse()
    {
        foreach ((int rows, int columns) in new[] { (4, 4), (5, 3), (3, 5) })
        {
            foreach (Depth depth in Depths.Where(depth => rows == columns || !depth.IsInfinite))
            {
                Matrix x = Samples.Gaussian(rows, columns, 6), z = Samples.Gaussian(rows, columns, 7);
                Assert.InRange(Samples.Distance(Apply(depth, x, Apply(depth, x, z), inverse: true), z), 0, 1e-11);
            }
        }
    }

    internal static Matrix Apply(Depth depth, Matrix x, Matrix z, bool inverse = false)
    {
        int modes = Math.Min(x.Rows, x.Columns);
        Matrix u = new(x.Rows, modes), v = new(x.Columns, modes), image = new(x.Rows, x.Columns);
        double[] sigma = new double[modes];
        Assert.True(DenseKernels.Default.SingularValues(x.Rows, x.Columns).TryDecompose(x.View, u.View, sigma, v.View));
        DepthOperator depthOperator = new(depth, x.Rows, x.Columns);
        if (inverse)
        {
            depthOperator.ApplyInverse(u.View, sigma, v.View, z.View, image.View);
        }
        else
        {
            depthOperator.Apply(u.View, sigma, v.View, z.View, image.View);
        }
        return image;
    }

    private static Matrix Sandwich(Matrix q, Matrix x, Matrix p) => Samples.Product(Samples.Product(q, x), p);

    private static MathNet.Numerics.LinearAlgebra.Matrix<double> ToMathNet(Matrix matrix) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());

    private static MathNet.Numerics.LinearAlgebra.Matrix<double> Power(MathNet.Numerics.LinearAlgebra.Matrix<double> symmetric, double power)
    {
        var eigen = symmetric.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        var values = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfDiagonalArray(
            [.. eigen.EigenValues.Select(value => Math.Pow(value.Real, power))]);
        return eigen.EigenVectors * values * eigen.EigenVectors.Transpose();
    }
}
