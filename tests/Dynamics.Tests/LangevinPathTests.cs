using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

public sealed class LangevinPathTests
{
    private static readonly FactorizationLoss Loss = new(Matrix.Diagonal(1, 0.5, 0.2));

    [Fact]
    public void What_has_no_equation_is_refused_with_what_holds_instead()
    {
        AssertSays("square", () => new LangevinEquation(Depth.Of(2), 3, 1, new FactorizationLoss(new Matrix(3, 2))));
        AssertSays("positive and finite", () => new LangevinEquation(Depth.Of(2), 3, 0));
        AssertSays("GradientFlow", () => new LangevinEquation(Depth.Of(2), 3, double.PositiveInfinity));
        AssertSays("floor", () => new LangevinEquation(Depth.Of(2), 3, 1, floor: -1));
        RandomSource random = new(1, "test", 1, 1);
        AssertSays("full rank nearby", () => new LangevinEquation(Depth.Of(2), 3, 1).From(new BalancedLowRank(2, 1, 1), random));
        AssertSays("at infinite depth", () => new LangevinEquation(Depth.Infinite, 3, 1).From(new BalancedLowRank(2, 1, 1), random));
        AssertSays("below the floor", () => new LangevinEquation(Depth.Of(2), 3, 1, floor: 0.5).From(new BalancedIdentity(0.4), random));
        AssertSays("step is positive", () => new LangevinEquation(Depth.Of(2), 3, 1).From(new BalancedIdentity(0.4), random).Step(0));
    }

    [Fact]
    public void Equilibrium_exists_at_finite_depth_and_above_a_floor()
    {
        Assert.Null(new LangevinEquation(Depth.Of(2), 3, 1, Loss).EquilibriumObstacle);
        Assert.Null(new LangevinEquation(Depth.Infinite, 3, 1, Loss, floor: 0.1).EquilibriumObstacle);
        Assert.Contains("infinite", new LangevinEquation(Depth.Infinite, 3, 1, Loss, withEntropy: true).EquilibriumObstacle, StringComparison.Ordinal);
        Assert.NotNull(new LangevinEquation(Depth.Of(2), 3, 1).EquilibriumObstacle);
    }

    [Fact]
    public void No_step_allocates()
    {
        LangevinPath path = new LangevinEquation(Depth.Of(3), 3, 2, Loss, withEntropy: true).From(new BalancedIdentity(0.5), new(1, "test", 1, 1));
        Walk(300);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Walk(300);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(LangevinCode.Sound, path.Code);

        void Walk(int steps)
        {
            for (int k = 0; k < steps; k++)
            {
                path.Step(0.01);
                path.EndToEnd();
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(double.PositiveInfinity)]
    public void The_frames_stay_orthonormal_and_singular_values_are_those_of_the_matrix(double n)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        LangevinPath path = new LangevinEquation(depth, 3, 2, Loss).From(new BalancedMatrix(Samples.Gaussian(3, 3, 1)), new(4, "test", 1, 1));
        for (int k = 0; k < 20000; k++)
        {
            Assert.Equal(LangevinCode.Sound, path.Step(0.01));
        }
        ReadOnlySpan<double> exact = SpectralPoint.Of(Matrix.CopyOf(path.EndToEnd())).LogSigma;
        for (int i = 0; i < exact.Length; i++)
        {
            // ε·√256 between repairs, and X itself is formed to ε of its largest singular value.
            Assert.Equal(Math.Exp(exact[i]), Math.Exp(path.LogSigma[i]), 1e-13);
        }
        Assert.Equal(200, path.Time, 1e-9);
    }

    [Fact]
    public void Without_noise_a_step_is_one_of_the_flow_and_the_error_of_many_falls_as_the_step()
    {
        // At β = ∞ nothing is left but the force; 1e300 is as good. Euler's error is of first order.
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Of(3), Depth.Infinite })
        {
            BalancedMatrix start = new(Samples.Gaussian(3, 3, 7, 0.5));
            Matrix exact = Samples.EndToEndAt(GradientFlow.From(start, depth, Loss), 1);
            double[] errors = [.. new[] { 200, 400 }.Select(steps =>
            {
                LangevinPath path = new LangevinEquation(depth, 3, 1e300, Loss).From(start, new(1, "test", 1, 1));
                for (int k = 0; k < steps; k++)
                {
                    path.Step(1.0 / steps);
                }
                return Samples.Distance(Matrix.CopyOf(path.EndToEnd()), exact);
            })];
            Assert.InRange(errors[0], 1e-6, 1e-2);
            Assert.InRange(errors[0] / errors[1], 1.9, 2.1);
        }
    }

    [Fact]
    public void A_floor_is_never_crossed_and_holds_the_sign_of_the_determinant()
    {
        LangevinPath path = new LangevinEquation(Depth.Of(2), 2, 1, floor: 0.3).From(new BalancedIdentity(0.5), new(3, "test", 1, 1));
        for (int k = 0; k < 2000; k++)
        {
            path.Step(0.02);
            ReadOnlyMatrixView x = path.EndToEnd();
            Assert.True(path.LogSigma[1] >= Math.Log(0.3) - 1e-12 && x[0, 0] * x[1, 1] > x[0, 1] * x[1, 0]);
        }
    }

    [Fact]
    public void A_step_that_is_too_long_for_the_force_ends_the_path_with_a_sentence_and_leaves_it_where_it_was()
    {
        LangevinPath path = new LangevinEquation(Depth.Infinite, 3, 1, Loss).From(new BalancedIdentity(20), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.StepTooLong, path.Step(0.1));
        Assert.Contains("shorter steps", path.Sentence, StringComparison.Ordinal);
        Assert.Equal(Math.Log(20), path.LogSigma[0], 1e-14);
        Assert.Equal(LangevinCode.StepTooLong, path.Step(1e-6));

        LangevinPath poisoned = new LangevinEquation(Depth.Of(3), 2, 1).From(new BalancedIdentity(1), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.NonFinite, poisoned.Step(0.1, [0, double.NaN, 0, 0]));
        Assert.Equal(0, poisoned.LogSigma[0]);
    }

    [Fact]
    public void A_mode_may_run_off_at_infinite_depth_and_meet_zero_at_finite_depth()
    {
        LangevinPath far = new LangevinEquation(Depth.Infinite, 2, 1, new FactorizationLoss(Matrix.Identity(2))).From(new BalancedIdentity(1), new(3, "test", 1, 1));
        RandomSource random = new(5, "test", 1, 1);
        for (int k = 0; k < 100000; k++)
        {
            far.Step(0.02, [random.NextNormal(), random.NextNormal(), random.NextNormal(), -0.5]);
        }
        Assert.Equal(LangevinCode.Sound, far.Code);
        Assert.InRange(far.LogSigma[1], -20000, -5000);
        Assert.InRange(far.LogSigma[0], -200, 2);

        // Straight into σ = 0, to the bit, and out again.
        LangevinPath near = new LangevinEquation(Depth.Of(2), 1, 0.5).From(new BalancedIdentity(1), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.Sound, near.Step(1, [-1]));
        Assert.Equal(double.NegativeInfinity, near.LogSigma[0]);
        Assert.Equal(LangevinCode.Sound, near.Step(1, [-1]));
        Assert.Equal(-1, near.EndToEnd()[0, 0], 1e-15);
    }

    private static void AssertSays(string words, Func<object?> act) => Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
