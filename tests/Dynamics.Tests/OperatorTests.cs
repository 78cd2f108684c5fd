using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Â_{N,X} against its definition and its laws (oracles 8, 9, 12, 13).</summary>
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
    public void Is_the_product_with_the_Jacobian_of_the_layers_and_its_transpose()
    {
        // J(δW) = Σ L_j·δW_j·R_j at balanced layers, so J·Jᵀ(Z) = Σ L_j·L_jᵀ·Z·R_jᵀ·R_j, N times Â; widths and hidden frames at random.
        foreach ((int[] widths, int rank) in new[] { (new[] { 4, 4, 4 }, 4), ([5, 4, 6, 3], 3), ([3, 5, 3, 4, 6], 3), ([5, 3, 2, 3, 4], 2) })
        {
            NetworkShape shape = new([.. widths]);
            Matrix x = Samples.OfRank(shape.Rows, shape.Columns, rank, 11), z = Samples.Gaussian(shape.Rows, shape.Columns, 12);
            double[] layers = BalancedLift.Lift(PolarFactors.Of(x), shape, new(3, "lift", rank, rank));
            Matrix sum = new(shape.Rows, shape.Columns);
            for (int j = 0; j < shape.Layers; j++)
            {
                Matrix after = Samples.Partial(shape, layers, j + 1, shape.Layers), before = Samples.Partial(shape, layers, 0, j);
                Matrix term = Samples.Product(
                    Samples.Product(Samples.Product(after, Samples.Transposed(after)), z), Samples.Product(Samples.Transposed(before), before), 1.0 / shape.Layers);
                VectorOperations.AddScaled(1, term.Data, sum.Data);
            }
            Assert.InRange(Samples.Distance(new DepthMetric(Depth.Of(shape.Layers), SpectralPoint.Of(x)).Raise(z), sum), 0, 1e-11);
            if (rank == Math.Min(shape.Rows, shape.Columns))
            {
                Assert.InRange(Samples.Distance(Apply(Depth.Of(shape.Layers), x, z), sum), 0, 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 3)]
    public void Is_at_infinite_depth_an_integral_over_powers(int rows, int columns)
    {
        Matrix x = Samples.Gaussian(rows, columns, 21), z = Samples.Gaussian(rows, columns, 22);
        var square = ToMathNet(x);
        if (rows != columns)
        {
            // Away from the range (XXᵀ)^(1−u) is zero but at u = 1, which weighs nothing: the integral lives between the ranges.
            Matrix u = SingularFactors.Of(x.View).Left;
            z = Samples.Product(u, Samples.Product(Samples.Transposed(u), z));
        }
        var sum = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(rows, columns);
        MathNet.Numerics.Integration.GaussLegendreRule rule = new(0, 1, 40);
        for (int k = 0; k < 40; k++)
        {
            double u = rule.GetAbscissa(k);
            sum += rule.GetWeight(k) * RangePower(square * square.Transpose(), 1 - u) * ToMathNet(z) * RangePower(square.Transpose() * square, u);
        }
        Matrix expected = new(rows, columns);
        sum.ToColumnMajorArray().CopyTo(expected.Data);
        Assert.InRange(Samples.Distance(Apply(Depth.Infinite, x, z), expected), 0, 1e-10);
    }

    internal static Matrix Apply(Depth depth, Matrix x, Matrix z)
    {
        SingularFactors factors = SingularFactors.Of(x.View);
        Matrix image = new(x.Rows, x.Columns);
        new DepthOperator(depth, x.Rows, x.Columns).Apply(factors.Left.View, factors.Sigma, factors.Right.View, z.View, image.View);
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

    /// <summary>A power on the range: eigenvalues that are zero up to rounding stay zero.</summary>
    private static MathNet.Numerics.LinearAlgebra.Matrix<double> RangePower(MathNet.Numerics.LinearAlgebra.Matrix<double> symmetric, double power)
    {
        var eigen = symmetric.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        double zero = 1e-13 * eigen.EigenValues.Max(value => value.Real);
        var values = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfDiagonalArray(
            [.. eigen.EigenValues.Select(value => value.Real > zero ? Math.Pow(value.Real, power) : 0)]);
        return eigen.EigenVectors * values * eigen.EigenVectors.Transpose();
    }
}
