using DlnDynamics.LinearAlgebra;
using DlnDynamics.LinearAlgebra.Tests;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The Hessian along a stratum against differences of the loss and of the flow (oracle 52), at every depth, shape and rank.</summary>
public sealed class StratumHessianTests
{
    private static readonly Depth[] Depths = [Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(10), Depth.Infinite];

    public static TheoryData<int, int, int> Shapes =>
        new() { { 4, 4, 4 }, { 5, 3, 3 }, { 3, 5, 3 }, { 5, 4, 2 }, { 4, 5, 2 }, { 4, 4, 1 }, { 6, 6, 3 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Is_the_second_derivative_of_the_loss_along_the_stratum_at_every_point(int rows, int columns, int rank)
    {
        ILoss loss = Samples.Completion(Samples.Gaussian(rows, columns, 21), 0.7, 5);
        Matrix x = Samples.OfRank(rows, columns, rank, 22);
        StratumHessian hessian = At(Depth.Of(2), loss, x, rank, out _);
        for (long seed = 0; seed < 5; seed++)
        {
            double[] xi = Tangent(hessian, rows, columns, seed), image = new double[hessian.Length], gradient = new double[hessian.Length];
            hessian.ApplyHessian(xi, image);
            hessian.Gradient(gradient);

            // The nearest matrix of the rank leaves no acceleration along the stratum, so E(t) has the derivatives ⟨grad, ξ⟩ and ⟨ξ, Hess ξ⟩.
            // Both differences err by about h² times a fourth derivative of size 1/σ_r² and by ε/h²; h = 1e-3.
            double h = 1e-3, ahead = Value(h), here = Value(0), back = Value(-h);
            double Value(double t) => loss.Value(Nearest(Moved(hessian, x, xi, t), rank).View);
            double scale = 1 + VectorOperations.EuclideanNorm(image);
            Assert.InRange((ahead - back) / (2 * h) - VectorOperations.Dot(gradient, xi), -1e-4 * scale, 1e-4 * scale);
            Assert.InRange((ahead - 2 * here + back) / (h * h) - VectorOperations.Dot(xi, image), -1e-4 * scale, 1e-4 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void With_the_depth_operator_it_is_the_derivative_of_the_flow_at_a_critical_point(int rows, int columns, int rank)
    {
        // Every sum of `rank` of the singular terms of the target is critical; here the first are left out, so that there is negative curvature.
        Matrix target = Samples.Gaussian(rows, columns, 31);
        PolarFactors factors = PolarFactors.Of(target);
        foreach (int skipped in rank < Math.Min(rows, columns) ? [0, 1] : new[] { 0 })
        {
            Matrix x = TermsOf(factors, skipped, rank);
            foreach (Depth depth in Depths)
            {
                ILoss loss = new FactorizationLoss(target);
                StratumHessian hessian = At(depth, loss, x, rank, out FlowState point);
                for (long seed = 0; seed < 3; seed++)
                {
                    double[] xi = Tangent(hessian, rows, columns, seed), image = new double[hessian.Length];
                    hessian.ApplyHessian(xi, image);
                    hessian.ApplyRoot(image, image);
                    hessian.ApplyRoot(image, image);
                    Matrix expected = new(rows, columns);
                    hessian.ToMatrix(image, expected.View);

                    // Fourth-order differences: h⁴ times a fifth derivative of size 1/σ_r⁴, and ε/h; h = 1e-3 leaves 1e-9 at the most.
                    Matrix difference = new(rows, columns);
                    foreach ((double step, double weight) in new[] { (-2e-3, 1.0), (-1e-3, -8.0), (1e-3, 8.0), (2e-3, -1.0) })
                    {
                        Matrix velocity = Velocity(depth, loss, depth.IsInfinite ? Moved(hessian, x, xi, step) : Nearest(Moved(hessian, x, xi, step), rank), rank);
                        VectorOperations.AddScaled(-weight / 12e-3, velocity.Data, difference.Data);
                    }
                    Assert.InRange(Samples.Distance(difference, expected), 0, 1e-7);
                    Assert.Equal(rank, point.Modes);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_symmetric_operator_is_the_roots_around_the_Hessian_symmetric_and_finite_for_modes_of_every_size(int rows, int columns, int rank)
    {
        ILoss loss = Samples.Completion(Samples.Gaussian(rows, columns, 41), 0.7, 6);
        foreach (Depth depth in Depths)
        {
            StratumHessian hessian = At(depth, loss, Samples.OfRank(rows, columns, rank, 42), rank, out FlowState point);
            double[] xi = Tangent(hessian, rows, columns, 1), eta = Tangent(hessian, rows, columns, 2);
            double[] image = new double[hessian.Length], other = new double[hessian.Length], chained = new double[hessian.Length];
            hessian.ApplySymmetric(xi, image);
            hessian.ApplySymmetric(eta, other);
            double forward = VectorOperations.Dot(eta, image), size = 1 + Math.Abs(forward);
            Assert.InRange(forward - VectorOperations.Dot(other, xi), -1e-12 * size, 1e-12 * size);
            hessian.ApplyRoot(xi, chained);
            hessian.ApplyInverseRoot(chained, chained);
            Assert.All(chained.Zip(xi), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
            hessian.ApplyRoot(xi, chained);
            hessian.ApplyHessian(chained, other);
            hessian.ApplyRoot(other, other);
            Assert.All(other.Zip(image), pair => Assert.Equal(pair.Second, pair.First, 1e-11 * size));

            // Vectors that are not quite tangent, such as rounding makes, must not break the symmetry.
            double[] any = Samples.Gaussian(hessian.Length, 1, 43).Data.ToArray(), another = Samples.Gaussian(hessian.Length, 1, 44).Data.ToArray();
            hessian.ApplySymmetric(any, image);
            hessian.ApplySymmetric(another, other);
            Assert.Equal(VectorOperations.Dot(another, image), VectorOperations.Dot(any, other), 1e-11 * (1 + VectorOperations.EuclideanNorm(image)));

            point.LogSigma[^1] = -600;
            hessian.Prepare(point);
            hessian.ApplySymmetric(xi, image);
            Assert.True(VectorOperations.AllFinite(image));
        }
    }

    [Fact]
    public void At_depth_one_the_tangent_space_is_everything_and_the_operator_the_Hessian_of_the_loss()
    {
        Matrix x = Samples.OfRank(5, 3, 2, 51), direction = Samples.Gaussian(5, 3, 52), back = new(5, 3), expected = new(5, 3);
        ILoss loss = Samples.Completion(Samples.Gaussian(5, 3, 53), 0.6, 7);
        StratumHessian hessian = At(Depth.Of(1), loss, x, 3, out _);
        double[] tangent = new double[hessian.Length], image = new double[hessian.Length];
        hessian.Project(direction.View, tangent);
        hessian.ToMatrix(tangent, back.View);
        Assert.InRange(Samples.Distance(back, direction), 0, 1e-14);
        hessian.ApplySymmetric(tangent, image);
        hessian.ToMatrix(image, back.View);
        loss.ApplyHessian(x.View, direction.View, expected.View);
        Assert.InRange(Samples.Distance(back, expected), 0, 1e-14);
        Assert.Throws<ArgumentException>(() => new StratumHessian(Depth.Of(1), loss, 2));
    }

    [Fact]
    public void Applying_it_allocates_nothing()
    {
        ILoss loss = Samples.Completion(Samples.Gaussian(6, 5, 61), 0.7, 8);
        StratumHessian hessian = At(Depth.Of(3), loss, Samples.OfRank(6, 5, 3, 62), 3, out FlowState point);
        double[] tangent = Tangent(hessian, 6, 5, 1), image = new double[hessian.Length];
        Assert.Equal(0, Allocation.Of(() =>
        {
            hessian.Prepare(point);
            hessian.ApplyHessian(tangent, image);
            hessian.ApplySymmetric(tangent, image);
            hessian.ApplyInverseRoot(image, image);
        }));
    }

    private static StratumHessian At(Depth depth, ILoss loss, Matrix x, int rank, out FlowState point)
    {
        EndToEndFlow flow = new(depth, loss, rank);
        point = new(x.Rows, x.Columns, flow.Modes);
        Assert.True(flow.TryObserve(0, x.Data, point));
        StratumHessian hessian = new(depth, loss, flow.Modes);
        hessian.Prepare(point);
        return hessian;
    }

    private static double[] Tangent(StratumHessian hessian, int rows, int columns, long seed)
    {
        double[] tangent = new double[hessian.Length];
        hessian.Project(Samples.Gaussian(rows, columns, 70 + seed).View, tangent);
        double size = VectorOperations.EuclideanNorm(tangent);
        VectorOperations.Scale(1 / size, tangent);
        return tangent;
    }

    private static Matrix Moved(StratumHessian hessian, Matrix x, double[] xi, double t)
    {
        Matrix moved = new(x.Rows, x.Columns);
        hessian.ToMatrix(xi, moved.View);
        VectorOperations.Scale(t, moved.Data);
        VectorOperations.AddScaled(1, x.Data, moved.Data);
        return moved;
    }

    private static Matrix Nearest(Matrix x, int rank)
    {
        PolarFactors factors = PolarFactors.Of(x);
        return TermsOf(factors, 0, Math.Min(rank, factors.Rank));
    }

    private static Matrix TermsOf(PolarFactors factors, int skipped, int rank)
    {
        Matrix x = new(factors.Left.Rows, factors.Right.Rows);
        for (int k = skipped; k < skipped + rank; k++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                VectorOperations.AddScaled(Math.Exp(factors.LogSize[k, k]) * factors.Right[j, k], factors.Left.View.Column(k), x.View.Column(j));
            }
        }
        return x;
    }

    private static Matrix Velocity(Depth depth, ILoss loss, Matrix x, int rank)
    {
        Matrix velocity = new(x.Rows, x.Columns);
        new EndToEndFlow(depth, loss, rank).Evaluate(0, x.Data, velocity.Data);
        return velocity;
    }
}
