using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>How singular values and vectors move along the balanced flow, against differences of decompositions (oracle 20).</summary>
public sealed class SingularFrameTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(2.5)]
    [InlineData(11)]
    [InlineData(0)]
    public void Values_and_frames_move_as_the_equations_say(double n)
    {
        Depth depth = n == 0 ? Depth.Infinite : Depth.Real(n);
        FramedMatrix framed = new(4, 4, [1.7, 1.1, 0.6, 0.25], 9);
        Matrix x = framed.X, gradient = Samples.Gaussian(4, 4, 51), velocity = OperatorTests.Apply(depth, x, gradient);
        VectorOperations.Scale(-1, velocity.Data);

        // The decomposition of X + h·Ẋ, with signs of the vectors as at h = 0: the first derivative is that along the flow.
        SingularFactors here = SingularFactors.Of(x.View);
        const double h = 1e-3;
        (Matrix Left, Matrix Right, double[] Sigma)[] along = [.. new[] { -2 * h, -h, h, 2 * h }.Select(step => Signed(here, Samples.Sum(x, velocity, step)))];
        Matrix Difference(Func<(Matrix Left, Matrix Right, double[] Sigma), Matrix> part) =>
            Samples.Sum(Samples.Sum(part(along[0]), part(along[3]), -1), Samples.Sum(part(along[2]), part(along[1]), -1), 8);
        Matrix left = Difference(one => one.Left), right = Difference(one => one.Right);
        VectorOperations.Scale(1 / (12 * h), left.Data);
        VectorOperations.Scale(1 / (12 * h), right.Data);
        Matrix turnLeft = Samples.Product(Samples.Transposed(here.Left), left), turnRight = Samples.Product(Samples.Transposed(here.Right), right);
        Matrix m = Samples.Product(Samples.Product(Samples.Transposed(here.Left), gradient), here.Right);

        // φᵢ = N·σᵢ^(2/N), at N = ∞ ln σᵢ², in the rescaled clock.
        double[] s = [.. here.Sigma], phi = [.. s.Select(value => depth.IsInfinite ? 2 * Math.Log(value) : depth.Value * Math.Pow(value, 2 * depth.Reciprocal))];
        for (int i = 0; i < 4; i++)
        {
            double rate = (along[0].Sigma[i] - 8 * along[1].Sigma[i] + 8 * along[2].Sigma[i] - along[3].Sigma[i]) / (12 * h);
            Assert.Equal(-Math.Pow(s[i], 2 - 2 * depth.Reciprocal) * m[i, i], rate, 1e-7);
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal(i == j ? 0 : -(s[j] * m[i, j] + s[i] * m[j, i]) / (phi[j] - phi[i]), turnLeft[i, j], 1e-7);
                Assert.Equal(i == j ? 0 : -(s[i] * m[i, j] + s[j] * m[j, i]) / (phi[j] - phi[i]), turnRight[i, j], 1e-7);
            }
        }
    }

    private static (Matrix Left, Matrix Right, double[] Sigma) Signed(SingularFactors here, Matrix x)
    {
        SingularFactors factors = SingularFactors.Of(x.View);
        for (int i = 0; i < factors.Sigma.Length; i++)
        {
            double sign = Math.Sign(VectorOperations.Dot(factors.Left.View.Column(i), here.Left.View.Column(i)));
            VectorOperations.Scale(sign, factors.Left.View.Column(i));
            VectorOperations.Scale(sign, factors.Right.View.Column(i));
        }
        return (factors.Left, factors.Right, [.. factors.Sigma]);
    }
}
